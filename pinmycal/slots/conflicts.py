"""Busy times as stretches in which no appointment may start.

Two appointments conflict when the buffered time of either meets the core of the other; touching
is no conflict, and buffers may share time. For a new appointment of a given length that comes
down to one stretch of forbidden starts per busy time, with the longer of the two buffers each side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf

from pinmycal.slots.hours import Span
from pinmycal.slots.rules import Busy, Rules
from pinmycal.slots.zones import MINUTE


def blocked_by(rules: Rules, busy: Iterable[Busy]) -> list[Span]:
    """For each busy time the starts that conflict with it, the first one to before the second."""
    length = rules.duration * MINUTE
    our_before, our_after = rules.buffer_before * MINUTE, rules.buffer_after * MINUTE
    return [
        (
            start - length - (before if before > our_after else our_after) + 1,
            end + (after if after > our_before else our_before),
        )
        for start, end, before, after, _ in busy
    ]


def gaps(blocked: list[Span]) -> Iterator[tuple[float, float]]:
    """What stretches, in any order, leave uncovered, from the beginning of time to its end.

    With begins and ends each sorted on their own, a gap is where as many have ended as have begun.
    """
    begins = [*sorted([begin for begin, _ in blocked]), inf]
    ends = [-inf, *sorted([end for _, end in blocked])]
    return ((end, begin) for end, begin in zip(ends, begins, strict=True) if end < begin)
