"""Meetings that their host deletes inside Zoom, takes out of the trash, or deletes for good."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message, ZoomConnection
from pinmycal.zoom import deciding
from pinmycal.zoom.state import ZoomState, zoom_state
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import link_of, settled
from tests.settle.test_edits_inside_zoom import event

HALF_PAST = MONDAY_NINE + timedelta(minutes=30)
JUST_BEFORE = MONDAY_NINE - NOW - timedelta(minutes=19)


@pytest.fixture
def deleted(connected: Cast, at_zoom: ZoomSandbox) -> tuple[Appointment, Clock, int]:
    """An appointment whose meeting its host deleted, which was seen; the clock; the meeting."""
    appointment, clock = settled(connected)
    meeting_id: int = at_zoom.live_meetings[0]["id"]
    at_zoom.host_deletes(meeting_id)
    event("meeting.deleted", meeting_id)
    clock.settle(appointment.id)
    return appointment, clock, meeting_id


def recovered(
    at_zoom: ZoomSandbox, meeting_id: int, appointment: Appointment, clock: Clock
) -> None:
    at_zoom.host_recovers(meeting_id)
    event("meeting.recovered", meeting_id)
    clock.settle(appointment.id)


def state(appointment: Appointment) -> ZoomState:
    db.session.refresh(appointment)
    return zoom_state(appointment, db.session.query(ZoomConnection).one(), NOW)


def told() -> int:
    return db.session.query(Message).filter_by(kind=Kind.ZOOM_TROUBLE).count()


def live(at_zoom: ZoomSandbox) -> list[int]:
    return [meeting["id"] for meeting in at_zoom.live_meetings]


def test_68_a_recovered_meeting_is_the_appointments_again(
    deleted: tuple[Appointment, Clock, int], at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    appointment, clock, meeting_id = deleted
    recovered(at_zoom, meeting_id, appointment, clock)
    assert (state(appointment), live(at_zoom)) == (ZoomState.READY, [meeting_id])
    assert link_of(appointment) == at_zoom.live_meetings[0]["join_url"]
    assert [mail for mail in mails.messages if mail["Subject"].startswith("Zoom link")] == []


def test_68_recovered_after_a_move_it_gets_the_time_of_now(
    deleted: tuple[Appointment, Clock, int], at_zoom: ZoomSandbox
) -> None:
    appointment, clock, meeting_id = deleted
    booking.move(appointment, HALF_PAST, NOW)
    recovered(at_zoom, meeting_id, appointment, clock)
    assert at_zoom.live_meetings[0]["start_time"] == "2027-03-01T08:30:00Z"


def test_68_deleted_for_good_is_told_once(
    deleted: tuple[Appointment, Clock, int], at_zoom: ZoomSandbox
) -> None:
    appointment, clock, meeting_id = deleted
    at_zoom.host_purges(meeting_id)
    event("meeting.permanently_deleted", meeting_id)
    clock.settle(appointment.id)
    assert (state(appointment), told()) == (ZoomState.DELETED, 1)


def test_68_deleted_for_good_at_once_is_seen(connected: Cast, at_zoom: ZoomSandbox) -> None:
    appointment, clock = settled(connected)
    meeting_id = live(at_zoom)[0]
    at_zoom.host_purges(meeting_id)
    event("meeting.permanently_deleted", meeting_id)
    clock.settle(appointment.id)
    assert (state(appointment), told()) == (ZoomState.DELETED, 1)


def test_68_made_anew_after_a_recovery_nobody_told_of_is_the_old_one(
    deleted: tuple[Appointment, Clock, int], at_zoom: ZoomSandbox
) -> None:
    appointment, clock, meeting_id = deleted
    at_zoom.host_recovers(meeting_id)
    deciding.make_anew(appointment, NOW)
    clock.settle(appointment.id)
    assert (state(appointment), live(at_zoom)) == (ZoomState.READY, [meeting_id])


@pytest.mark.parametrize("told_of", [True, False])
def test_68_recovered_after_it_was_made_anew_the_old_one_goes(
    deleted: tuple[Appointment, Clock, int], at_zoom: ZoomSandbox, told_of: bool
) -> None:
    appointment, clock, meeting_id = deleted
    deciding.make_anew(appointment, NOW)
    clock.settle(appointment.id)
    [newer] = live(at_zoom)
    if told_of:
        recovered(at_zoom, meeting_id, appointment, clock)
    else:
        at_zoom.host_recovers(meeting_id)
        clock.settle(appointment.id, JUST_BEFORE)
    assert (state(appointment), live(at_zoom)) == (ZoomState.READY, [newer])


def test_68_a_meeting_replaced_by_a_move_and_recovered_leaves_one(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = settled(connected)
    [meeting_id] = live(at_zoom)
    at_zoom.host_deletes(meeting_id)
    booking.move(appointment, HALF_PAST, NOW)
    clock.settle(appointment.id)
    [newer] = live(at_zoom)
    recovered(at_zoom, meeting_id, appointment, clock)
    assert live(at_zoom) == [newer]


def test_68_recovered_after_the_cancellation_is_left_to_its_host_and_shown(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = settled(connected)
    [meeting_id] = live(at_zoom)
    booking.cancel(appointment, "host", "", NOW)
    clock.settle(appointment.id)
    recovered(at_zoom, meeting_id, appointment, clock)
    assert (state(appointment), told(), appointment.due_at) == (ZoomState.LEFT, 1, None)
