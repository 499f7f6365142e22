"""A guest sees everything and changes nothing."""

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import Appointment, Participant
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.web.visitor import Visitor

MOVE = {"start": "2027-03-01T08:30:00Z", "time_zone": "UTC"}


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    appointment = cast.book()
    guest = Participant(name="Guest", email="guest@example.com", time_zone="UTC", is_guest=True)
    appointment.participants.append(guest)
    db.session.commit()
    return appointment


@pytest.fixture
def page(appointment: Appointment) -> str:
    return participant_path(appointment.participants[1])


def test_a_guest_sees_when_and_who_invited_him(page: str, visitor: Visitor) -> None:
    visitor.open(page)
    assert "You are invited" in visitor.text
    assert "Participant invited you" in visitor.text
    assert f"{page}/calendar.ics" in visitor.links
    assert not [link for link in visitor.links if "reschedule" in link or "cancel" in link]
    visitor.open(f"{page}/calendar.ics")


@pytest.mark.parametrize(
    ("by", "words"),
    [("participant", "Participant has cancelled"), ("host", "Host has cancelled")],
)
def test_a_guest_is_told_who_cancelled(
    appointment: Appointment, page: str, visitor: Visitor, by: str, words: str
) -> None:
    booking.cancel(appointment, by, "", NOW)
    assert words in visitor.open(page).text


@pytest.mark.parametrize("act", ["reschedule", "cancel", "reschedule?start=2027-03-01T08:30:00Z"])
def test_a_guest_changes_nothing(
    appointment: Appointment, page: str, visitor: Visitor, act: str
) -> None:
    assert "Only the one who booked" in visitor.open(f"{page}/{act}", 403).text
    visitor.post(f"{page}/{act}", 403, data=MOVE)
    assert (appointment.starts_at, appointment.status) == (MONDAY_NINE, "confirmed")


def test_the_one_who_booked_still_can(appointment: Appointment, visitor: Visitor) -> None:
    own = participant_path(appointment.participant)
    assert f"{own}/reschedule" in visitor.open(own).links
    visitor.open(f"{own}/cancel").submit("Cancel the appointment")
    assert appointment.is_cancelled
