"""Zoom says no for good: it is asked once, the host is told once, and nothing stays due."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, MeetingState, Message, ZoomConnection
from pinmycal.zoom import deciding
from pinmycal.zoom.state import ZoomState, zoom_state
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import link_of, settled

HALF_PAST = MONDAY_NINE + timedelta(minutes=30)
CODES = [3161, 3018, 3000, 300]


def state(appointment: Appointment) -> ZoomState:
    db.session.refresh(appointment)
    return zoom_state(appointment, db.session.query(ZoomConnection).one(), NOW)


def tried_for_a_day(appointment: Appointment, clock: Clock) -> None:
    for _ in range(24):
        clock.settle(appointment.id, timedelta(hours=1))
    db.session.refresh(appointment)


def told() -> int:
    return db.session.query(Message).filter_by(kind=Kind.ZOOM_TROUBLE).count()


def calls(at_zoom: ZoomSandbox, operation: str) -> int:
    return sum(call["operation"] == operation for call in at_zoom.calls)


@pytest.mark.parametrize("code", CODES)
def test_64_a_refused_delete_is_told_once_and_ends(
    connected: Cast, at_zoom: ZoomSandbox, code: int
) -> None:
    at_zoom.fault("delete", "refusal", None, code=code)
    appointment, clock = settled(connected)
    booking.cancel(appointment, "participant", "", NOW)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.LEFT
    assert appointment.due_at is None
    tried_for_a_day(appointment, clock)
    assert (calls(at_zoom, "delete"), told(), appointment.due_at) == (1, 1, None)


@pytest.mark.parametrize("code", CODES)
def test_64_a_refused_create_is_told_once_and_waits_for_the_host(
    connected: Cast, at_zoom: ZoomSandbox, code: int
) -> None:
    at_zoom.fault("create", "refusal", None, code=code)
    appointment, clock = settled(connected)
    assert state(appointment) is ZoomState.REFUSED
    clock.settle(appointment.id, timedelta(hours=1))
    assert (calls(at_zoom, "create"), told()) == (1, 1)
    at_zoom.clear_faults()
    deciding.try_again(connected.host.id, clock())
    clock.settle(appointment.id)
    assert link_of(appointment) == at_zoom.live_meetings[0]["join_url"]


def test_64_a_refused_create_is_asked_anew_for_another_time(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    at_zoom.fault("create", "refusal")
    appointment, clock = settled(connected)
    booking.move(appointment, HALF_PAST, NOW)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.READY


@pytest.mark.parametrize("code", CODES)
def test_64_a_refused_update_is_shown_told_once_and_waits_for_the_host(
    connected: Cast, at_zoom: ZoomSandbox, code: int
) -> None:
    at_zoom.fault("update", "refusal", None, code=code)
    appointment, clock = settled(connected)
    booking.move(appointment, HALF_PAST, NOW)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.STALE
    clock.settle(appointment.id, timedelta(hours=1))
    assert (calls(at_zoom, "update"), told()) == (1, 1)
    at_zoom.clear_faults()
    deciding.try_again(connected.host.id, NOW)
    Clock().settle(appointment.id)
    assert state(appointment) is ZoomState.READY
    assert at_zoom.live_meetings[0]["start_time"] == "2027-03-01T08:30:00Z"


@pytest.mark.parametrize("operation", ["get", "list"])
def test_64_a_refused_look_ends_too(connected: Cast, at_zoom: ZoomSandbox, operation: str) -> None:
    at_zoom.fault("create", "close")
    appointment, clock = settled(connected)
    clock.settle(appointment.id, timedelta(seconds=10))
    assert state(appointment) is ZoomState.READY
    at_zoom.fault(operation, "refusal", None)
    tried_for_a_day(appointment, clock)
    assert appointment.due_at is None
    assert told() == 1


def test_64_what_fails_without_end_ends_when_zoom_has_forgotten_it(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    at_zoom.fault("delete", "status", None, code=503)
    appointment, clock = settled(connected)
    booking.cancel(appointment, "host", "", NOW)
    clock.settle(appointment.id, timedelta(days=3))
    db.session.refresh(appointment)
    assert appointment.due_at is not None, "a delete makes sense for as long as Zoom has it"
    clock.settle(appointment.id, timedelta(days=30))
    db.session.refresh(appointment)
    assert appointment.due_at is None


def test_64_a_meeting_in_progress_is_deleted_when_it_has_ended(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = settled(connected)
    [meeting] = at_zoom.live_meetings
    at_zoom.host_edits(meeting["id"], status="started")
    booking.cancel(appointment, "host", "", NOW)
    clock.settle(appointment.id)
    at_zoom.host_edits(meeting["id"], status="waiting")
    clock.settle(appointment.id, timedelta(minutes=10))
    assert at_zoom.live_meetings == []
    assert told() == 0


def test_a_missing_right_waits_for_the_reconnection(connected: Cast, at_zoom: ZoomSandbox) -> None:
    body = {"code": 4711, "message": "Invalid access token, does not contain scopes"}
    at_zoom.fault("delete", "status", None, code=400, body=body)
    appointment, clock = settled(connected)
    booking.cancel(appointment, "host", "", NOW)
    clock.settle(appointment.id)
    tried_for_a_day(appointment, clock)
    assert (calls(at_zoom, "delete"), told(), appointment.due_at) == (1, 1, None)
    assert appointment.zoom_meeting
    assert appointment.zoom_meeting.state == MeetingState.READY


def test_the_host_is_told_after_five_failures_whatever_comes_between(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    for fault in ("close", "close", "close", "close", "rate_limit", "close", "close", "close"):
        at_zoom.fault("create", fault)
    appointment, clock = settled(connected)
    for _ in range(7):
        clock.settle(appointment.id, timedelta(minutes=4))
    assert told() == 1
