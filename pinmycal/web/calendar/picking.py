"""Choosing a time: the same calendar for booking and for moving."""

from datetime import date, datetime

from pinmycal.booking import bookable_starts, window_of
from pinmycal.models import Appointment, AppointmentType
from pinmycal.times import from_epoch, iso, local
from pinmycal.web.calendar.query import Query
from pinmycal.web.calendar.view import Links, Picker, month_span, picker
from pinmycal.web.reader import hour12
from pinmycal.wording import clock, short_date

NEAREST = 6


def load_picker(
    offer: AppointmentType,
    query: Query,
    links: Links,
    now: datetime,
    moving: Appointment | None = None,
) -> Picker:
    """The calendar for a query: the month asked for, or one to begin with."""
    window = window_of(offer, now)
    old, on = moving.starts_at if moving else None, query.on
    if query.month is None:
        starts = bookable_starts(offer, *window, now, moving)
        first = _opening(starts, query.zone, old, now)
        on = local(old, query.zone).date() if old else None
    else:
        first = query.month
        begin, _end = month_span(first, query.zone)
        starts = bookable_starts(offer, begin, window[1], now, moving)
    return picker(starts, first, on, query.zone, now, window, links, old)


def _opening(starts: list[int], zone: str, old: datetime | None, now: datetime) -> date:
    """The month of the time that is to be moved, if it has any free; else the first that has."""
    if old:
        first = local(old, zone).date().replace(day=1)
        begin, end = (int(edge.timestamp()) for edge in month_span(first, zone))
        own = int(old.timestamp())
        if any(begin <= start < end and start != own for start in starts):
            return first
    seen_from = from_epoch(starts[0]) if starts else now
    return local(seen_from, zone).date().replace(day=1)


def nearest(
    offer: AppointmentType,
    to: datetime,
    zone: str,
    now: datetime,
    moving: Appointment | None = None,
) -> list[tuple[str, str]]:
    """The free times nearest to one that is taken, in order: (iso, words). That of the
    appointment that is to be moved is none of them."""
    wanted, own = int(to.timestamp()), int(moving.starts_at.timestamp()) if moving else None
    free = bookable_starts(offer, *window_of(offer, now), now, moving)
    starts = [start for start in free if start != own]
    closest = sorted(starts, key=lambda start: abs(start - wanted))[:NEAREST]
    return [_choice(from_epoch(start), zone) for start in sorted(closest)]


def _choice(start: datetime, zone: str) -> tuple[str, str]:
    return iso(start), f"{short_date(local(start, zone).date())}, {clock(start, zone, hour12())}"
