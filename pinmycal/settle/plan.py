"""What to do next at Zoom for one appointment: a pure decision."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pinmycal.models.zoom import ABSENT, CREATING


class Time(NamedTuple):
    """When a meeting begins, and how many minutes it lasts."""

    starts_at: datetime
    minutes: int


class Known(NamedTuple):
    """What we know of the meeting at Zoom."""

    state: str
    time: Time | None = None


class Step(StrEnum):
    """One thing to do at Zoom."""

    CREATE = "create"
    LOOK = "look"  # a create was never answered: find out whether it made a meeting
    UPDATE = "update"
    DELETE = "delete"
    NOTHING = "nothing"


def plan(wanted: Time | None, known: Known) -> Step:
    """The step from what is known to what is wanted; `wanted` is None where no meeting may be."""
    if known.state == CREATING:
        return Step.LOOK
    if known.state == ABSENT:
        return Step.CREATE if wanted else Step.NOTHING
    if wanted is None:
        return Step.DELETE
    return Step.NOTHING if known.time == wanted else Step.UPDATE
