"""What comes while Zoom thinks is not lost: events, decisions, another worker."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, MeetingState, ZoomConnection
from pinmycal.settle.claims import LEASE
from pinmycal.zoom import deciding
from pinmycal.zoom.api import ZoomApi
from pinmycal.zoom.state import ZoomState, zoom_state
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import link_of, settled
from tests.settle.test_edits_inside_zoom import event, moved_in_zoom

pytestmark = pytest.mark.both_databases
HALF_PAST = MONDAY_NINE + timedelta(minutes=30)
AFTERNOON = datetime(2027, 3, 1, 14, tzinfo=UTC)
TOO_LATE = LEASE + timedelta(seconds=1)
Meanwhile = Callable[[str, Callable[[], None]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Once, after Zoom has answered this call and before we write down what it said."""

    def arrange(call: str, happens: Callable[[], None]) -> None:
        ask, todo = getattr(ZoomApi, call), [happens]

        def asked(api: ZoomApi, *args: Any) -> Any:
            answer = ask(api, *args)
            answer = list(answer) if isinstance(answer, Iterator) else answer
            if todo:
                todo.pop()()
            return answer

        monkeypatch.setattr(ZoomApi, call, asked)

    return arrange


def state(appointment: Appointment) -> ZoomState:
    db.session.refresh(appointment)
    return zoom_state(appointment, db.session.query(ZoomConnection).one(), NOW)


@pytest.mark.parametrize("call", ["get", "update"])
def test_an_event_that_comes_during_a_call_is_looked_after(
    connected: Cast, at_zoom: ZoomSandbox, meanwhile: Meanwhile, call: str
) -> None:
    appointment, clock = settled(connected)
    meeting_id = at_zoom.live_meetings[0]["id"]
    booking.move(appointment, HALF_PAST, NOW)

    def edit() -> None:
        at_zoom.host_edits(meeting_id, start_time="2027-03-01T14:00:00Z")
        event("meeting.updated", meeting_id)

    if call == "get":  # of a look, not of the one that goes before an update
        clock.settle(appointment.id)
        event("meeting.updated", meeting_id)
    meanwhile(call, edit)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.MOVED


def test_after_zooms_time_was_taken_looks_are_planned(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = moved_in_zoom(connected, at_zoom)
    booking.follow_zoom(appointment, NOW)
    clock.settle(appointment.id)
    db.session.refresh(appointment)
    assert appointment.zoom_meeting
    assert appointment.zoom_meeting.check_at == AFTERNOON - timedelta(hours=3)
    at_zoom.host_deletes(at_zoom.live_meetings[0]["id"])
    clock.settle(appointment.id, timedelta(hours=5))
    assert state(appointment) is ZoomState.DELETED


def test_a_decision_during_a_look_holds(
    connected: Cast, at_zoom: ZoomSandbox, meanwhile: Meanwhile
) -> None:
    appointment, clock = moved_in_zoom(connected, at_zoom)
    event("meeting.updated", at_zoom.live_meetings[0]["id"])

    def decide() -> None:
        booking.follow_zoom(appointment, NOW)

    meanwhile("get", decide)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.READY
    assert appointment.starts_at == AFTERNOON


def test_made_anew_during_a_look_it_stays_made_anew(
    connected: Cast, at_zoom: ZoomSandbox, meanwhile: Meanwhile
) -> None:
    appointment, clock = settled(connected)
    meeting_id = at_zoom.live_meetings[0]["id"]
    at_zoom.host_deletes(meeting_id)
    for _ in range(2):
        event("meeting.deleted", meeting_id)
        clock.settle(appointment.id)
    meanwhile("get", lambda: None)
    deciding.make_anew(appointment, NOW)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.READY
    assert len(at_zoom.live_meetings) == 1


def taken_over(appointment: Appointment, clock: Clock) -> Callable[[], None]:
    """Another worker does the work once the lease has run out."""
    appointment_id = appointment.id

    def settle() -> None:
        Clock(clock() + TOO_LATE).settle(appointment_id)

    return settle


def test_a_look_slower_than_its_lease_takes_no_link_away(
    connected: Cast, at_zoom: ZoomSandbox, meanwhile: Meanwhile
) -> None:
    at_zoom.fault("create", "close")
    appointment, clock = settled(connected)
    clock.now += timedelta(seconds=10)
    meanwhile("scheduled", taken_over(appointment, clock))
    clock.settle(appointment.id)
    [meeting] = at_zoom.live_meetings
    assert (state(appointment), link_of(appointment)) == (ZoomState.READY, meeting["join_url"])


def test_a_create_slower_than_its_lease_ends_in_one_meeting(
    connected: Cast, at_zoom: ZoomSandbox, meanwhile: Meanwhile
) -> None:
    appointment, clock = connected.book(), Clock()
    meanwhile("create", taken_over(appointment, clock))
    clock.settle(appointment.id)
    clock.settle(appointment.id, timedelta(minutes=4))
    [meeting] = at_zoom.live_meetings
    assert link_of(appointment) == meeting["join_url"]


def test_an_update_slower_than_its_lease_does_not_undo_a_newer_one(
    connected: Cast, at_zoom: ZoomSandbox, meanwhile: Meanwhile
) -> None:
    appointment, clock = settled(connected)
    booking.move(appointment, HALF_PAST, NOW)

    def move_on() -> None:
        booking.move(appointment, AFTERNOON, NOW)
        taken_over(appointment, clock)()

    meanwhile("update", move_on)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.READY
    assert at_zoom.live_meetings[0]["start_time"] == "2027-03-01T14:00:00Z"


def test_a_failure_slower_than_its_lease_is_nobodys(
    connected: Cast, at_zoom: ZoomSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    appointment, clock = connected.book(), Clock()
    at_zoom.fault("create", "refusal")
    take_over, create = taken_over(appointment, clock), ZoomApi.create

    def slowly(api: ZoomApi, details: dict[str, Any]) -> Any:
        monkeypatch.setattr(ZoomApi, "create", create)
        try:
            return create(api, details)
        finally:
            take_over()

    monkeypatch.setattr(ZoomApi, "create", slowly)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.READY
    assert appointment.zoom_meeting
    assert appointment.zoom_meeting.state == MeetingState.READY


def test_recovered_while_it_was_found_missing_it_is_seen(
    connected: Cast, at_zoom: ZoomSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    appointment, clock = settled(connected)
    meeting_id, get = at_zoom.live_meetings[0]["id"], ZoomApi.get
    at_zoom.host_deletes(meeting_id)
    event("meeting.deleted", meeting_id)

    def slowly(api: ZoomApi, asked: int) -> Any:
        monkeypatch.setattr(ZoomApi, "get", get)
        try:
            return get(api, asked)
        finally:
            at_zoom.host_recovers(meeting_id)
            event("meeting.recovered", meeting_id)

    monkeypatch.setattr(ZoomApi, "get", slowly)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.READY
