"""Starts that have passed, and answers that leave a start or a length out."""

from datetime import timedelta
from typing import Any

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message, ZoomConnection
from pinmycal.zoom.state import ZoomState, zoom_state
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import link_of, settled
from tests.settle.test_edits_inside_zoom import event

HALF_PAST = MONDAY_NINE + timedelta(minutes=30)
BEGUN = MONDAY_NINE + timedelta(minutes=3)


def state(appointment: Appointment, clock: Clock) -> ZoomState:
    db.session.refresh(appointment)
    return zoom_state(appointment, db.session.query(ZoomConnection).one(), clock())


def told() -> int:
    return db.session.query(Message).filter_by(kind=Kind.ZOOM_TROUBLE).count()


def looked_at(appointment: Appointment, clock: Clock, at_zoom: ZoomSandbox) -> None:
    event("meeting.updated", at_zoom.meetings[0]["id"])
    clock.settle(appointment.id)


def test_66_a_create_that_gets_through_after_the_start_is_no_move(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = connected.book(), Clock(BEGUN)
    clock.settle(appointment.id)
    now_at_zoom = f"{BEGUN:%Y-%m-%dT%H:%M:%SZ}"  # Zoom makes now of a start that has passed
    at_zoom.host_edits(at_zoom.live_meetings[0]["id"], start_time=now_at_zoom)
    looked_at(appointment, clock, at_zoom)
    assert link_of(appointment)
    assert (state(appointment, clock), told()) == (ZoomState.READY, 0)


def test_66_an_update_that_zoom_ignored_is_no_move(connected: Cast, at_zoom: ZoomSandbox) -> None:
    appointment, clock = settled(connected)
    booking.move(appointment, HALF_PAST, NOW)
    clock.settle(appointment.id, HALF_PAST + timedelta(minutes=1) - NOW)
    looked_at(appointment, clock, at_zoom)
    assert (state(appointment, clock), told()) == (ZoomState.READY, 0)
    assert "update" not in [call["operation"] for call in at_zoom.calls], "Zoom would ignore it"


def test_66_another_length_is_seen_even_after_the_start(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = settled(connected)
    clock.now = BEGUN
    at_zoom.host_edits(at_zoom.live_meetings[0]["id"], duration=60)
    looked_at(appointment, clock, at_zoom)
    assert state(appointment, clock) is ZoomState.MOVED


@pytest.mark.parametrize(
    ("edit", "left_out", "expected"),
    [
        ({"duration": 45}, ["start_time"], ZoomState.MOVED),
        ({"start_time": "2027-03-01T14:00:00Z"}, ["duration"], ZoomState.MOVED),
        ({"duration": 45}, ["duration"], ZoomState.READY),
        ({"start_time": "2027-03-01T14:00:00Z"}, ["start_time"], ZoomState.READY),
        ({}, ["start_time", "duration"], ZoomState.READY),
    ],
)
def test_what_zoom_leaves_out_is_not_compared_and_the_rest_is(
    connected: Cast,
    at_zoom: ZoomSandbox,
    edit: dict[str, Any],
    left_out: list[str],
    expected: ZoomState,
) -> None:
    appointment, clock = settled(connected)
    if edit:
        at_zoom.host_edits(at_zoom.live_meetings[0]["id"], **edit)
    at_zoom.switch(leave_out=left_out)
    looked_at(appointment, clock, at_zoom)
    assert state(appointment, clock) is expected


@pytest.mark.parametrize("left_out", [["start_time"], ["duration"], ["start_time", "duration"]])
def test_a_move_that_was_seen_is_not_forgotten_by_an_answer_that_tells_less(
    connected: Cast, at_zoom: ZoomSandbox, left_out: list[str]
) -> None:
    appointment, clock = settled(connected)
    meeting = at_zoom.live_meetings[0]["id"]
    at_zoom.host_edits(meeting, start_time="2027-03-01T14:00:00Z", duration=45)
    looked_at(appointment, clock, at_zoom)
    at_zoom.switch(leave_out=left_out)
    looked_at(appointment, clock, at_zoom)
    assert (state(appointment, clock), told()) == (ZoomState.MOVED, 1)
    assert appointment.zoom_meeting
    assert str(appointment.zoom_meeting.seen_starts_at)[11:16] == "14:00"
    assert appointment.zoom_meeting.seen_minutes == 45


def test_a_meeting_found_without_its_time_is_given_it(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    at_zoom.fault("create", "lost_reply")
    appointment, clock = settled(connected)
    at_zoom.host_edits(at_zoom.live_meetings[0]["id"], start_time="2027-03-01T14:00:00Z")
    at_zoom.switch(leave_out=["start_time"])
    clock.settle(appointment.id, timedelta(seconds=10))
    at_zoom.switch(leave_out=[])
    assert at_zoom.live_meetings[0]["start_time"] == "2027-03-01T08:00:00Z"
