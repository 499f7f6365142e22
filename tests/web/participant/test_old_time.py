"""While an appointment is moved, its time so far is marked."""

import pytest

from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import Appointment
from tests.cast import MONDAY_NINE, Cast
from tests.web.visitor import Visitor

OLD = "2027-03-01T08:00:00Z"
MOVE = {"start": OLD, "time_zone": "Europe/Berlin"}


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    return cast.book()


@pytest.fixture
def page(appointment: Appointment) -> str:
    return participant_path(appointment.participant) + "/reschedule"


def test_it_is_marked_in_the_month_and_among_the_times(page: str, visitor: Visitor) -> None:
    visitor.open(page)
    (day,) = visitor.page.select(".day.old")
    assert "Monday, 1 March 2027, today, your appointment so far" in str(day["aria-label"])
    (time,) = visitor.page.select(".time.old")
    assert time.name == "span"
    assert time.get_text(" ", strip=True) == "03:00 So far"
    assert "15 free times" in visitor.text
    assert not [link for link in visitor.links if "start=2027-03-01T08%3A00" in link]


def test_its_day_is_that_of_the_zone(page: str, visitor: Visitor) -> None:
    visitor.open(f"{page}?month=2027-02&tz=Pacific/Pago_Pago")
    (day,) = visitor.page.select(".day.old")
    assert "Sunday, 28 February 2027, today, your appointment so far" in str(day)


def test_another_day_has_no_old_time(page: str, visitor: Visitor) -> None:
    visitor.open(f"{page}?date=2027-03-02")
    assert visitor.page.select(".day.old")
    assert not visitor.page.select(".time.old")


def test_the_calendar_opens_where_the_old_time_is(cast: Cast, visitor: Visitor) -> None:
    later = cast.book(MONDAY_NINE.replace(month=4, day=8))
    visitor.open(participant_path(later.participant) + "/reschedule")
    assert "Thursday, 8 April" in visitor.text


def test_a_day_with_nothing_but_the_old_time_is_not_free(cast: Cast, visitor: Visitor) -> None:
    for hours in cast.offer.schedule.weekly_hours:
        hours.end_minute = hours.start_minute + 30  # one time a day
    db.session.commit()
    page = participant_path(cast.book().participant) + "/reschedule"
    visitor.open(f"{page}?date=2027-03-01&tz=Europe/Berlin")
    assert visitor.page.select_one("#day-1").name == "span"
    assert "no free times" in visitor.page.select_one("#day-1").get_text()
    assert "No free times" in visitor.page.select_one("#free-times").get_text()
    assert visitor.page.select_one("#day-2").name == "a"


def test_the_host_sees_it_marked_too(appointment: Appointment, host: Visitor) -> None:
    host.open(f"/appointments/{appointment.public_id}/reschedule")
    assert len(host.page.select(".day.old")) == len(host.page.select(".time.old")) == 1


def test_a_booking_page_has_none(appointment: Appointment, visitor: Visitor) -> None:
    assert not visitor.open("/host/intro").page.select(".old")


def test_the_time_that_it_has_is_no_other_time(
    cast: Cast, appointment: Appointment, page: str, visitor: Visitor
) -> None:
    """Asked for again by the Back button, sent twice, or found among the times nearby."""
    words = "The appointment is already at this time."
    assert words in visitor.open(f"{page}?start={OLD}", 303).follow().text
    assert words in visitor.post(page, data=MOVE).follow().text
    assert "is moved" not in visitor.text
    cast.book(MONDAY_NINE.replace(minute=30), email="quicker@example.com")
    visitor.open(f"{page}?start=2027-03-01T08:30:00Z", 409)
    offered = [radio["value"] for radio in visitor.page.find_all(type="radio")]
    assert offered
    assert OLD not in offered
    db.session.refresh(appointment)
    assert (appointment.sequence, len(appointment.messages)) == (0, 2)
