"""The starts that hours alone would allow: on the grid, and packed against what is busy."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain

from pinmycal.slots.hours import Piece, Span, joined
from pinmycal.slots.rules import Rules
from pinmycal.slots.zones import MINUTE


def on_grid(rules: Rules, pieces: list[Piece], bookable: Span) -> list[int]:
    """The bookable starts on the grid whose whole appointment is open, sorted."""
    starts = sorted(chain.from_iterable(_steps(rules, pieces, bookable)))
    # Hours that run past midnight may meet the next date's, so one start can come twice.
    return list(dict.fromkeys(starts))


def packed(rules: Rules, pieces: list[Piece], blocked: list[Span], bookable: Span) -> Iterator[int]:
    """The starts right before and right after each blocked stretch, on whole minutes."""
    late = [(first - 1) // MINUTE * MINUTE for first, _ in blocked]
    early = [-(-end // MINUTE) * MINUTE for _, end in blocked]
    edges = sorted({*late, *early})
    for opens, closes in joined(pieces):
        first = max(opens, bookable[0])
        last = min(closes - rules.duration * MINUTE + 1, bookable[1])
        yield from edges[bisect_left(edges, first) : bisect_left(edges, last)]


def _steps(rules: Rules, pieces: list[Piece], bookable: Span) -> Iterator[range]:
    length = rules.duration * MINUTE
    step = (rules.increment or rules.duration) * MINUTE
    first, last = bookable
    open_spans = joined(pieces)
    openings = [opens for opens, _ in open_spans]
    for start, end, grid in pieces:
        _, closes = open_spans[bisect_right(openings, start) - 1]
        earliest = max(start, first)
        earliest += (grid - earliest) % step
        yield range(earliest, min(end, closes - length + 1, last), step)
