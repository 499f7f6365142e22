"""What the engine is told: the host's hours, the rules of a type, and what is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

Range = tuple[int, int]
"""Minutes from midnight on the wall clock, start < end. An end of 1440 is midnight; beyond it
(up to 2880) the hours run on into the next day."""

MAX_BUFFER = timedelta(hours=24)
"""The longest buffer that a stored appointment may have; `busy_span` relies on it."""


@dataclass(frozen=True)
class Travel:
    """Dates, both included, on which the host's hours stand in another zone."""

    first: date
    last: date
    zone: str


@dataclass(frozen=True)
class Schedule:
    """When a host is open.

    `weekly` has 0 for Monday; a missing weekday is closed. An override replaces the hours that
    begin on its date, and `()` leaves none. Time off (both dates included) also cuts hours that
    run into it from the day before. Where travels overlap, the first one listed counts.
    """

    zone: str
    weekly: Mapping[int, tuple[Range, ...]]
    overrides: Mapping[date, tuple[Range, ...]] = field(default_factory=dict)
    travel: tuple[Travel, ...] = ()
    time_off: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class Limit:
    """At most `count` appointments, and at most `minutes` of them, in each day, week or month.

    An appointment belongs to the host's date on which it starts.
    """

    per: Literal["day", "week", "month"]
    count: int | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Rules:
    """How one appointment type may be booked; every length is in minutes.

    - `increment`: starts step by this much on the host's wall clock, from the beginning of each
      range of a date, once its touching and overlapping ranges are joined; None means `duration`.
    - `buffer_before`, `buffer_after`: kept free of other appointments, but may lie outside hours.
    - `window_days`: the last bookable date is the host's today plus this many; 0 is today only.
    - `window_dates`: first and last bookable date, both included; beside `window_days`, both hold.
    - `week_start`: the weekday (0 = Monday) that begins a week for the limits.
    - `optimised`: besides the grid, offer the starts that leave no unused time beside something
      busy: as early as it allows after it, as late as it allows before it, on whole minutes.
    """

    schedule: Schedule
    duration: int
    increment: int | None = None
    buffer_before: int = 0
    buffer_after: int = 0
    minimum_notice: int = 0
    window_days: int | None = None
    window_dates: tuple[date, date] | None = None
    limits: tuple[Limit, ...] = ()
    week_start: int = 0
    optimised: bool = False

    def __post_init__(self) -> None:
        if self.duration < 1 or (self.increment is not None and self.increment < 1):
            raise ValueError("duration and increment are at least one minute")


class Busy(NamedTuple):
    """Time that is taken, in epoch seconds, with the buffers it asks for, in seconds.

    `counts` says if it counts towards limits: an appointment does, an outside event does not.
    One that is no longer than nothing neither blocks nor counts.
    """

    start: int
    end: int
    buffer_before: int = 0
    buffer_after: int = 0
    counts: bool = True
