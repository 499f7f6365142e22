"""From hours on the wall clock to open stretches of instants.

An instant is open when the clock of its date's zone reads a time within the hours. So a time that
clocks skip is never open, and one that they repeat is open twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pinmycal.slots.host_calendar import HostCalendar
from pinmycal.slots.rules import Range, Schedule
from pinmycal.slots.zones import DAY, MINUTE, Era, day_number, eras

_MONDAY = 4  # 1970-01-05

Span = tuple[int, int]
"""Instants from the first to before the second."""


class Piece(NamedTuple):
    """Open instants of one date under one offset; starts step from `grid`, at or before `start`."""

    start: int
    end: int
    grid: int


def open_pieces(schedule: Schedule, calendar: HostCalendar, first: int, last: int) -> list[Piece]:
    """Sorted, the open pieces of every date whose hours may touch these instants."""
    days = range(first // DAY - 2, last // DAY + 2)
    pieces = sorted(_pieces(schedule, calendar, days))
    for off in _time_off(schedule, days):
        closed = calendar.start_of(off.start), calendar.start_of(off.stop)
        pieces = [left for piece in pieces for left in _cut(piece, closed)]
    return pieces


def joined(spans: Iterable[tuple[int, ...]]) -> list[Span]:
    """Sorted stretches, with those that touch or overlap made one."""
    result: list[Span] = []
    for start, end, *_ in spans:
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def _pieces(schedule: Schedule, calendar: HostCalendar, days: range) -> Iterator[Piece]:
    weekly = {weekday: joined(sorted(ranges)) for weekday, ranges in schedule.weekly.items()}
    overrides = {day_number(day): joined(sorted(r)) for day, r in schedule.overrides.items()}
    away = {day for span in _time_off(schedule, days) for day in span}

    @cache
    def offsets(zone: str) -> list[Era]:
        return eras(zone, days.start * DAY, days.stop * DAY)

    for day in days:
        ranges = overrides.get(day, weekly.get((day - _MONDAY) % 7, []))
        if ranges and day not in away:
            yield from _on_day(day, ranges, offsets(calendar.zone_of(day)))


def _on_day(day: int, ranges: list[Range], offsets: list[Era]) -> Iterator[Piece]:
    for opens, closes in ranges:
        for begins, ends, offset in offsets:
            grid = day * DAY + opens * MINUTE - offset
            end = day * DAY + closes * MINUTE - offset
            if grid < ends and begins < end:
                yield Piece(max(grid, begins), min(end, ends), grid)


def _time_off(schedule: Schedule, days: range) -> list[range]:
    """Which of the days are taken off, as one range for each time off."""
    return [
        range(max(day_number(first), days.start), min(day_number(last) + 1, days.stop))
        for first, last in schedule.time_off
        if day_number(first) < days.stop and days.start <= day_number(last)
    ]


def _cut(piece: Piece, off: Span) -> Iterator[Piece]:
    """What is left of a piece outside a stretch of time off."""
    before = piece._replace(end=min(piece.end, off[0]))
    after = piece._replace(start=max(piece.start, off[1]))
    yield from (left for left in (before, after) if left.start < left.end)
