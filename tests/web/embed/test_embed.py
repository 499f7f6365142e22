"""The booking pages inside a host's own site."""

import pytest

from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import Appointment, AppointmentType, Participant
from tests.cast import MONDAY_NINE, Cast
from tests.web.asking import ASKED, TYPED
from tests.web.visitor import Visitor

PAGE = "/embed/host/intro"
FORM = f"{PAGE}/book?start=2027-03-01T08:00:00Z&tz=America/New_York"


def test_a_whole_booking_stays_inside_the_frame(cast: Cast, visitor: Visitor) -> None:
    visitor.open(f"{PAGE}?tz=America/New_York")
    visitor.open(next(link for link in visitor.links if "/book?" in link))
    visitor.submit("Confirm", **TYPED).follow()
    assert visitor.path.startswith(f"{PAGE}/booked/")
    assert "You are booked" in visitor.text
    assert "03:00 – 03:30" in visitor.text or "03:00–03:30" in visitor.text
    [appointment] = db.session.query(Appointment)
    assert appointment.starts_at == MONDAY_NINE
    assert participant_path(appointment.participant) in visitor.links


@pytest.mark.parametrize("path", [PAGE, FORM])
def test_every_way_stays_inside_the_frame(cast: Cast, visitor: Visitor, path: str) -> None:
    page = visitor.open(path).page
    names = ("href", "action", "formaction", "hx-get", "hx-post")
    ways = [str(tag[name]) for name in names for tag in page.body.find_all(attrs={name: True})]
    assert ways
    assert [way for way in ways if not way.startswith((PAGE, "#"))] == []


def test_what_leads_out_of_the_frame_opens_a_tab(cast: Cast, visitor: Visitor) -> None:
    token = participant_path(cast.book().participant).removeprefix("/a/")
    visitor.open(f"{PAGE}/booked/{token}")
    assert visitor.page.select_one("head base[target=_blank]:not([href])")


def test_the_link_is_asked_for_inside_the_frame(cast: Cast, visitor: Visitor) -> None:
    cast.connect_zoom()
    token = participant_path(cast.book().participant).removeprefix("/a/")
    page = f"{PAGE}/booked/{token}"
    assert visitor.open(page).page.find(id="zoom")["hx-get"] == f"{page}?polls=1"
    assert "<html" not in visitor.part(f"{page}?polls=1").response.text


def test_a_booking_is_shown_by_its_own_host_alone(cast: Cast, visitor: Visitor) -> None:
    token = participant_path(cast.book().participant).removeprefix("/a/")
    visitor.open(f"/embed/stranger/intro/booked/{token}", 404)
    visitor.open(f"{PAGE}/booked/{token[:-1]}", 404)


def test_the_address_of_a_booking_is_kept_from_others(cast: Cast, visitor: Visitor) -> None:
    token = participant_path(cast.book().participant).removeprefix("/a/")
    headers = visitor.open(f"{PAGE}/booked/{token}").response.headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]


def test_nothing_shows_who_is_logged_in_and_no_cookie_is_set(cast: Cast, host: Visitor) -> None:
    token = participant_path(cast.book().participant).removeprefix("/a/")
    for path in (PAGE, FORM, f"{PAGE}/booked/{token}", "/embed/host/nothing"):
        response = host._send(path, method="GET")
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.headers.get("Vary", "")
        assert "Log out" not in response.text
        assert "Dashboard" not in response.text


def test_a_booking_sets_no_cookie(cast: Cast, host: Visitor) -> None:
    host.open(FORM).submit("Confirm", **TYPED)
    assert "Set-Cookie" not in host.response.headers


def test_a_choice_of_zone_or_clock_sets_no_cookie_and_goes_along(
    cast: Cast, visitor: Visitor
) -> None:
    visitor.open(f"{PAGE}?tz=Asia/Tokyo&clock=12&remember=1", 303)
    assert "Set-Cookie" not in visitor.response.headers
    visitor.follow()
    times = [link for link in visitor.links if "/book?" in link]
    assert all("tz=Asia%2FTokyo&clock=12" in link for link in times)
    assert "am" in visitor.open(times[0]).text


def test_a_zone_that_only_the_browser_knows_is_left(cast: Cast, visitor: Visitor) -> None:
    visitor.open(f"{PAGE}?tz=Mars/Olympus&remember=1", 303).follow()
    assert "Intro call" in visitor.text


def test_another_time_is_chosen_inside_the_frame(cast: Cast, visitor: Visitor) -> None:
    data = {**ASKED, "csrf_token": visitor.open(FORM).value("csrf_token")}
    keep = visitor.page.select_one("[formaction]")
    assert keep
    visitor._arrive(visitor._send(str(keep["formaction"]), method="POST", data=data), 303)
    assert visitor.location.startswith(f"{PAGE}?month=2027-03&date=2027-03-01")
    assert "Set-Cookie" not in visitor.response.headers


def test_a_log_in_does_not_choose_the_clock(cast: Cast, host: Visitor) -> None:
    cast.host.hour12 = True
    db.session.commit()
    assert "03:00" in host.open(FORM).text
    assert "3:00 am" in host.open(f"{FORM}&clock=12").text


@pytest.mark.parametrize(("hours", "words"), [("12", "3:00 am"), ("24", "03:00")])
def test_the_chosen_clock_is_the_participants(
    cast: Cast, visitor: Visitor, hours: str, words: str
) -> None:
    """There is no cookie for it: it goes along, from the calendar to their emails."""
    another = {"Accept-Language": "de" if hours == "12" else "en-US"}
    visitor.open(f"{FORM}&clock={hours}", **another)
    visitor.submit("Confirm", 422, **{**TYPED, "email": "none"}).submit("Confirm", **TYPED)
    assert db.session.query(Participant).one().hour12 is (hours == "12")
    assert words in visitor.open(visitor.location, **another).text


def test_the_chosen_clock_stays_while_another_time_is_chosen(cast: Cast, visitor: Visitor) -> None:
    data = {**ASKED, "csrf_token": visitor.open(f"{FORM}&clock=12").value("csrf_token")}
    keep = str(visitor.page.select_one("[formaction]")["formaction"])
    visitor._arrive(visitor._send(keep, method="POST", data=data), 303)
    assert "clock=12" in visitor.location


def test_a_secret_type_can_be_embedded(cast: Cast, visitor: Visitor) -> None:
    db.session.get_one(AppointmentType, cast.offer.id).secret = True
    db.session.commit()
    assert "Intro call" in visitor.open(PAGE).text


@pytest.mark.parametrize("path", [PAGE, FORM])
def test_a_type_that_is_closed_says_so(cast: Cast, visitor: Visitor, path: str) -> None:
    db.session.get_one(AppointmentType, cast.offer.id).active = False
    db.session.commit()
    assert "Not open for booking" in visitor.open(path, 410).text
    assert visitor.links == []


def test_an_error_stays_inside_the_frame(cast: Cast, visitor: Visitor) -> None:
    visitor.open(f"{PAGE}?tz=Mars/Olympus", 422)
    assert visitor.links == [PAGE]
    assert visitor.open("/embed/nobody/nothing", 404).links == []
    assert "frame-ancestors *" in visitor.response.headers["Content-Security-Policy"]


def test_a_page_is_light_like_most_sites_and_tells_its_height(cast: Cast, visitor: Visitor) -> None:
    page = visitor.open(PAGE).page
    assert "light" in page.html["class"]
    assert page.find("script", src=lambda src: src and src.startswith("/static/frame."))
