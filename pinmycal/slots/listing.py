"""Slots as people and programs read them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pinmycal.slots.zones import DAY, date_of, day_number, midnight


def by_day(starts: list[int], zone: str) -> dict[date, list[int]]:
    """Sorted starts by the calendar date on which they fall in the zone; no date is empty."""
    clock = ZoneInfo(zone)
    days: dict[date, list[int]] = {}
    done = 0
    while done < len(starts):
        day = datetime.fromtimestamp(starts[done], clock).date()
        end = bisect_left(starts, midnight(zone, day_number(day) + 1), done + 1)
        days.setdefault(day, []).extend(starts[done:end])
        done = end
    return days


def as_utc_strings(starts: Iterable[int]) -> list[str]:
    """Each start as `2027-03-01T08:00:00Z`."""
    return [date_of(start // DAY).isoformat() + _clock(start % DAY) for start in starts]


def _clock(second: int) -> str:
    return f"T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
