"""The coming week as participants would see it, from rows that were never saved."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from pinmycal.booking import bookable_starts, window_of
from pinmycal.models import AppointmentType, DateOverride, Schedule, WeeklyHours
from pinmycal.slots import by_day
from pinmycal.times import from_epoch, local
from pinmycal.web.reader import hour12
from pinmycal.wording import clock, long_date, short_date

DAYS, MOST_TIMES = 7, 12


@dataclass(frozen=True)
class PreviewDay:
    """One date of the host's: the first bookable times, and how many more there are."""

    words: str
    times: list[str]
    more: int
    last: str = ""  # the last time of all

    @property
    def in_short(self) -> str:
        """For a narrow screen."""
        count = len(self.times) + self.more
        return f"{self.times[0]} – {self.last} ({count})" if count > 1 else self.times[0]


@dataclass(frozen=True)
class Preview:
    """Seven days from today, or what has to be mended first."""

    days: list[PreviewDay] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    title: str = ""
    first_later: str = ""  # the first day with times, where the week has none

    @property
    def summary(self) -> str:
        """Of the whole week, in words."""
        count = sum(len(day.times) + day.more for day in self.days)
        said: str = ngettext(
            "%(num)s time in the coming week", "%(num)s times in the coming week", count
        )
        return said


def preview_of(offer: AppointmentType, now: datetime) -> Preview:
    """What can be booked of a type, saved or not. It needs its schedule and its host."""
    zone = offer.host.time_zone
    today = local(now, zone).date()
    end = datetime.combine(today + timedelta(days=DAYS), time(), ZoneInfo(zone)).astimezone(UTC)
    days = by_day(bookable_starts(offer, now, end, now), zone)
    dates = [today + timedelta(days=number) for number in range(DAYS)]
    shown = [_day(on, days.get(on, []), zone) for on in dates]
    later = "" if days else _first_later(offer, end, now)
    return Preview(days=shown, title=offer.title or _("This type"), first_later=later)


def draft_of(offer: AppointmentType, schedule: Schedule) -> AppointmentType:
    """A copy of a type, with another schedule, that belongs to no session."""
    columns = {each.key: getattr(offer, each.key) for each in AppointmentType.__mapper__.columns}
    return AppointmentType(**columns, host=offer.host, schedule=schedule)


def draft_schedule(schedule: Schedule, ranges: list[tuple[int, int, int]]) -> Schedule:
    """A copy of a schedule, with other weekly hours, that belongs to no session."""
    hours = [
        WeeklyHours(weekday=day, start_minute=start, end_minute=end) for day, start, end in ranges
    ]
    dates = [
        DateOverride(date=row.date, start_minute=row.start_minute, end_minute=row.end_minute)
        for row in schedule.overrides
    ]
    return Schedule(name=schedule.name, weekly_hours=hours, overrides=dates)


def _day(on: date, starts: list[int], zone: str) -> PreviewDay:
    times = [_clock(start, zone) for start in starts[:MOST_TIMES]]
    last = _clock(starts[-1], zone) if starts else ""
    return PreviewDay(short_date(on), times, len(starts) - len(times), last)


def _clock(start: int, zone: str) -> str:
    return clock(from_epoch(start), zone, hour12())


def _first_later(offer: AppointmentType, after: datetime, now: datetime) -> str:
    _, closes = window_of(offer, now)
    starts = bookable_starts(offer, after, closes, now)
    return long_date(local(from_epoch(starts[0]), offer.host.time_zone).date()) if starts else ""
