"""How these tests speak of time: by the host's wall clock, and of instants in UTC."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pinmycal.slots import Busy, Range, Rules, Schedule, free_starts

LONG_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
EVERY_DAY = range(7)


def hours(*spans: str) -> tuple[Range, ...]:
    """`"09:00-17:00"` as minutes; `"22:00-26:00"` runs on until two the next morning."""
    return tuple(tuple(map(_minutes, span.split("-"))) for span in spans)  # type: ignore[misc]


def daily(zone: str, *spans: str, days: Iterable[int] = EVERY_DAY, **more: Any) -> Schedule:
    return Schedule(zone, dict.fromkeys(days, hours(*spans)), **more)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def busy(begin: str, end: str, **more: Any) -> Busy:
    return Busy(int(utc(begin).timestamp()), int(utc(end).timestamp()), **more)


def instants(
    rules: Rules,
    first: str,
    last: str | None = None,
    taken: Iterable[Busy] = (),
    now: datetime = LONG_BEFORE,
) -> list[datetime]:
    """The free starts on the host's dates from `first` to `last`, in UTC."""
    zone = ZoneInfo(rules.schedule.zone)
    begin = datetime.fromisoformat(first).replace(tzinfo=zone)
    end = date.fromisoformat(last or first) + timedelta(days=1)
    finish = datetime(end.year, end.month, end.day, tzinfo=zone)
    return [datetime.fromtimestamp(s, UTC) for s in free_starts(rules, taken, begin, finish, now)]


def clock(rules: Rules, *dates: str, **more: Any) -> list[str]:
    """The same as the host's clock shows them: `["09:00", …]`."""
    zone = ZoneInfo(rules.schedule.zone)
    return [f"{start.astimezone(zone):%H:%M}" for start in instants(rules, *dates, **more)]


def in_utc(rules: Rules, *dates: str, **more: Any) -> list[str]:
    """The same in UTC: `["2027-03-01 08:00", …]`."""
    return [f"{start:%Y-%m-%d %H:%M}" for start in instants(rules, *dates, **more)]


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
