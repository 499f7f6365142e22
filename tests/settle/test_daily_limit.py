"""Zoom's limit for one day is of creates and updates alone, and clocks may be apart."""

from datetime import datetime, timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, ZoomConnection
from pinmycal.settle.backoff import CLOCKS_APART, next_utc_midnight
from pinmycal.zoom.state import ZoomState, zoom_state
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import link_of, settled
from tests.settle.test_edits_inside_zoom import event

HALF_PAST = MONDAY_NINE + timedelta(minutes=30)


@pytest.fixture
def limited(connected: Cast, at_zoom: ZoomSandbox) -> tuple[Appointment, Clock]:
    """One appointment has its meeting, another one meets the limit of the day."""
    appointment, clock = settled(connected)
    at_zoom.fault("create", "daily_limit", None)
    at_zoom.fault("update", "daily_limit", None)
    clock.settle(connected.book(at=HALF_PAST).id)
    return appointment, clock


def test_67_what_is_cancelled_goes_all_the_same(
    limited: tuple[Appointment, Clock], at_zoom: ZoomSandbox
) -> None:
    appointment, clock = limited
    booking.cancel(appointment, "participant", "", NOW)
    clock.settle(appointment.id)
    assert at_zoom.live_meetings == []


def test_67_looks_go_on(limited: tuple[Appointment, Clock], at_zoom: ZoomSandbox) -> None:
    appointment, clock = limited
    meeting = at_zoom.live_meetings[0]["id"]
    at_zoom.host_edits(meeting, start_time="2027-03-01T14:00:00Z")
    event("meeting.updated", meeting)
    clock.settle(appointment.id)
    connection = db.session.query(ZoomConnection).one()
    db.session.refresh(appointment)
    assert zoom_state(appointment, connection, NOW) is ZoomState.MOVED


def test_67_tokens_go_on(limited: tuple[Appointment, Clock], at_zoom: ZoomSandbox) -> None:
    appointment, clock = limited
    at_zoom.expire_tokens()
    booking.cancel(appointment, "participant", "", NOW)
    clock.settle(appointment.id)
    assert at_zoom.live_meetings == []


def test_67_updates_wait_until_the_new_day_and_looks_do_not_wait_for_them(
    limited: tuple[Appointment, Clock], at_zoom: ZoomSandbox
) -> None:
    appointment, clock = limited
    booking.move(appointment, MONDAY_NINE + timedelta(days=3), NOW)
    clock.settle(appointment.id)
    event("meeting.updated", at_zoom.live_meetings[0]["id"])
    calls = at_zoom.calls[-1]["number"]
    clock.settle(appointment.id)
    assert [call["method"] for call in at_zoom.calls_after(calls)] == ["GET"]
    db.session.refresh(appointment)
    assert str(appointment.due_at).startswith("2027-03-02 00:0")


@pytest.mark.parametrize("fault", ["daily_limit", "rate_limit"])
@pytest.mark.parametrize(
    "moment", ["2027-03-01T05:59:00Z", "2027-02-28T00:00:00Z", "Mon, 01 Mar 2027 05:00:00 GMT"]
)
def test_67_a_moment_that_has_passed_means_minutes(
    connected: Cast, at_zoom: ZoomSandbox, fault: str, moment: str
) -> None:
    message = "You have reached the maximum daily rate limit" if fault == "daily_limit" else ""
    body, headers = {"code": 429, "message": message}, {"Retry-After": moment}
    at_zoom.fault("create", "status", code=429, body=body, headers=headers)
    appointment, clock = settled(connected)
    assert link_of(appointment) is None
    clock.settle(appointment.id, timedelta(minutes=4))
    assert link_of(appointment)


def test_a_limit_just_after_midnight_is_yesterdays() -> None:
    midnight = datetime.fromisoformat("2027-03-02T00:00:00Z")
    assert next_utc_midnight(midnight + timedelta(seconds=5)) < midnight + timedelta(minutes=10)
    later = midnight + CLOCKS_APART
    assert next_utc_midnight(later) > midnight + timedelta(days=1)
