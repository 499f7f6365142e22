"""A month of bookable times as the calendar shows it, in the viewer's zone."""

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from pinmycal.slots import by_day
from pinmycal.times import from_epoch, iso, local
from pinmycal.web.calendar.query import Query
from pinmycal.web.reader import hour12
from pinmycal.wording import clock, long_date, month_of, short_date, weekdays

DAWN, NOON, EVENING, MIDNIGHT = 6, 12, 17, 24


@dataclass(frozen=True)
class Links:
    """Where the links of a calendar lead: `page` is its own path, `time_page` that of a time."""

    query: Query
    page: str
    time_page: str

    def month(self, first: date, on: date | None = None, **more: str) -> str:
        """To a month, or to a day of it."""
        return self.query.address(self.page, first, on, **more)

    def start(self) -> str:
        """To the month that the calendar opens with."""
        return self.query.address(self.page, None)

    def time(self, start: datetime) -> str:
        """To what comes once a time is chosen."""
        return self.query.time_address(self.time_page, iso(start))


@dataclass(frozen=True)
class Day:
    """One cell of the month."""

    number: int
    label: str
    state: str  # "free", "none" or "past"
    is_today: bool
    is_chosen: bool
    is_old: bool  # the day of the appointment that is to be moved
    href: str | None


@dataclass(frozen=True)
class Month:
    """The grid, weeks beginning on Monday; nothing stands for a date of another month."""

    title: str
    previous_href: str | None
    next_href: str | None
    weeks: list[list[Day | None]]
    weekdays: list[tuple[str, str]] = field(default_factory=weekdays)


@dataclass(frozen=True)
class Time:
    """A time in words. Without a link it is that of the appointment that is to be moved."""

    clock: str
    iso: str
    href: str | None


@dataclass(frozen=True)
class Times:
    """The times of the chosen day, by part of the day."""

    title: str
    summary: str
    groups: list[tuple[str, list[Time]]]


@dataclass(frozen=True)
class Picker:
    """What a participant picks a time from. `next_free` is (words, href) for an empty month."""

    month: Month
    times: Times | None
    time_zone: str
    chosen: date | None
    first_of_month: date
    is_ahead: bool  # later than where the booking window begins
    next_free: tuple[str, str] | None
    links: Links

    @property
    def noon(self) -> datetime:
        """Of the day that is shown, or of the first of the month: zones go by its offsets."""
        on = self.chosen or self.first_of_month
        return datetime.combine(on, time(12), ZoneInfo(self.time_zone)).astimezone(UTC)

    def here(self, **changed: str) -> str:
        """Its own address, with another zone or clock."""
        return self.links.month(self.first_of_month, self.chosen, **changed)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same, for the hidden fields of a form."""
        return parse_qsl(urlsplit(self.here()).query)


def month_span(first: date, zone: str) -> tuple[datetime, datetime]:
    """The instants at which a month begins and ends for someone in the zone."""
    return _midnight(first, zone), _midnight(_next_month(first), zone)


def picker(
    starts: list[int],
    first: date,
    wanted: date | None,
    zone: str,
    now: datetime,
    window: tuple[datetime, datetime],
    links: Links,
    old: datetime | None = None,
) -> Picker:
    """Lay out the month that begins on `first`.

    `starts` reach from its beginning to the end of the booking window, so that an empty month
    can name the next free day. `old` is the start of the appointment that is to be moved.
    """
    days = by_day(starts, zone)
    free = [on for on, those in days.items() if old is None or those != [int(old.timestamp())]]
    inside = [on for on in free if _month_of(on) == first]
    shown = wanted if wanted in days and _month_of(wanted) == first else None
    chosen = shown or min(inside, default=None)
    later = None if inside else min(free, default=None)
    return Picker(
        month=_month(first, free, zone, now, window, links, chosen, old),
        times=_times(chosen, days[chosen], zone, links, old) if chosen else None,
        time_zone=zone,
        chosen=chosen,
        first_of_month=first,
        is_ahead=window[0] < month_span(first, zone)[0],
        next_free=(short_date(later), links.month(later.replace(day=1), later)) if later else None,
        links=links,
    )


def _month(
    first: date,
    free: list[date],
    zone: str,
    now: datetime,
    window: tuple[datetime, datetime],
    links: Links,
    chosen: date | None,
    old: datetime | None,
) -> Month:
    today = local(now, zone).date()
    old_day = local(old, zone).date() if old else None

    def turn(to: date) -> str | None:
        """Nothing to a month that has no part of the booking window."""
        begin, end = month_span(to, zone)
        return links.month(to) if begin < window[1] and window[0] < end else None

    def cell(on: date) -> Day | None:
        if on.month != first.month:
            return None
        return Day(
            number=on.day,
            label=long_date(on),
            state="free" if on in free else "past" if on < today else "none",
            is_today=on == today,
            is_chosen=on == chosen,
            is_old=on == old_day,
            href=links.month(first, on) if on in free else None,
        )

    return Month(
        title=month_of(first),
        previous_href=turn(_previous_month(first)),
        next_href=turn(_next_month(first)),
        weeks=[
            [cell(on) for on in week]
            for week in Calendar().monthdatescalendar(first.year, first.month)
        ],
    )


def _times(on: date, starts: list[int], zone: str, links: Links, old: datetime | None) -> Times:
    free = {from_epoch(start) for start in starts} - {old}
    shown = free | {old} if old and local(old, zone).date() == on else free
    groups: dict[str, list[Time]] = {}
    for start in sorted(shown):
        href = links.time(start) if start in free else None
        time = Time(clock(start, zone, hour12()), iso(start), href)
        groups.setdefault(_part_of_day(local(start, zone).hour), []).append(time)
    return Times(short_date(on), _summary(len(free)), list(groups.items()))


def _summary(count: int) -> str:
    words: str = _("No free times")
    if count:
        words = ngettext("%(num)s free time", "%(num)s free times", count)
    return words


def _part_of_day(hour: int) -> str:
    parts: tuple[tuple[int, str], ...] = (
        (DAWN, _("Night")),
        (NOON, _("Morning")),
        (EVENING, _("Afternoon")),
        (MIDNIGHT, _("Evening")),
    )
    return next(part for end, part in parts if hour < end)


def _midnight(on: date, zone: str) -> datetime:
    return datetime.combine(on, time(), ZoneInfo(zone)).astimezone(UTC)


def _month_of(on: date) -> date:
    return on.replace(day=1)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _previous_month(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
