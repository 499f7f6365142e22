"""Creates whose answer is lost and whose effect comes late, whatever happens in between."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment
from pinmycal.models.zoom_meeting import LATE_CREATES_ARRIVE_WITHIN
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import link_of, settled

HALF_PAST = MONDAY_NINE + timedelta(minutes=30)
SOON, LATER = timedelta(seconds=10), LATE_CREATES_ARRIVE_WITHIN + timedelta(seconds=1)


def nothing(_: Appointment) -> None:
    """The appointment stays as it is."""


def move(appointment: Appointment) -> None:
    booking.move(appointment, HALF_PAST, NOW)


def move_there_and_back(appointment: Appointment) -> None:
    booking.move(appointment, HALF_PAST, NOW)
    booking.move(appointment, MONDAY_NINE, NOW)


def cancel(appointment: Appointment) -> None:
    booking.cancel(appointment, "participant", "", NOW)


CHANGES = [(nothing, 1), (move, 1), (move_there_and_back, 1), (cancel, 0)]


@pytest.fixture
def unanswered(connected: Cast, at_zoom: ZoomSandbox) -> tuple[Appointment, Clock]:
    """A create that nobody answered, and that has made no meeting yet."""
    at_zoom.fault("create", "late", delay=90)
    appointment, clock = settled(connected)
    assert at_zoom.live_meetings == []
    return appointment, clock


def it_arrives(at_zoom: ZoomSandbox) -> None:
    at_zoom.shift_clock(minutes=1.6)


def ends_well(appointment: Appointment, at_zoom: ZoomSandbox, meetings: int) -> None:
    db.session.refresh(appointment)
    assert len(at_zoom.live_meetings) == meetings
    for meeting in at_zoom.live_meetings:
        assert link_of(appointment) == meeting["join_url"]
        assert meeting["start_time"] == f"{appointment.starts_at:%Y-%m-%dT%H:%M:%SZ}"
    assert appointment.zoom_meeting
    assert appointment.zoom_meeting.doubles_until is None
    if meetings == 0:
        assert appointment.due_at is None


@pytest.mark.parametrize(("change", "meetings"), CHANGES)
def test_10_a_double_that_is_there_already(
    unanswered: tuple[Appointment, Clock],
    at_zoom: ZoomSandbox,
    change: Callable[[Appointment], None],
    meetings: int,
) -> None:
    appointment, clock = unanswered
    clock.settle(appointment.id, SOON)
    it_arrives(at_zoom)
    assert len(at_zoom.live_meetings) == 2
    change(appointment)
    clock.settle(appointment.id, SOON)
    clock.settle(appointment.id, LATER)
    ends_well(appointment, at_zoom, meetings)


@pytest.mark.parametrize(("change", "meetings"), CHANGES)
def test_10_a_double_that_comes_after_the_change(
    unanswered: tuple[Appointment, Clock],
    at_zoom: ZoomSandbox,
    change: Callable[[Appointment], None],
    meetings: int,
) -> None:
    appointment, clock = unanswered
    clock.settle(appointment.id, SOON)
    change(appointment)
    clock.settle(appointment.id, SOON)
    it_arrives(at_zoom)
    clock.settle(appointment.id, LATER)
    ends_well(appointment, at_zoom, meetings)


@pytest.mark.parametrize(("change", "meetings"), CHANGES)
def test_10_changed_before_anybody_looked(
    unanswered: tuple[Appointment, Clock],
    at_zoom: ZoomSandbox,
    change: Callable[[Appointment], None],
    meetings: int,
) -> None:
    appointment, clock = unanswered
    change(appointment)
    clock.settle(appointment.id, SOON)
    it_arrives(at_zoom)
    clock.settle(appointment.id, LATER)
    ends_well(appointment, at_zoom, meetings)


@pytest.mark.parametrize("operation", ["list", "update", "get"])
def test_10_failures_in_between_do_not_make_the_search_forgotten(
    unanswered: tuple[Appointment, Clock], at_zoom: ZoomSandbox, operation: str
) -> None:
    appointment, clock = unanswered
    clock.settle(appointment.id, SOON)
    it_arrives(at_zoom)
    move(appointment)
    at_zoom.fault(operation, "status", 2, code=503)
    for wait in (SOON, SOON, LATER, timedelta(minutes=4), timedelta(minutes=4)):
        clock.settle(appointment.id, wait)
    ends_well(appointment, at_zoom, 1)


def test_10_a_look_that_fails_is_no_look(connected: Cast, at_zoom: ZoomSandbox) -> None:
    """A limit that the look meets says nothing of the create before it."""
    at_zoom.fault("create", "lost_reply")
    at_zoom.fault("list", "rate_limit", retry_after="5")
    appointment, clock = settled(connected)
    clock.settle(appointment.id, SOON)
    clock.settle(appointment.id, SOON)
    assert len(at_zoom.meetings) == 1
    assert link_of(appointment)


def test_10_a_copy_that_the_host_made_a_series_stays(
    unanswered: tuple[Appointment, Clock], at_zoom: ZoomSandbox
) -> None:
    appointment, clock = unanswered
    clock.settle(appointment.id, SOON)
    [ours] = at_zoom.live_meetings
    it_arrives(at_zoom)
    [double] = [each for each in at_zoom.live_meetings if each["id"] != ours["id"]]
    at_zoom.host_edits(double["id"], type=3)
    clock.settle(appointment.id, LATER)
    assert len(at_zoom.live_meetings) == 2
