"""The story of the Zoom integration from sign-up to removal, without scripts, on real parts."""

import time

import pytest
import requests

from sandbox.mailbox import ReceivedMail
from tests.story.site import Site
from tests.story.visitor import Visitor

pytestmark = pytest.mark.both_databases
ZOOM_PAGE = "/settings/integrations/zoom"


def test_the_whole_story(site: Site) -> None:
    host, participant = Visitor(site.url), Visitor(site.url)
    sign_up(host)
    no_zoom_yet(host)
    connect_zoom(host)
    link = make_type(host)
    book(participant, link)
    link_and_mails_arrive(site, participant)
    host_sees_it_and_starts_it(site, host)
    looking_changes_nothing(site, participant)
    move(site, participant)
    cancel(site, participant)
    disconnect(site, host, link)


def sign_up(host: Visitor) -> None:
    host.open("/signup").submit(
        "Sign up",
        name="Story Host",
        email="host@example.com",
        password="a long password",
        time_zone="Europe/Berlin",
    )
    assert host.url.endswith("/dashboard")
    assert "Zoom" in host.text, "he should see at once what to do next"


def no_zoom_yet(host: Visitor) -> None:
    host.open("/types/new")
    assert "Zoom Meeting" not in [option.get_text() for option in host.page.find_all("option")]


def connect_zoom(host: Visitor) -> None:
    host.open(ZOOM_PAGE).submit("Connect Zoom Account")
    assert "/oauth/authorize" in host.url
    assert "code_challenge_method=S256" in host.url
    host.submit("Allow", decision="allow", user="sandbox-licensed-user")
    assert host.url.endswith(ZOOM_PAGE)
    assert "Disconnect Zoom" in host.text


def make_type(host: Visitor) -> str:
    host.open("/types/new").submit(
        "Make the type",
        title="Story call",
        location="zoom",
        minimum_notice="0",
        duration="30",
        increment="30",
    )
    assert "/story-host/story-call" in host.response.text
    return "/story-host/story-call"


def book(participant: Visitor, link: str) -> None:
    participant.open(f"{link}?tz=America/New_York")
    times = [href for href in participant.links.values() if "/book?start=" in href]
    participant.open(times[0]).submit(
        "Confirm", name="Story Participant", email="participant@example.com", note="Hello"
    )
    assert "/a/" in participant.url
    assert "booked" in participant.text
    first = participant.url
    assert participant.resend().url == first, "a resent POST shows the same appointment"


def link_and_mails_arrive(site: Site, participant: Visitor) -> None:
    participant.wait_for("Join on Zoom")
    site.mails.wait_for(2, 20)
    [meeting] = site.zoom.meetings
    assert participant.href("Join on Zoom") == meeting["join_url"]
    assert sorted(mail.recipients[0] for mail in site.mails.messages) == [
        "host@example.com",
        "participant@example.com",
    ]
    for mail in site.mails.messages:
        assert meeting["join_url"] in mail.text
        assert meeting["join_url"] in unfolded(mail)
        assert "SEQUENCE:0" in unfolded(mail)
        assert mail.html


def host_sees_it_and_starts_it(site: Site, host: Visitor) -> None:
    host.open("/dashboard")
    [meeting] = site.zoom.meetings
    assert "Story Participant" in host.text
    assert meeting["join_url"] in host.links.values()
    host.open(host.href("Details"))
    record = host.url
    start = host.session.get(f"{record}/start", allow_redirects=False, timeout=10)
    assert start.headers["Location"].startswith(f"{site.zoom.url}/s/{meeting['id']}")
    assert "/s/" not in host.open(record).response.text, "a start link is shown nowhere"


def looking_changes_nothing(site: Site, participant: Visitor) -> None:
    """A mail scanner opens every link in every mail."""
    page = participant.url
    for path in ("", "/reschedule", "/cancel", "/calendar.ics"):
        assert requests.get(page + path, timeout=10).ok
    time.sleep(1)
    assert len(site.mails.messages) == 2
    assert "Join on Zoom" in participant.open(page).text


def move(site: Site, participant: Visitor) -> None:
    page, [before] = participant.url, site.zoom.meetings
    participant.open(f"{page}/reschedule")
    times = [href for href in participant.links.values() if "start=" in href]
    participant.open(times[3]).submit("Move the appointment")
    site.mails.wait_for(4, 20)
    [after] = site.zoom.meetings
    assert after["id"] == before["id"]
    assert after["join_url"] == before["join_url"]
    assert after["start_time"] != before["start_time"]
    assert all("SEQUENCE:1" in unfolded(mail) for mail in site.mails.messages[2:])
    participant.open(page)


def cancel(site: Site, participant: Visitor) -> None:
    page = participant.url
    participant.open(f"{page}/cancel").submit("Cancel the appointment", reason="Something came up")
    assert "cancelled" in participant.text.lower()
    site.mails.wait_for(6, 20)
    assert site.zoom.live_meetings == []
    assert all("METHOD:CANCEL" in unfolded(mail) for mail in site.mails.messages[4:])
    assert "cancelled" in participant.open(f"{page}/cancel").text.lower()


def disconnect(site: Site, host: Visitor, link: str) -> None:
    host.open(f"{ZOOM_PAGE}/disconnect").submit("Disconnect Zoom")
    assert "Connect Zoom Account" in host.text
    assert any(call["path"].endswith("/revoke") for call in site.zoom.calls)
    assert "will send you the details" in Visitor(site.url).open(link).text
    late = Visitor(site.url)
    book(late, link)
    late.wait_for("will send you the details")
    site.mails.wait_for(8, 20)
    connect_zoom(host)
    late.wait_for("Join on Zoom")
    site.mails.wait_for(10, 20)
    assert len(site.zoom.live_meetings) == 1


def unfolded(mail: ReceivedMail) -> str:
    """The calendar part with RFC 5545's line folds undone."""
    return str(mail.calendar).replace("\r\n ", "").replace("\n ", "")
