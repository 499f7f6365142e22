"""Slots as people and programs read them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from pinmycal.slots.zones import DAY, date_of, eras


def by_day(starts: list[int], zone: str) -> dict[date, list[int]]:
    """Sorted starts by the calendar date on which they fall in the zone; no date is empty."""
    days: dict[date, list[int]] = {}
    done = 0
    for _, era_ends, offset in eras(zone, starts[0], starts[-1] + 1) if starts else ():
        while done < len(starts) and starts[done] < era_ends:
            day = (starts[done] + offset) // DAY
            midnight = (day + 1) * DAY - offset
            first, done = done, bisect_left(starts, min(midnight, era_ends), done)
            days.setdefault(date_of(day), []).extend(starts[first:done])
    return days


def as_utc_strings(starts: Iterable[int]) -> list[str]:
    """Each start as `2027-03-01T08:00:00Z`."""
    return [_date(start // DAY) + _clock(start % DAY) for start in starts]


@lru_cache(maxsize=400)
def _date(day: int) -> str:
    return date_of(day).isoformat()


@lru_cache(maxsize=24 * 60)
def _clock(second: int) -> str:
    return f"T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
