"""Back after booking: to the form once more, which has done its work."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import Appointment, AppointmentType, Participant
from pinmycal.times import iso
from tests.cast import MONDAY_NINE, NOW, Cast, offer
from tests.web.asking import FORM, TYPED
from tests.web.conftest import Clock
from tests.web.visitor import HTMX, Visitor

ALREADY = "You’ve already booked this"
HALF_PAST = iso(MONDAY_NINE + timedelta(minutes=30))


def booked() -> Participant:
    return db.session.query(Participant).one()


@pytest.fixture
def back(cast: Cast, visitor: Visitor) -> Visitor:
    """Someone who has booked."""
    return visitor.open(FORM).submit("Confirm", **TYPED)


def test_it_leads_to_the_booking(back: Visitor) -> None:
    assert ALREADY in back.open(FORM).text
    assert participant_path(booked()) in back.links
    assert "Monday, 1 March 2027, 03:00" in back.text
    assert "/host/intro?month=2027-03&date=2027-03-01&tz=America%2FNew_York" in back.links
    assert not back.page.find("form")
    assert back.response.headers["Cache-Control"] == "no-store"


def test_the_form_as_it_was_leads_there_even_if_something_else_is_typed(
    cast: Cast, visitor: Visitor
) -> None:
    visitor.open(FORM)
    page = visitor.page
    visitor.submit("Confirm", **TYPED)
    visitor.page = page
    assert ALREADY in visitor.submit("Confirm", 409, **{**TYPED, "email": "b@example.com"}).text
    assert participant_path(booked()) in visitor.links
    assert db.session.query(Appointment).count() == 1


def test_so_does_the_part_of_the_page(back: Visitor) -> None:
    part = back.open(FORM, **HTMX)
    assert ALREADY in part.text
    assert not part.page.find("h1")


def test_whoever_chose_another_time_in_the_form_comes_back_to_that(
    cast: Cast, visitor: Visitor
) -> None:
    visitor.open(FORM)
    cast.book(email="quicker@example.com")
    visitor.submit("Confirm", 409, **TYPED).submit("Confirm", start=HALF_PAST)
    assert ALREADY in visitor.open(FORM).text
    assert "03:30" in visitor.text


def test_what_was_moved_since_shows_when_it_is(cast: Cast, back: Visitor) -> None:
    booking.move(booked().appointment, MONDAY_NINE + timedelta(minutes=30), NOW)
    assert back.open(FORM).page.find("form"), "the first time is free again"
    cast.book(email="quicker@example.com")
    assert ALREADY in back.open(FORM).text
    assert "03:30" in back.text


def test_what_was_cancelled_since_can_be_booked_again(back: Visitor) -> None:
    booking.cancel(booked().appointment, "participant", "", NOW)
    assert ALREADY not in back.open(FORM).text
    back.submit("Confirm", **{**TYPED, "email": "another@example.com"})
    assert db.session.query(Appointment).count() == 2


def test_a_type_that_was_closed_since_changes_nothing(back: Visitor) -> None:
    db.session.query(AppointmentType).one().active = False
    db.session.commit()
    assert ALREADY in back.open(FORM).text


def test_nobody_else_is_shown_it(back: Visitor, app: object, clock: Clock) -> None:
    stranger = Visitor(back.client.application).open(FORM, 409)
    assert "just been taken" in stranger.text
    assert participant_path(booked()) not in stranger.response.text
    clock.now += timedelta(hours=12, minutes=1)  # nor who sits there next
    assert ALREADY not in back.open(FORM, 409).text


def test_another_type_at_that_time_is_another_matter(cast: Cast, back: Visitor) -> None:
    offer(cast.host, slug="other")
    assert ALREADY not in back.open(FORM.replace("intro", "other"), 409).text


def test_the_cookie_stays_small(cast: Cast, visitor: Visitor) -> None:
    for hour in range(8, 14):
        visitor.open(FORM.replace("T08", f"T{hour:02}")).submit("Confirm", **TYPED)
    cookie = visitor.client.get_cookie("session")
    assert cookie
    assert len(cookie.value) < 900
    assert ALREADY in visitor.open(FORM.replace("T08", "T13")).text


def test_the_form_is_sent_to_its_own_address_so_that_it_is_not_brought_back_as_it_was(
    cast: Cast, visitor: Visitor
) -> None:
    for page in (FORM, f"/embed{FORM}&clock=12&name=%22%3E"):
        form = visitor.open(page).page.select_one("#booking-form form")
        assert form["action"] == form["hx-post"] == visitor.response.request.full_path
