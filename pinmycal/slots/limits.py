"""Limits: the days, weeks and months that are full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pinmycal.slots.host_calendar import HostCalendar
from pinmycal.slots.hours import Span
from pinmycal.slots.rules import Busy, Limit, Rules
from pinmycal.slots.zones import MINUTE, date_of, day_number

_MONDAY = 4  # 1970-01-05


def full_periods(rules: Rules, calendar: HostCalendar, busy: Iterable[Busy]) -> Iterator[Span]:
    """The stretches in which no further appointment may start."""
    counted = [(calendar.day_of(taken.start), taken) for taken in busy if taken.counts]
    for limit in rules.limits:
        for period, (count, seconds) in _use(rules, limit, counted).items():
            if _is_over(limit, count + 1, seconds + rules.duration * MINUTE):
                yield calendar.start_of(period.start), calendar.start_of(period.stop)


def forbids_all(rules: Rules) -> bool:
    """True if not even the first appointment of a period would keep to the limits."""
    return any(_is_over(limit, 1, rules.duration * MINUTE) for limit in rules.limits)


def period_of(rules: Rules, limit: Limit, day: int) -> range:
    """The days of the limit's day, week or month that this day is in."""
    if limit.per == "day":
        return range(day, day + 1)
    if limit.per == "week":
        first = day - (day - _MONDAY - rules.week_start) % 7
        return range(first, first + 7)
    first_date = date_of(day).replace(day=1)
    next_month = date_of(day_number(first_date) + 31).replace(day=1)
    return range(day_number(first_date), day_number(next_month))


def _use(
    rules: Rules, limit: Limit, counted: Iterable[tuple[int, Busy]]
) -> dict[range, tuple[int, int]]:
    used: dict[range, tuple[int, int]] = {}
    for day, taken in counted:
        period = period_of(rules, limit, day)
        count, seconds = used.get(period, (0, 0))
        used[period] = (count + 1, seconds + taken.end - taken.start)
    return used


def _is_over(limit: Limit, count: int, seconds: int) -> bool:
    over_count = limit.count is not None and count > limit.count
    return over_count or (limit.minutes is not None and seconds > limit.minutes * MINUTE)
