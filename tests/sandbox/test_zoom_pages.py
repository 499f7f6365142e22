import re
from typing import Any

import requests

from sandbox.zoom.users import LICENSED
from tests.sandbox.client import DEADLINE_SECONDS, Client


def page(client: Client, path: str) -> requests.Response:
    return requests.get(f"{client.sandbox.url}{path}", timeout=DEADLINE_SECONDS)


def press(client: Client, path: str, **fields: Any) -> requests.Response:
    """Posts a form and follows to the page that it leads to."""
    return requests.post(f"{client.sandbox.url}{path}", data=fields, timeout=DEADLINE_SECONDS)


def test_empty_overview_says_what_to_do(client: Client) -> None:
    text = page(client, "/").text
    assert "Zoom sandbox" in text
    assert "Book a Zoom appointment" in text
    assert "Connect a Zoom account" in text


def test_overview_shows_meetings_calls_and_apps(host: Client) -> None:
    meeting = host.new_meeting(topic="<b>bold</b>", timezone="Europe/Berlin")
    text = page(host, "/").text
    assert "&lt;b&gt;bold&lt;/b&gt;" in text
    assert "Sun 1 Mar 2099, 09:00 Europe/Berlin" in text
    assert f"/j/{meeting}?pwd=" in text
    assert "POST /v2/users/me/meetings" in text
    assert f"/users/{LICENSED.id}/uninstall" in text


def test_host_edits_in_the_meetings_own_zone(host: Client) -> None:
    meeting = host.new_meeting(timezone="Europe/Berlin")
    assert press(host, f"/meetings/{meeting}/edit", start="2099-03-02T10:30", duration=45).ok
    told = host.get(meeting).json()
    assert (told["start_time"], told["duration"]) == ("2099-03-02T09:30:00Z", 45)


def test_bad_edit_is_refused_on_a_page(host: Client) -> None:
    meeting = host.new_meeting()
    answer = press(host, f"/meetings/{meeting}/edit", start="soon", duration=0)
    assert answer.status_code == 400
    assert "from 1 to 1440" in answer.text


def test_host_deletes(host: Client) -> None:
    meeting = host.new_meeting()
    assert "deleted" in press(host, f"/meetings/{meeting}/delete").text
    assert host.get(meeting).status_code == 404
    assert press(host, f"/meetings/{meeting}/delete").status_code == 404


def test_host_repeats_recovers_and_purges(host: Client) -> None:
    meeting = host.new_meeting()
    assert "3 dates" in press(host, f"/meetings/{meeting}/repeat", times=3).text
    press(host, f"/meetings/{meeting}/delete")
    press(host, f"/meetings/{meeting}/recover")
    assert host.get(meeting).json()["type"] == 8
    press(host, f"/meetings/{meeting}/delete")
    assert "gone" in press(host, f"/meetings/{meeting}/purge").text
    assert press(host, f"/meetings/{meeting}/recover").status_code == 404


def test_uninstall_and_expire_buttons(host: Client) -> None:
    press(host, f"/users/{LICENSED.id}/expire")
    assert host.refresh().ok
    assert "Nobody" in press(host, f"/users/{LICENSED.id}/uninstall").text
    assert host.refresh().status_code == 400


def test_fault_buttons(host: Client) -> None:
    shown = press(host, "/faults", operation="me", fault="status", times=0, code=502, seconds="")
    assert "until cleared" in shown.text
    assert host.call("GET", "/users/me").status_code == 502
    assert "None: every call works." in press(host, "/faults/clear").text
    assert host.call("GET", "/users/me").ok


def test_join_and_start_pages(host: Client) -> None:
    created = host.create(topic="Consultation").json()
    for url in (created["join_url"], created["start_url"]):
        text = requests.get(url, timeout=DEADLINE_SECONDS).text
        assert "You would now be" in text
        assert "Consultation" in text
    host.delete(created["id"])
    assert requests.get(created["join_url"], timeout=DEADLINE_SECONDS).status_code == 404


def test_pages_allow_no_script_and_their_style_is_there(client: Client) -> None:
    overview = page(client, "/")
    assert overview.headers["Content-Security-Policy"].startswith("default-src 'none'")
    (style,) = re.findall(r'href="(/static/[^"]+)"', overview.text)
    assert page(client, style).headers["Content-Type"].startswith("text/css")
