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
    ("Africa/Casablanca", date(2026, 9, 20)),
    ("Asia/Gaza", date(2040, 10, 20)),
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

# Strategies that are made once: Hypothesis draws several times faster from them.
shifts = st.integers(-3, 3)
spans = st.tuples(shifts, st.integers(0, 3))
seconds = st.sampled_from([0, 0, 1, 59, 1800])

# Quarter hours mostly, so that ranges touch; some odd minutes; some past midnight.
minutes = st.integers(0, 95).map(lambda quarter: quarter * 15) | st.integers(0, 1439)
lengths = st.sampled_from([15, 60, 90, 240, 480, 1440]) | st.integers(1, 1440)
some_ranges = st.lists(
    st.tuples(minutes, lengths).map(lambda pair: (pair[0], sum(pair))), max_size=3
).map(tuple)
ranges = some_ranges | some_ranges | st.just(((0, 1440),)) | st.just(((540, 1020),))

weeks = st.dictionaries(st.integers(0, 6), ranges, min_size=5)
overrides = st.dictionaries(shifts, ranges, max_size=2)
trips = st.just([]) | st.lists(st.tuples(spans, st.sampled_from(ZONES)), max_size=2)
times_off = st.just([]) | st.lists(spans, max_size=1)

limits = st.builds(
    Limit,
    per=st.sampled_from(["day", "week", "month"]),
    count=st.none() | st.sampled_from([0, 1, 1, 2, 2, 3]),
    minutes=st.none() | st.integers(30, 600),
)
rarely_a_window = st.none() | st.none() | st.none() | spans
lengths_and_rules = st.fixed_dictionaries(
    {
        "duration": st.sampled_from([15, 30, 45, 60]) | st.integers(1, 120),
        "increment": st.none() | st.sampled_from([10, 15, 40]) | st.integers(1, 120),
        "buffer_before": st.sampled_from([0, 0, 10, 90]),
        "buffer_after": st.sampled_from([0, 0, 5, 60]),
        "minimum_notice": st.sampled_from([0, 0, 1, 120, 1500]),
        "window_days": st.none() | st.none() | st.none() | st.integers(0, 3),
        "limits": st.just(()) | st.lists(limits, max_size=2).map(tuple),
        "week_start": st.integers(0, 6),
        "optimised": st.booleans(),
    }
)

# Whole quarter hours mostly, from the change; empty and backwards ones too.
begins = st.integers(-288, 288).map(lambda quarter: quarter * 900) | st.integers(-260_000, 260_000)
durations = st.sampled_from([1800, 2700, 3600, 0]) | st.integers(-60, 15_000)
buffers = st.sampled_from([0, 0, 600, 7200]) | st.sampled_from([0, 86_400, 77])
busy_times = st.lists(st.tuples(begins, durations, buffers, buffers, st.booleans()), max_size=5)

asked_hours = st.tuples(st.integers(-40, 20), seconds, st.integers(1, 26), seconds)
hours_ahead = st.tuples(st.integers(-6, 60), seconds)


class Question(NamedTuple):
    rules: Rules
    busy: list[Busy]
    start: datetime
    end: datetime
    now: datetime


@st.composite
def questions(draw: st.DrawFn) -> Question:
    zone, day = draw(st.sampled_from(CHANGES))
    middle = datetime(day.year, day.month, day.day, tzinfo=UTC)
    after, second, length, more = draw(asked_hours)
    start = middle + timedelta(hours=after, seconds=second)
    end = start + timedelta(hours=length, seconds=more)
    ahead, second = draw(hours_ahead)
    now = start - timedelta(hours=ahead, seconds=second)
    return Question(_rules(draw, zone, day), _busy(draw, middle), start, end, now)


def _rules(draw: st.DrawFn, zone: str, day: date) -> Rules:
    window = draw(rarely_a_window)
    return Rules(
        _schedule(draw, zone, day),
        window_dates=_dates(day, window) if window else None,
        **draw(lengths_and_rules),
    )


def _schedule(draw: st.DrawFn, zone: str, day: date) -> Schedule:
    return Schedule(
        zone,
        weekly=draw(weeks),
        overrides={day + shift * DAY: hours for shift, hours in draw(overrides).items()},
        travel=tuple(Travel(*_dates(day, span), to) for span, to in draw(trips)),
        time_off=tuple(_dates(day, span) for span in draw(times_off)),
    )


def _dates(day: date, span: tuple[int, int]) -> tuple[date, date]:
    first = day + span[0] * DAY
    return first, first + span[1] * DAY


def _busy(draw: st.DrawFn, middle: datetime) -> list[Busy]:
    zero = int(middle.timestamp())
    return [
        Busy(zero + begin, zero + begin + length, *rest)
        for begin, length, *rest in draw(busy_times)
    ]
