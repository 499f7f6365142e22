"""How fast the slot engine is, beside a plain loop timed in the same run.

    python -m benchmarks.slots

From 200 busy intervals in memory to ISO strings grouped by the viewer's day.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from statistics import median, quantiles
from typing import Any
from zoneinfo import ZoneInfo

from pinmycal.slots import Busy, Rules, Schedule, as_utc_strings, by_day, free_starts

Days = dict[date, list[str]]
RUNS = 400


@dataclass(frozen=True)
class Scenario:
    rules: Rules
    busy: list[Busy]
    start: datetime
    end: datetime
    now: datetime
    viewer: str


def scenario(taken: int = 200, days: int = 60) -> Scenario:
    """A host in Berlin with office hours and half-hour slots, looked at from New York."""
    office = Schedule("Europe/Berlin", dict.fromkeys(range(5), ((9 * 60, 17 * 60),)))
    return Scenario(
        Rules(office, 30, minimum_notice=120),
        [_busy(i, i * days // taken) for i in range(taken)],
        datetime(2027, 3, 1, 5, tzinfo=UTC),
        datetime(2027, 4, 30, 4, tzinfo=UTC),
        datetime(2027, 2, 1, tzinfo=UTC),
        "America/New_York",
    )


def _busy(i: int, day: int) -> Busy:
    begin = datetime(2027, 3, 1, tzinfo=UTC) + timedelta(
        days=day, hours=7 + 2 * (i % 4), minutes=15 * i % 60
    )
    start = int(begin.timestamp())
    return Busy(start, start + (30, 45, 60, 25)[i % 4] * 60)


def as_the_page_needs_it(case: Scenario) -> Days:
    starts = free_starts(case.rules, case.busy, case.start, case.end, case.now)
    return {day: as_utc_strings(some) for day, some in by_day(starts, case.viewer).items()}


def plain_loop(case: Scenario) -> Days:
    """The reference, a fair first attempt: zones per range, one slot after the other."""
    viewer = ZoneInfo(case.viewer)
    taken = sorted((busy.start, busy.end) for busy in case.busy)
    length = case.rules.duration * 60
    earliest = (case.now + timedelta(minutes=case.rules.minimum_notice)).timestamp()
    first, last = max(case.start.timestamp(), earliest), case.end.timestamp()
    days: Days = {}
    at = 0
    for opens, closes in _plain_hours(case):
        for start in range(opens, closes - length + 1, length):
            while at < len(taken) and taken[at][1] <= start:
                at += 1
            is_taken = at < len(taken) and taken[at][0] < start + length
            if first <= start < last and not is_taken:
                text = datetime.fromtimestamp(start, UTC).isoformat().replace("+00:00", "Z")
                days.setdefault(datetime.fromtimestamp(start, viewer).date(), []).append(text)
    return days


def _plain_hours(case: Scenario) -> Iterator[tuple[int, int]]:
    zone = ZoneInfo(case.rules.schedule.zone)
    for ordinal in range(case.start.toordinal() - 1, case.end.toordinal() + 2):
        midnight = datetime.fromordinal(ordinal).replace(tzinfo=zone)
        for opens, closes in case.rules.schedule.weekly.get(midnight.weekday(), ()):
            begin, end = (midnight + timedelta(minutes=minute) for minute in (opens, closes))
            yield int(begin.timestamp()), int(end.timestamp())


def timed(work: Callable[[], Any], runs: int = RUNS) -> list[float]:
    """Milliseconds of each run."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return times


def main() -> None:
    case, crowded = scenario(), scenario(taken=2000)
    answer = as_the_page_needs_it(case)
    if answer != plain_loop(case):
        raise SystemExit("the engine and the plain loop disagree")
    _print_answer(answer)
    ours, theirs = timed(lambda: as_the_page_needs_it(case)), timed(lambda: plain_loop(case))
    tenfold = median(timed(lambda: as_the_page_needs_it(crowded)))
    print(f"median          {median(ours):.3f} ms   (at most 0.7, wanted 0.5)")
    print(f"95th percentile {quantiles(ours, n=20)[-1]:.3f} ms")
    print(f"plain loop      {median(theirs):.3f} ms")
    print(f"ratio           {median(ours) / median(theirs):.2f}   (at most 0.7)")
    print(f"10 x the busy   {tenfold / median(ours):.2f} x the time   (at most 3)")
    print(f"year, 5000 busy {median(timed(_a_year(), 40)):.2f} ms   (at most 10)")


def _a_year() -> Callable[[], Days]:
    year = scenario(taken=5000, days=365)
    year = replace(year, end=year.start + timedelta(days=365))
    return lambda: as_the_page_needs_it(year)


def _print_answer(answer: Days) -> None:
    texts = sorted(text for day in answer.values() for text in day)
    digest = sha256("\n".join(texts).encode()).hexdigest()
    print(f"slots           {len(texts)} on {len({text[:10] for text in texts})} UTC days")
    print(f"first, last     {texts[0]}, {texts[-1]}")
    print(f"hash            {digest[:16]}")


if __name__ == "__main__":
    main()
