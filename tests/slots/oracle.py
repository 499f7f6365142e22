"""The definition of a bookable start, one minute at a time: slow, and meant to be obvious.

It shares nothing with the engine but the words of `rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from pinmycal.slots import Busy, Limit, Rules

DAY = timedelta(days=1)
MINUTE = 60


@dataclass
class Oracle:
    rules: Rules
    busy: Sequence[Busy]
    now: datetime
    zones: dict[date, ZoneInfo] = field(default_factory=dict)
    seen: dict[int, list[tuple[date, int]]] = field(default_factory=dict)
    read: dict[date, dict[int, int]] = field(default_factory=dict)

    def starts(self, start: datetime, end: datetime) -> list[int]:
        first, last = start.timestamp(), end.timestamp()
        minutes = range(int(first // MINUTE) * MINUTE, int(last) + MINUTE, MINUTE)
        return [t for t in minutes if first <= t < last and self.is_bookable(t)]

    def is_bookable(self, t: int) -> bool:
        tests: list[Callable[[int], bool]] = [
            self.in_time, self.is_open, self.is_offered, self.is_wholly_open, self.no_conflict,
            self.in_window, self.within_limits,
        ]  # fmt: skip
        return all(test(t) for test in tests)

    def in_time(self, t: int) -> bool:
        notice = timedelta(minutes=self.rules.minimum_notice)
        return datetime.fromtimestamp(t, UTC) >= self.now + notice

    def in_window(self, t: int) -> bool:
        day, days, dates = self.host_date(t), self.rules.window_days, self.rules.window_dates
        if days is not None and day > self.today + days * DAY:
            return False
        return dates is None or dates[0] <= day <= dates[1]

    @cached_property
    def today(self) -> date:
        return self.host_date(int(self.now.timestamp()))

    def zone_on(self, day: date) -> ZoneInfo:
        if day not in self.zones:
            trips = [t.zone for t in self.rules.schedule.travel if t.first <= day <= t.last]
            self.zones[day] = ZoneInfo([*trips, self.rules.schedule.zone][0])
        return self.zones[day]

    def host_date(self, t: int) -> date:
        """The latest date that has begun on the clocks of the zone where he is on that date."""
        utc_date = datetime.fromtimestamp(t, UTC).date()
        days = [utc_date + DAY * shift for shift in (1, 0, -1)]
        return next(
            day for day in days if datetime.fromtimestamp(t, self.zone_on(day)).date() >= day
        )

    def is_off(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.rules.schedule.time_off)

    def dates_open(self, t: int) -> list[tuple[date, int]]:
        """The dates whose hours hold this instant, each with its minute of that date."""
        if t not in self.seen:
            utc_date = datetime.fromtimestamp(t, UTC).date()
            days = [utc_date + DAY * shift for shift in (1, 0, -1, -2)]
            read = [(day, self.minute_of(t, day)) for day in days if not self.is_off(day)]
            held = [(day, minute) for day, minute in read if minute in self.hours_of(day)]
            self.seen[t] = [] if held and self.is_off(self.host_date(t)) else held
        return self.seen[t]

    def minute_of(self, t: int, day: date) -> int:
        reading = datetime.fromtimestamp(t, self.zone_on(day)).replace(tzinfo=None)
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall clock has no zone
        return int((reading - midnight).total_seconds()) // MINUTE

    def hours_of(self, day: date) -> dict[int, int]:
        """Every minute of the hours, with the first from which they go on without a break."""
        if day not in self.read:
            schedule, unbroken = self.rules.schedule, {}
            ranges = schedule.overrides.get(day, schedule.weekly.get(day.weekday(), ()))
            for minute in range(2 * 1440):
                if any(start <= minute < end for start, end in ranges):
                    unbroken[minute] = unbroken.get(minute - 1, minute)
            self.read[day] = unbroken
        return self.read[day]

    def is_open(self, t: int) -> bool:
        return bool(self.dates_open(t))

    def is_wholly_open(self, t: int) -> bool:
        return all(self.is_open(t + m * MINUTE) for m in range(self.rules.duration))

    def is_offered(self, t: int) -> bool:
        return self.on_grid(t) or (self.rules.optimised and self.is_packed(t))

    def on_grid(self, t: int) -> bool:
        step = self.rules.increment or self.rules.duration
        return any((m - self.hours_of(day)[m]) % step == 0 for day, m in self.dates_open(t))

    def is_packed(self, t: int) -> bool:
        return any(
            not self.conflicts(t, taken)
            and (self.conflicts(t - MINUTE, taken) or self.conflicts(t + MINUTE, taken))
            for taken in self.busy
        )

    def no_conflict(self, t: int) -> bool:
        return not any(self.conflicts(t, taken) for taken in self.busy)

    def conflicts(self, t: int, taken: Busy) -> bool:
        rules, end = self.rules, t + self.rules.duration * MINUTE
        buffered = (t - rules.buffer_before * MINUTE, end + rules.buffer_after * MINUTE)
        other = (taken.start, taken.end)
        other_buffered = (taken.start - taken.buffer_before, taken.end + taken.buffer_after)
        return taken.start < taken.end and (meet(buffered, other) or meet((t, end), other_buffered))

    def within_limits(self, t: int) -> bool:
        return all(self.within(limit, t) for limit in self.rules.limits)

    def within(self, limit: Limit, t: int) -> bool:
        same = [
            (b.end - b.start) / MINUTE
            for b in self.busy
            if b.counts and b.start < b.end and self.period(limit, b.start) == self.period(limit, t)
        ]
        few = limit.count is None or len(same) + 1 <= limit.count
        return few and (limit.minutes is None or sum(same) + self.rules.duration <= limit.minutes)

    def period(self, limit: Limit, t: int) -> date:
        """The first date of the day, week or month."""
        day = self.host_date(t)
        while limit.per == "week" and day.weekday() != self.rules.week_start:
            day -= DAY
        return day.replace(day=1) if limit.per == "month" else day


def meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
