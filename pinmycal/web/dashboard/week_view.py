"""A week of appointments laid out on the wall clock of the host's zone.

Places are counted in hours and steps of five minutes, so that a style sheet can have a class for
each: our pages carry no styles of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from pinmycal.models import Away
from pinmycal.places.names import city
from pinmycal.times import local
from pinmycal.web.dashboard.agenda import Row

USUAL_HOURS = 8, 18  # shown even if nothing happens then
STEP, HOUR, DAY = 5, 60, 24 * 60  # minutes
SHORT = 30  # minutes: anything shorter needs a taller hour to be read


@dataclass(frozen=True)
class Block:
    """Where an appointment stands in its day; `beside`: another one stands at that place."""

    row: Row
    start: int  # minutes on the clock, from midnight
    end: int
    beside: bool

    def place(self, first_hour: int) -> str:
        """The classes that put it there."""
        hour, minute = divmod(self.start - first_hour * HOUR, HOUR)
        hours, minutes = divmod(self.end - self.start, HOUR)
        beside = " beside" if self.beside else ""
        return f"at-h{hour} at-m{minute} for-h{hours} for-m{minutes}{beside}"


@dataclass(frozen=True)
class WeekDay:
    """One date and what takes place on it."""

    on: date
    is_today: bool
    blocks: list[Block]
    away: str  # why nothing can be booked on it, or from where he works; or nothing


@dataclass(frozen=True)
class Week:
    """Seven days, and the hours of the clock that the page shows."""

    days: list[WeekDay]
    hours: range
    is_dense: bool


def span_of(first: date, zone: str) -> tuple[datetime, datetime]:
    """The instants at which the week from this date begins and ends."""
    midnights = (datetime.combine(on, time(), ZoneInfo(zone)) for on in (first, _after(first, 7)))
    begin, end = (at.astimezone(UTC) for at in midnights)
    return begin, end


def week_from(
    first: date, rows: Sequence[Row], zone: str, now: datetime, away: Sequence[Away] = ()
) -> Week:
    """Lay out what takes place in the week; rows come in order."""
    today = local(now, zone).date()
    days = [_after(first, number) for number in range(7)]
    blocks = {on: _blocks(on, rows, zone) for on in days}
    every = [block for those in blocks.values() for block in those]
    return Week(
        days=[WeekDay(on, on == today, blocks[on], _away(on, away)) for on in days],
        hours=_hours(every),
        is_dense=any(row.appointment.minutes < SHORT for row in rows),
    )


def _away(on: date, away: Sequence[Away]) -> str:
    """Time off goes before a journey."""
    those = [each for each in away if each.first <= on <= each.last]
    those.sort(key=lambda each: bool(each.zone))
    if not those:
        return ""
    place = str(those[0].zone or "")
    words = _("In %(city)s", city=city(place)) if place else _("Time off")
    return f"{words} · {those[0].name}" if those[0].name else words


def _blocks(on: date, rows: Sequence[Row], zone: str) -> list[Block]:
    blocks: list[Block] = []
    for row in rows:
        start, end = _part(on, row, zone)
        if start == end:
            continue
        # Where clocks are set back, the repeated hour has two appointments at one place.
        beside = bool(blocks) and start < blocks[-1].end
        blocks.append(Block(row, start, end, beside))
    return blocks


def _part(on: date, row: Row, zone: str) -> tuple[int, int]:
    """From when to when it takes place on a date; nothing on another day."""
    begin, end = local(row.appointment.starts_at, zone), local(row.appointment.ends_at, zone)
    if begin.date() == on:
        start = _minutes(begin)
        length = max(row.appointment.minutes // STEP * STEP, STEP)
        return start, min(start + length, DAY)
    return 0, _minutes(end) if begin.date() < on == end.date() else 0


def _minutes(at: datetime) -> int:
    return (at.hour * HOUR + at.minute) // STEP * STEP


def _hours(blocks: Sequence[Block]) -> range:
    first, last = USUAL_HOURS
    earliest = min((block.start // HOUR for block in blocks), default=first)
    latest = max((-(-block.end // HOUR) for block in blocks), default=last)
    return range(min(first, earliest), max(last, latest))


def _after(first: date, days: int) -> date:
    return first + timedelta(days=days)
