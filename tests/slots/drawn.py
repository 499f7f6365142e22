"""Random hosts, types and busy times, drawn where mistakes live: around changes of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from pinmycal.slots import Busy, Limit, Rules, Schedule, Travel

CHANGES = [
    ("Europe/Berlin", date(2027, 3, 28)),
    ("Europe/Berlin", date(2027, 10, 31)),
    ("America/New_York", date(2027, 3, 14)),
    ("America/New_York", date(2027, 11, 7)),
    ("America/St_Johns", date(2027, 11, 7)),
    ("America/Havana", date(2027, 11, 7)),
    ("America/Santiago", date(2027, 9, 5)),
    ("America/Santiago", date(2027, 4, 4)),
    ("America/Nuuk", date(2027, 3, 27)),
    ("Atlantic/Azores", date(2027, 10, 31)),
    ("Africa/Cairo", date(2027, 4, 30)),
    ("Africa/Casablanca", date(2027, 2, 7)),
    ("Asia/Beirut", date(2027, 10, 31)),
    ("Antarctica/Troll", date(2027, 3, 28)),
    ("Australia/Lord_Howe", date(2027, 4, 4)),
    ("Australia/Lord_Howe", date(2027, 10, 3)),
    ("Pacific/Chatham", date(2027, 9, 26)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Kathmandu", date(2027, 7, 1)),
    ("Pacific/Kiritimati", date(2027, 12, 31)),
    ("Pacific/Pago_Pago", date(2028, 2, 29)),
    ("UTC", date(2027, 3, 1)),
]
ZONES = sorted({zone for zone, _ in CHANGES})
DAY = timedelta(days=1)


class Question(NamedTuple):
    rules: Rules
    busy: list[Busy]
    start: datetime
    end: datetime
    now: datetime


def days_around(day: date, before: int = 3, after: int = 3) -> st.SearchStrategy[date]:
    return st.integers(-before, after).map(lambda shift: day + shift * DAY)


def dates_in_order(day: date) -> st.SearchStrategy[tuple[date, date]]:
    spans = st.tuples(days_around(day), st.integers(0, 3))
    return spans.map(lambda span: (span[0], span[0] + span[1] * DAY))


@st.composite
def ranges(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Quarter hours mostly, so that ranges touch; some odd minutes; some past midnight."""
    minutes = st.integers(0, 95).map(lambda q: q * 15) | st.integers(0, 1439)
    lengths = st.sampled_from([15, 60, 90, 240, 480, 1440]) | st.integers(1, 1440)
    pairs = draw(st.lists(st.tuples(minutes, lengths), max_size=3))
    whole = draw(st.sampled_from([(), (), ((0, 1440),)]))
    return (*whole, *((start, start + length) for start, length in pairs))


@st.composite
def schedules(draw: st.DrawFn, zone: str, day: date) -> Schedule:
    trips = st.tuples(dates_in_order(day), st.sampled_from(ZONES))
    return Schedule(
        zone,
        draw(st.dictionaries(st.integers(0, 6), ranges(), min_size=3)),
        overrides=draw(st.dictionaries(days_around(day), ranges(), max_size=2)),
        travel=tuple(Travel(*span, to) for span, to in draw(st.lists(trips, max_size=2))),
        time_off=tuple(draw(st.lists(dates_in_order(day), max_size=1))),
    )


limits = st.builds(
    Limit,
    per=st.sampled_from(["day", "week", "month"]),
    count=st.none() | st.integers(0, 3),
    minutes=st.none() | st.integers(30, 300),
)


@st.composite
def rules_for(draw: st.DrawFn, zone: str, day: date) -> Rules:
    often_none = st.none() | st.none()
    return Rules(
        draw(schedules(zone, day)),
        duration=draw(st.sampled_from([15, 30, 45, 60]) | st.integers(1, 200)),
        increment=draw(often_none | st.sampled_from([10, 15, 40]) | st.integers(1, 120)),
        buffer_before=draw(st.sampled_from([0, 0, 10, 90])),
        buffer_after=draw(st.sampled_from([0, 0, 5, 60])),
        minimum_notice=draw(st.sampled_from([0, 1, 120, 1500])),
        window_days=draw(often_none | st.integers(0, 3)),
        window_dates=draw(often_none | dates_in_order(day)),
        limits=tuple(draw(st.lists(limits, max_size=2))),
        week_start=draw(st.integers(0, 6)),
        optimised=draw(st.booleans()),
    )


def busy_times(day: date) -> st.SearchStrategy[list[Busy]]:
    """Whole quarter hours mostly; nested, empty and backwards ones too."""
    middle = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    quarters = st.integers(-4 * 72, 4 * 72).map(lambda q: middle + q * 900)
    begins = quarters | st.integers(middle - 3 * 86_400, middle + 3 * 86_400)
    lengths = st.sampled_from([1800, 2700, 3600, 0]) | st.integers(-60, 40_000)
    buffers = st.sampled_from([0, 0, 600, 7200, 86_400]) | st.integers(0, 5000)
    times = st.builds(
        lambda begin, length, *rest: Busy(begin, begin + length, *rest),
        begins, lengths, buffers, buffers, st.booleans(),
    )  # fmt: skip
    return st.lists(times, max_size=5)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    zone, day = draw(st.sampled_from(CHANGES))
    middle = datetime(day.year, day.month, day.day, tzinfo=UTC)
    start = middle + timedelta(seconds=draw(st.integers(-40, 20)) * 3600 + draw(seconds))
    length = timedelta(hours=draw(st.integers(1, 40)), seconds=draw(seconds))
    now = start + timedelta(hours=draw(st.integers(-60, 6)), seconds=draw(seconds))
    rules = draw(rules_for(zone, day))
    return Question(rules, draw(busy_times(day)), start, start + length, now)


seconds = st.sampled_from([0, 0, 1, 59, 1800])
