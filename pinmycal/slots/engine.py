"""The one rule of what can be booked: listing and booking both ask here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from pinmycal.slots.candidates import on_grid, packed
from pinmycal.slots.conflicts import blocked_by, gaps
from pinmycal.slots.host_calendar import HostCalendar
from pinmycal.slots.hours import Span, open_pieces
from pinmycal.slots.limits import forbids_all, full_periods, period_of
from pinmycal.slots.rules import MAX_BUFFER, Busy, Rules
from pinmycal.slots.zones import END_OF_TIME, MINUTE, day_number, epoch, moment


def free_starts(
    rules: Rules, busy: Iterable[Busy], start: datetime, end: datetime, now: datetime
) -> list[int]:
    """Every start (epoch seconds, sorted) with start <= it < end that can be booked at `now`.

    `busy` may be in any order and must hold all that lies within `busy_span(rules, start, end)`.
    """
    return _free(rules, busy, (epoch(start), epoch(end)), now)


def is_free(rules: Rules, busy: Iterable[Busy], at: datetime, now: datetime) -> bool:
    """Whether `free_starts` lists this very instant."""
    second = epoch(at)
    # A difference, since Python calls no time in a fold equal to one of another zone.
    is_exact = at - moment(second) == timedelta()
    return is_exact and bool(_free(rules, busy, (second, second + 1), now))


def window(rules: Rules, now: datetime) -> tuple[datetime, datetime]:
    """The booking window: from the first of these instants to before the second. Notice is not
    in it, since that only cuts off the window's near end."""
    first, last = _window(rules, HostCalendar(rules.schedule), now)
    return moment(first), moment(last)


def busy_span(rules: Rules, start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """What overlaps this span is all that `free_starts(rules, …, start, end, …)` has to know."""
    first, last = epoch(start), epoch(end)
    buffer = int(MAX_BUFFER.total_seconds())
    # The minute is for packed starts, which are rounded to a whole one.
    begins = first - max(buffer, rules.buffer_before * MINUTE) - MINUTE
    ends = last + rules.duration * MINUTE + max(buffer, rules.buffer_after * MINUTE) + MINUTE
    calendar = HostCalendar(rules.schedule)
    for limit in rules.limits:
        early = period_of(rules, limit, calendar.day_of(first))
        late = period_of(rules, limit, calendar.day_of(last))
        begins = min(begins, calendar.start_of(early.start))
        ends = max(ends, calendar.start_of(late.stop))
    return moment(begins), moment(ends)


def _free(rules: Rules, busy: Iterable[Busy], asked: Span, now: datetime) -> list[int]:
    calendar = HostCalendar(rules.schedule)
    first, last = _bookable(rules, calendar, asked, now)
    if first >= last or forbids_all(rules):
        return []
    taken = [time for time in busy if time.start < time.end]
    blocked = blocked_by(rules, taken)
    length = rules.duration * MINUTE
    pieces = open_pieces(rules.schedule, calendar, first, last + length)
    starts = on_grid(rules, pieces, (first, last))
    if rules.optimised:
        starts = sorted({*starts, *packed(rules, pieces, blocked, (first, last))})
    if rules.limits:
        blocked += full_periods(rules, calendar, taken)
    return _outside(starts, blocked)


def _bookable(rules: Rules, calendar: HostCalendar, asked: Span, now: datetime) -> Span:
    """The asked-for instants that notice and booking window leave."""
    opens, closes = _window(rules, calendar, now)
    earliest = epoch(now) + rules.minimum_notice * MINUTE
    return max(asked[0], opens, earliest), min(asked[1], closes)


def _window(rules: Rules, calendar: HostCalendar, now: datetime) -> Span:
    first, last = epoch(now), END_OF_TIME
    if rules.window_days is not None:
        last_day = calendar.day_of(epoch(now)) + rules.window_days
        last = min(last, calendar.start_of(last_day + 1))
    if rules.window_dates is not None:
        first_day, last_day = map(day_number, rules.window_dates)
        first = max(first, calendar.start_of(first_day))
        last = min(last, calendar.start_of(last_day + 1))
    return first, last


def _outside(starts: list[int], blocked: list[Span]) -> list[int]:
    free = []
    open_gaps = gaps(blocked)
    begins, ends = next(open_gaps)
    for start in starts:
        while ends <= start:
            begins, ends = next(open_gaps)
        if begins <= start:
            free.append(start)
    return free
