"""What to do next at Zoom for one appointment: a pure decision."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pinmycal.models.zoom_meeting import MeetingState, Time


class Wanted(NamedTuple):
    """What should be at Zoom: a meeting at this time, or none if the appointment is cancelled."""

    time: Time
    cancelled: bool = False
    over: bool = False  # its end has passed


class Known(NamedTuple):
    """What we know of the meeting at Zoom."""

    state: str
    time: Time | None = None
    check_at: datetime | None = None
    doubles_until: datetime | None = None
    may_return: bool = False  # one that was deleted at Zoom lies in the trash there
    refused: str | None = None  # the request that Zoom said no to for good


class Step(StrEnum):
    """One thing to do at Zoom."""

    CREATE = "create"
    LOOK = "look"  # a create was never answered: find out whether it made a meeting
    UPDATE = "update"
    DELETE = "delete"
    SEARCH = "search"  # such a create may have made a second one: delete it
    CHECK = "check"  # see whether the host changed, deleted or recovered it inside Zoom


WRITES = frozenset({Step.CREATE, Step.UPDATE})  # what Zoom's limit for one day counts


def steps(wanted: Wanted, known: Known, now: datetime) -> list[Step]:
    """What there is to do now, the most urgent first; without what Zoom refused for good."""
    due = [step for step, moment in _moments(wanted, known, now) if moment is None or moment <= now]
    return [step for step in due if request(step, wanted) != known.refused]


def next_look(wanted: Wanted, known: Known, now: datetime) -> datetime | None:
    """When something will be there to do, if nothing else happens."""
    later = (moment for _, moment in _moments(wanted, known, now) if moment and moment > now)
    return min(later, default=None)


def request(step: Step, wanted: Wanted) -> str:
    """By what a refused request is known again: another time is another request."""
    time = f" {wanted.time.starts_at:%Y-%m-%dT%H:%M:%SZ} {wanted.time.minutes}"
    return step + (time if step in WRITES else "")


def _moments(wanted: Wanted, known: Known, now: datetime) -> Iterator[tuple[Step, datetime | None]]:
    """Each step that is wanted or will be, and from when on; None: at once."""
    stands = not (wanted.cancelled or wanted.over)
    if known.state == MeetingState.CREATING and not (wanted.over and not wanted.cancelled):
        yield Step.LOOK, None
    if known.state == MeetingState.ABSENT and stands:
        yield Step.CREATE, None
    if known.state == MeetingState.READY and wanted.cancelled:
        yield Step.DELETE, None
    if known.state == MeetingState.READY and stands and _has_other_time(wanted, known, now):
        yield Step.UPDATE, None
    if known.doubles_until and known.state != MeetingState.CREATING:
        yield Step.SEARCH, known.doubles_until
    if known.check_at and not wanted.over and _can_check(wanted, known):
        yield Step.CHECK, known.check_at


def _has_other_time(wanted: Wanted, known: Known, now: datetime) -> bool:
    return known.time != wanted.time and not wanted.time.has_begun(now)


def _can_check(wanted: Wanted, known: Known) -> bool:
    if known.state == MeetingState.READY:
        return not wanted.cancelled
    return known.state == MeetingState.DELETED or known.may_return
