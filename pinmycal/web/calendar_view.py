"""A month of bookable times as the calendar shows it, in the viewer's zone."""

from calendar import Calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pinmycal.slots import by_day
from pinmycal.times import clock, from_epoch, iso, local, long_date, short_date
from pinmycal.web.reader import hour12

WEEKDAYS = [
    ("Mon", "Monday"),
    ("Tue", "Tuesday"),
    ("Wed", "Wednesday"),
    ("Thu", "Thursday"),
    ("Fri", "Friday"),
    ("Sat", "Saturday"),
    ("Sun", "Sunday"),
]
NOON, EVENING = 12, 17


@dataclass(frozen=True)
class Day:
    """One cell of the month."""

    number: int
    label: str
    state: str  # "free", "none", "past", or "outside" the month
    is_today: bool
    is_chosen: bool
    href: str


@dataclass(frozen=True)
class Month:
    """The grid, weeks beginning on Monday."""

    title: str
    previous_href: str | None
    next_href: str | None
    weeks: list[list[Day]]
    weekdays: list[tuple[str, str]] = field(default_factory=lambda: WEEKDAYS)


@dataclass(frozen=True)
class Times:
    """The times of the chosen day, in groups of (clock, href, iso)."""

    title: str
    summary: str
    groups: list[tuple[str, list[tuple[str, str, str]]]]


@dataclass(frozen=True)
class Picker:
    """What a participant picks a time from. `next_free` is (words, href) for an empty month."""

    month: Month
    times: Times | None
    time_zone: str
    chosen: date | None
    first_of_month: date
    next_free: tuple[str, str] | None


def month_span(first: date, zone: str) -> tuple[datetime, datetime]:
    """The instants at which a month begins and ends for someone in the zone."""
    return _midnight(first, zone), _midnight(_next_month(first), zone)


def picker(
    starts: list[int],
    first: date,
    wanted: date | None,
    zone: str,
    now: datetime,
    last: datetime,
    page: str,
    time_href: Callable[[str], str],
) -> Picker:
    """Lay out the month that begins on `first`.

    `starts` reach from its beginning to the end of the booking window `last`, so that an empty
    month can name the next free day. `page` is the path of the page itself; `time_href` makes
    the link of a time from its ISO form.
    """
    link = _linker(page, zone)
    days = by_day(starts, zone)
    inside = [on for on in days if (on.year, on.month) == (first.year, first.month)]
    chosen = wanted if wanted in inside else min(inside, default=None)
    later = min((on for on in days if on not in inside), default=None) if not inside else None
    today = now.astimezone(ZoneInfo(zone)).date()
    return Picker(
        month=Month(
            title=f"{first:%B %Y}",
            previous_href=link(_previous_month(first)) if first > today else None,
            next_href=link(_next_month(first))
            if _midnight(_next_month(first), zone) <= last
            else None,
            weeks=_weeks(first, days, today, chosen, link),
        ),
        times=_times(chosen, days[chosen], zone, time_href) if chosen else None,
        time_zone=zone,
        chosen=chosen,
        first_of_month=first,
        next_free=(short_date(later), link(later.replace(day=1), later)) if later else None,
    )


def _linker(page: str, zone: str) -> Callable[..., str]:
    """Makes links to a month, or to a day of it, for someone in the zone."""

    def link(month: date, on: date | None = None) -> str:
        query = {"month": f"{month:%Y-%m}", **({"date": on.isoformat()} if on else {}), "tz": zone}
        return f"{page}?{urlencode(query)}"

    return link


def _weeks(
    first: date,
    free: dict[date, list[int]],
    today: date,
    chosen: date | None,
    link: Callable[[date, date], str],
) -> list[list[Day]]:
    def cell(on: date) -> Day:
        inside = on.month == first.month
        state = "free" if on in free else "past" if on < today else "none"
        return Day(
            number=on.day,
            label=long_date(on),
            state=state if inside else "outside",
            is_today=on == today,
            is_chosen=on == chosen,
            href=link(first, on),
        )

    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return [[cell(on) for on in week] for week in weeks]


def _times(on: date, starts: list[int], zone: str, href: Callable[[str], str]) -> Times:
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for start in map(from_epoch, starts):
        words, part = clock(start, zone, hour12()), _part_of_day(local(start, zone).hour)
        groups.setdefault(part, []).append((words, href(iso(start)), iso(start)))
    count = f"{len(starts)} free time{'s' if len(starts) != 1 else ''}"
    return Times(short_date(on), count, list(groups.items()))


def _part_of_day(hour: int) -> str:
    return "Morning" if hour < NOON else "Afternoon" if hour < EVENING else "Evening"


def _midnight(on: date, zone: str) -> datetime:
    return datetime.combine(on, time(), ZoneInfo(zone)).astimezone(UTC)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _previous_month(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
