"""Where wall clocks and instants meet: the only module that asks for a zone's rules.

A *day* is a date as the number of days since 1970-01-01, so that a wall clock is plain arithmetic.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = 86_400
MINUTE = 60
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = EPOCH.toordinal()
_SECOND = timedelta(seconds=1)
_BLOCK = 256 * DAY
_FIRST_DAY = (datetime(1900, 1, 1, tzinfo=UTC) - EPOCH).days
_LAST_DAY = (datetime(9000, 1, 1, tzinfo=UTC) - EPOCH).days
END_OF_TIME = _LAST_DAY * DAY


class Era(NamedTuple):
    """Instants from `start` to before `end` in which clocks stand `offset` seconds off UTC."""

    start: int
    end: int
    offset: int


def day_number(day: date) -> int:
    return day.toordinal() - _EPOCH_ORDINAL


def date_of(day: int) -> date:
    return date.fromordinal(day + _EPOCH_ORDINAL)


def epoch(moment: datetime) -> int:
    """The first whole second at or after the moment, held between the years 1900 and 9000.

    The bounds keep a year 9999 from the outside from running off the end of the calendar.
    """
    second = -((EPOCH - moment) // _SECOND)
    return min(max(second, _FIRST_DAY * DAY), END_OF_TIME)


def moment(second: int) -> datetime:
    return EPOCH + timedelta(seconds=second)


def midnight(zone: str, day: int) -> int:
    """The first instant of a date; where clocks skip midnight, the moment that they skip."""
    day = min(max(day, _FIRST_DAY), _LAST_DAY)
    wall = datetime.fromordinal(day + _EPOCH_ORDINAL)
    return epoch(wall.replace(tzinfo=ZoneInfo(zone)))


def eras(zone: str, begin: int, end: int) -> list[Era]:
    """The stretches in which the zone keeps one offset, from `begin` to `end`."""
    found, start, offset = [], begin, _offset(ZoneInfo(zone), begin)
    for change, later in _changes(zone, begin, end):
        found.append(Era(start, change, offset))
        start, offset = change, later
    return [*found, Era(start, end, offset)]


def _changes(zone: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Each instant between the two at which clocks change, and their offset from then on."""
    for block in range(begin // _BLOCK, end // _BLOCK + 1):
        yield from (change for change in _changes_of(zone, block) if begin < change[0] < end)


@lru_cache(maxsize=2048)  # the blocks of a few years, for every zone in use
def _changes_of(zone: str, block: int) -> list[tuple[int, int]]:
    """A look a day finds every change. The closest two since 1970 are a week less an hour apart:
    Gaza leaves summer time for Ramadan and comes back, as tzdata expects it for 2040."""
    rules, first = ZoneInfo(zone), block * _BLOCK
    looks = [(at, _offset(rules, at)) for at in range(first - 1, first + _BLOCK, DAY)]
    return [
        (before + 1 + _first_other(rules, range(before + 1, at), offset), later)
        for (before, offset), (at, later) in pairwise(looks)
        if later != offset
    ]


def _first_other(zone: ZoneInfo, seconds: range, offset: int) -> int:
    return bisect_left(seconds, True, key=lambda second: _offset(zone, second) != offset)


def _offset(zone: ZoneInfo, second: int) -> int:
    offset = datetime.fromtimestamp(second, zone).utcoffset() or timedelta()
    return offset.days * DAY + offset.seconds
