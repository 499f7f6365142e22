"""The host connects another Zoom account: what lies in the old one is out of reach."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, MeetingState, ZoomConnection
from pinmycal.zoom.connection import wake
from pinmycal.zoom.state import ZoomState, zoom_state
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.test_edits_inside_zoom import event

DAYS_LATER = MONDAY_NINE + timedelta(days=3)


def cancel(appointment: Appointment) -> None:
    booking.cancel(appointment, "participant", "", NOW)


def move(appointment: Appointment) -> None:
    booking.move(appointment, DAYS_LATER + timedelta(hours=1), NOW)


def tell(appointment: Appointment) -> None:
    assert appointment.zoom_meeting
    event("meeting.updated", appointment.zoom_meeting.meeting_id or 0)


def expect_double(appointment: Appointment) -> None:
    assert appointment.zoom_meeting
    appointment.zoom_meeting.expect_double(NOW)
    db.session.commit()


def in_state(state: MeetingState) -> Callable[[Appointment], None]:
    def put(appointment: Appointment) -> None:
        assert appointment.zoom_meeting
        appointment.zoom_meeting.state = state
        db.session.commit()

    return put


def nothing(_: Appointment) -> None:
    """It stays as it is."""


@pytest.fixture
def appointment(connected: Cast, at_zoom: ZoomSandbox) -> Appointment:
    """One three days ahead, with its meeting; to the connection another account is attributed."""
    appointment = connected.book(at=DAYS_LATER)
    Clock().settle(appointment.id)
    return appointment


def connect_another() -> ZoomConnection:
    connection = db.session.query(ZoomConnection).one()
    connection.zoom_user_id = "another account"
    wake(connection.host_id, NOW)
    db.session.commit()
    return connection


@pytest.mark.parametrize("before", [nothing, expect_double, cancel])
@pytest.mark.parametrize("after", [nothing, tell, cancel])
def test_what_lies_there_is_never_due_without_end(
    appointment: Appointment,
    at_zoom: ZoomSandbox,
    before: Callable[[Appointment], None],
    after: Callable[[Appointment], None],
) -> None:
    before(appointment)
    connect_another()
    after(appointment)
    calls, clock = at_zoom.calls[-1]["number"], Clock()
    for wait in (0, 1, 60, 60 * 24, 60 * 24, 60 * 20, 60 * 4):
        clock.settle(appointment.id, timedelta(minutes=wait))
        db.session.refresh(appointment)
        due_at = appointment.due_at
        assert due_at is None or due_at > clock(), "due, and nothing to be done"
    assert at_zoom.calls_after(calls) == []


def test_what_fits_is_left_alone(appointment: Appointment, at_zoom: ZoomSandbox) -> None:
    connect_another()
    calls = at_zoom.calls[-1]["number"]
    Clock().settle(appointment.id, timedelta(days=3))
    assert at_zoom.calls_after(calls) == []


@pytest.mark.parametrize("state", [MeetingState.CREATING, MeetingState.DELETED])
def test_what_does_not_stand_there_is_made_here(
    appointment: Appointment, at_zoom: ZoomSandbox, state: MeetingState
) -> None:
    in_state(state)(appointment)
    connection = connect_another()
    Clock().settle(appointment.id)
    db.session.refresh(appointment)
    assert zoom_state(appointment, connection, NOW) is ZoomState.READY
    assert len(at_zoom.live_meetings) == 2


def test_a_move_makes_one_here(appointment: Appointment, at_zoom: ZoomSandbox) -> None:
    connection = connect_another()
    move(appointment)
    assert zoom_state(appointment, connection, NOW) is ZoomState.MAKING, "the old link is no use"
    Clock().settle(appointment.id)
    db.session.refresh(appointment)
    assert zoom_state(appointment, connection, NOW) is ZoomState.READY
    assert appointment.zoom_meeting
    assert appointment.zoom_meeting.account_key == connection.account_key


def test_a_cancellation_shows_what_stays_there(appointment: Appointment) -> None:
    connection = connect_another()
    cancel(appointment)
    Clock().settle(appointment.id)
    db.session.refresh(appointment)
    assert appointment.due_at is None
    assert zoom_state(appointment, connection, NOW) is ZoomState.LEFT
