"""Choosing a time: the same calendar for booking and for moving."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from werkzeug.datastructures import MultiDict

from pinmycal.booking import bookable_starts, window_of
from pinmycal.models import Appointment, AppointmentType
from pinmycal.times import (
    clock,
    from_epoch,
    is_zone,
    iso,
    local,
    parse_date,
    parse_month,
    short_date,
)
from pinmycal.web.calendar_view import Picker, month_span, picker
from pinmycal.web.reader import hour12

NEAREST = 6


class BadQuery(Exception):
    """The month, date or zone in the address makes no sense."""


@dataclass(frozen=True)
class Query:
    """What the address of a calendar asks for."""

    month: date | None
    on: date | None
    zone: str

    @classmethod
    def read(cls, args: MultiDict[str, str], fallback_zone: str) -> "Query":
        """From ?month=2027-03&date=2027-03-01&tz=Europe/Berlin. Raises BadQuery."""
        zone = args.get("tz") or fallback_zone
        if not is_zone(zone):
            raise BadQuery
        try:
            on = parse_date(args["date"]) if args.get("date") else None
            month = parse_month(args["month"]) if args.get("month") else None
        except ValueError as error:
            raise BadQuery from error
        return cls(month or (on and on.replace(day=1)), on, zone)


def load_picker(
    offer: AppointmentType,
    query: Query,
    page: str,
    time_href: Callable[[str], str],
    now: datetime,
    moving: Appointment | None = None,
) -> Picker:
    """The calendar for a query: the month asked for, or the first one with a free time."""
    _, last = window_of(offer, now)
    if query.month is None:
        starts = bookable_starts(offer, now, _end(last), now, moving)
        seen_from = from_epoch(starts[0]) if starts else now
        first = local(seen_from, query.zone).date().replace(day=1)
    else:
        first = query.month
        begin, end = month_span(first, query.zone)
        starts = bookable_starts(offer, begin, max(end, _end(last)), now, moving)
    return picker(starts, first, query.on, query.zone, now, last, page, time_href)


def nearest(
    offer: AppointmentType,
    to: datetime,
    zone: str,
    now: datetime,
    moving: Appointment | None = None,
) -> list[tuple[str, str]]:
    """The free times nearest to one that is taken, in order: (iso, words)."""
    _, last = window_of(offer, now)
    starts = bookable_starts(offer, now, _end(last), now, moving)
    wanted = int(to.timestamp())
    closest = sorted(starts, key=lambda start: abs(start - wanted))[:NEAREST]
    return [_choice(from_epoch(start), zone) for start in sorted(closest)]


def _choice(start: datetime, zone: str) -> tuple[str, str]:
    return iso(start), f"{short_date(local(start, zone).date())}, {clock(start, zone, hour12())}"


def _end(last: datetime) -> datetime:
    """Past the last instant of the window, in whatever zone its last day ends."""
    return last + timedelta(days=2)
