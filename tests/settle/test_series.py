"""The host made more of a meeting inside Zoom: a series, or their personal room."""

from datetime import timedelta
from typing import Any

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message, ZoomConnection
from pinmycal.zoom import webhooks
from pinmycal.zoom.state import ZoomState, zoom_state
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import settled

WEEKLY = {"type": 8, "recurrence": {"type": 2, "end_times": 4}}
AT_ANY_TIME, PERSONAL_ROOM = {"type": 3}, {"type": 4}
HALF_PAST = MONDAY_NINE + timedelta(minutes=30)


def made_lasting(
    cast: Cast, at_zoom: ZoomSandbox, fields: dict[str, Any]
) -> tuple[Appointment, Clock]:
    appointment, clock = settled(cast)
    at_zoom.host_edits(at_zoom.live_meetings[0]["id"], **fields)
    return appointment, clock


def looked_at(appointment: Appointment, clock: Clock, at_zoom: ZoomSandbox) -> None:
    body = {"event": "meeting.updated", "payload": {"object": {"id": at_zoom.meetings[0]["id"]}}}
    webhooks.take_in(body, str(clock()).encode(), clock())
    clock.settle(appointment.id)


def state(appointment: Appointment) -> ZoomState:
    db.session.refresh(appointment)
    return zoom_state(appointment, db.session.query(ZoomConnection).one(), NOW)


def dates(at_zoom: ZoomSandbox) -> list[str]:
    [meeting] = at_zoom.live_meetings
    return [each["start_time"] for each in meeting["occurrences"] if each["status"] != "deleted"]


def told() -> int:
    return db.session.query(Message).filter_by(kind=Kind.ZOOM_TROUBLE).count()


def test_65_of_a_series_only_our_date_is_deleted(connected: Cast, at_zoom: ZoomSandbox) -> None:
    appointment, clock = made_lasting(connected, at_zoom, WEEKLY)
    booking.cancel(appointment, "participant", "", NOW)
    clock.settle(appointment.id)
    assert [day[:10] for day in dates(at_zoom)] == ["2027-03-08", "2027-03-15", "2027-03-22"]
    assert (state(appointment), told(), appointment.due_at) == (ZoomState.NONE, 0, None)


@pytest.mark.parametrize("fields", [AT_ANY_TIME, PERSONAL_ROOM])
def test_65_what_has_no_dates_of_its_own_stays_and_the_host_is_told(
    connected: Cast, at_zoom: ZoomSandbox, fields: dict[str, Any]
) -> None:
    appointment, clock = made_lasting(connected, at_zoom, fields)
    booking.cancel(appointment, "participant", "", NOW)
    clock.settle(appointment.id)
    assert len(at_zoom.live_meetings) == 1
    assert (state(appointment), told(), appointment.due_at) == (ZoomState.LEFT, 1, None)


@pytest.mark.parametrize("left_out", [["occurrences"], ["type"], ["type", "occurrences"]])
def test_65_a_series_that_zoom_tells_little_of_is_never_deleted(
    connected: Cast, at_zoom: ZoomSandbox, left_out: list[str]
) -> None:
    appointment, clock = made_lasting(connected, at_zoom, WEEKLY)
    at_zoom.switch(leave_out=left_out)
    booking.cancel(appointment, "participant", "", NOW)
    clock.settle(appointment.id)
    at_zoom.switch(leave_out=[])
    assert len(dates(at_zoom)) >= 3


def test_65_our_date_that_the_host_deleted_needs_nothing(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = made_lasting(connected, at_zoom, WEEKLY)
    [meeting] = at_zoom.live_meetings
    at_zoom.host_deletes(meeting["id"], meeting["occurrences"][0]["occurrence_id"])
    booking.cancel(appointment, "participant", "", NOW)
    clock.settle(appointment.id)
    assert (len(dates(at_zoom)), state(appointment), told()) == (3, ZoomState.NONE, 0)


def test_65_a_move_moves_only_our_date(connected: Cast, at_zoom: ZoomSandbox) -> None:
    appointment, clock = made_lasting(connected, at_zoom, WEEKLY)
    booking.move(appointment, HALF_PAST, NOW)
    clock.settle(appointment.id)
    assert [day[11:16] for day in dates(at_zoom)] == ["08:30", "08:00", "08:00", "08:00"]
    assert state(appointment) is ZoomState.READY


@pytest.mark.parametrize("fields", [AT_ANY_TIME, PERSONAL_ROOM])
def test_65_a_move_of_what_is_open_at_any_time_needs_no_call(
    connected: Cast, at_zoom: ZoomSandbox, fields: dict[str, Any]
) -> None:
    appointment, clock = made_lasting(connected, at_zoom, fields)
    booking.move(appointment, HALF_PAST, NOW)
    clock.settle(appointment.id)
    assert "update" not in [call["operation"] for call in at_zoom.calls]
    assert (state(appointment), told()) == (ZoomState.READY, 0)


@pytest.mark.parametrize("fields", [WEEKLY, AT_ANY_TIME, PERSONAL_ROOM])
def test_65_a_series_with_our_date_in_it_is_no_disagreement(
    connected: Cast, at_zoom: ZoomSandbox, fields: dict[str, Any]
) -> None:
    appointment, clock = made_lasting(connected, at_zoom, fields)
    looked_at(appointment, clock, at_zoom)
    assert (state(appointment), told()) == (ZoomState.READY, 0)


def test_65_our_date_moved_within_the_series_is_seen(connected: Cast, at_zoom: ZoomSandbox) -> None:
    appointment, clock = made_lasting(connected, at_zoom, WEEKLY)
    [meeting] = at_zoom.live_meetings
    first = meeting["occurrences"][0]["occurrence_id"]
    at_zoom.host_edits(meeting["id"], occurrence_id=first, start_time="2027-03-01T14:00:00Z")
    looked_at(appointment, clock, at_zoom)
    assert (state(appointment), told()) == (ZoomState.MOVED, 1)
    assert appointment.zoom_meeting
    assert str(appointment.zoom_meeting.seen_starts_at)[11:16] == "14:00"
