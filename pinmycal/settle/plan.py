"""What to do next at Zoom for one appointment: a pure decision."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pinmycal.models.zoom import ABSENT, CREATING, DELETED


class Time(NamedTuple):
    """When a meeting begins, and how many minutes it lasts."""

    starts_at: datetime
    minutes: int


class Known(NamedTuple):
    """What we know of the meeting at Zoom."""

    state: str
    time: Time | None = None
    check_due: bool = False  # whether it is time to see what Zoom has


class Step(StrEnum):
    """One thing to do at Zoom."""

    CREATE = "create"
    LOOK = "look"  # a create was never answered: find out whether it made a meeting
    UPDATE = "update"
    DELETE = "delete"
    CHECK = "check"  # see whether the host changed or deleted it inside Zoom
    NOTHING = "nothing"


def plan(wanted: Time | None, known: Known) -> Step:
    """The step from what is known to what is wanted; `wanted` is None where no meeting may be."""
    if known.state == CREATING:
        return Step.LOOK
    if known.state == ABSENT:
        return Step.CREATE if wanted else Step.NOTHING
    if known.state == DELETED:
        return Step.NOTHING  # the host did it, and says what follows
    if wanted is None:
        return Step.DELETE
    if known.time != wanted:
        return Step.UPDATE
    return Step.CHECK if known.check_due else Step.NOTHING
