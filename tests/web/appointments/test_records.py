"""The host's record of an appointment."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment
from pinmycal.times import iso
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.web.conftest import Clock
from tests.web.visitor import Visitor

HALF_PAST = MONDAY_NINE + timedelta(minutes=30)
MOVE = {"start": iso(HALF_PAST), "time_zone": "Europe/Berlin"}


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    return cast.book(note="First line\nsecond line")


@pytest.fixture
def page(appointment: Appointment) -> str:
    return f"/appointments/{appointment.public_id}"


def test_the_record_says_who_and_when_for_both(page: str, host: Visitor) -> None:
    host.open(page)
    assert "Monday, 1 March 2027, 09:00 – 09:30" in host.text
    assert "For Participant Monday, 1 March 2027, 03:00 – 03:30" in host.text
    assert "mailto:participant@example.com" in host.links
    assert "First line second line" in host.text


def test_a_mail_that_was_refused_is_told(
    appointment: Appointment, page: str, host: Visitor
) -> None:
    refused = appointment.messages[0]
    refused.failed_at, refused.last_error = NOW, "550 no such mailbox"
    db.session.commit()
    host.open(page)
    assert "A mail did not arrive." in host.text
    assert "participant@example.com was refused: 550 no such mailbox" in host.text


def test_moving_from_the_calendar(appointment: Appointment, page: str, host: Visitor) -> None:
    host.open(f"{page}/reschedule")
    link = next(each for each in host.links if "T08%3A30" in each)
    assert host.open(link).submit("Move the appointment").location == page
    assert appointment.starts_at == HALF_PAST
    assert "The appointment is moved." in host.follow().text


def test_a_move_that_comes_too_late_offers_others(
    cast: Cast, appointment: Appointment, page: str, host: Visitor
) -> None:
    cast.book(HALF_PAST)
    host.post(f"{page}/reschedule", 409, data=MOVE)
    offered = [radio["value"] for radio in host.page.find_all(type="radio")]
    assert MOVE["start"] not in offered
    host.submit("Move the appointment", start=offered[0])
    assert iso(appointment.starts_at) == offered[0]


def test_cancelling_with_a_reason(appointment: Appointment, page: str, host: Visitor) -> None:
    host.open(f"{page}/cancel").submit("Cancel the appointment", reason="Ill").follow()
    assert (appointment.cancelled_by, appointment.cancel_reason) == ("host", "Ill")
    assert "Cancelled by you" in host.text
    assert "Ill" in host.text


@pytest.mark.parametrize("act", ["cancel", "reschedule"])
def test_what_is_cancelled_stays_so(
    appointment: Appointment, page: str, host: Visitor, act: str
) -> None:
    booking.cancel(appointment, "participant", "", NOW)
    assert host.open(f"{page}/{act}", 303).location == page
    assert host.post(f"{page}/{act}", data=MOVE).location == page
    assert (appointment.cancelled_by, appointment.sequence) == ("participant", 1)


@pytest.mark.parametrize("act", ["cancel", "reschedule"])
def test_what_is_over_stays(
    appointment: Appointment, page: str, host: Visitor, clock: Clock, act: str
) -> None:
    clock.now = appointment.ends_at
    host.post(f"{page}/{act}", data=MOVE)
    assert "Over" in host.open(page).text
    assert (appointment.status, appointment.sequence) == ("confirmed", 0)


def test_without_a_meeting_there_is_nothing_to_start(page: str, host: Visitor) -> None:
    host.open(f"{page}/start", 409)
    assert "no Zoom meeting to start" in host.text
    assert page in host.links


def test_a_deleted_type_can_not_be_moved(cast: Cast, page: str, host: Visitor) -> None:
    db.session.delete(cast.offer)
    db.session.commit()
    host.open(page)
    host.open(f"{page}/reschedule", 410)


def test_the_record_tells_when_it_was_moved_and_cancelled(
    appointment: Appointment, page: str, host: Visitor
) -> None:
    assert not {"Moved", "Cancelled"} & labels(host.open(page))
    for message in appointment.messages:
        message.attempted_at = NOW  # or the pending confirmation would tell of the move
    db.session.commit()
    booking.move(appointment, MONDAY_NINE + timedelta(hours=2), NOW)
    assert labels(host.open(page)) & {"Moved", "Cancelled"} == {"Moved"}
    booking.cancel(appointment, "host", "", NOW)
    assert "Cancelled" in labels(host.open(page))


def labels(visitor: Visitor) -> set[str]:
    return {term.get_text() for term in visitor.page.select(".record dt")}
