"""The dates of a schedule as a calendar: which differ, which are off, on which the host travels."""

from calendar import Calendar
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from flask_babel import gettext as _

from pinmycal.models import Host, Schedule
from pinmycal.places.names import city
from pinmycal.times import local, parse_date, parse_month
from pinmycal.web.forms.hours import range_words
from pinmycal.wording import long_date, month_of, short_date, weekdays

MONTHS, FARTHEST = 2, 24  # shown at once; how many months ahead one can turn


@dataclass(frozen=True)
class DatesView:
    """What is looked at: two months from `first` on, and perhaps a date."""

    first: date
    today: date
    chosen: date | None = None

    @classmethod
    def read(cls, query: Mapping[str, str], now: datetime, zone: str) -> "DatesView":
        """From ?month=2027-03&date=2027-04-05. What makes no sense counts for nothing."""
        today = local(now, zone).date()
        chosen, first = None, cls.month_in(query)
        with suppress(ValueError):
            chosen = parse_date(query.get("date", ""))
        if chosen and not (first and first <= chosen < _later(first, MONTHS)):
            first = chosen
        earliest, latest = today.replace(day=1), _later(today, FARTHEST)
        return cls(min(max(first or today, earliest), latest).replace(day=1), today, chosen)

    @staticmethod
    def month_in(query: Mapping[str, str]) -> date | None:
        """The one that `month` names, if it names one."""
        with suppress(ValueError):
            return parse_month(query.get("month", ""))
        return None


@dataclass(frozen=True)
class DateCell:
    """One date. `mark` is "hours", "closed", "off", "travel" or nothing; `words` say it all."""

    on: date
    words: str
    mark: str
    is_open: bool
    is_past: bool
    is_today: bool
    is_chosen: bool
    href: str


@dataclass(frozen=True)
class DatesCalendar:
    """Months as (title, weeks), a date outside its month being None."""

    months: list[tuple[str, list[list[DateCell | None]]]]
    weekdays: list[tuple[str, str]]
    previous_href: str | None
    next_href: str | None
    words: str  # of the date that is looked at

    @property
    def is_marked(self) -> bool:
        """Whether any date has a sign, which wants to be explained."""
        cells = (cell for _title, weeks in self.months for week in weeks for cell in week)
        return any(cell is not None and cell.mark for cell in cells)


def dates_calendar(view: DatesView, schedule: Schedule, host: Host) -> DatesCalendar:
    """Lay out what is looked at. Asks for nothing that is not loaded, but the days away."""
    link = _linker(schedule.id)
    state = _states(schedule, host)

    def cell(on: date) -> DateCell:
        words, mark, is_open = state(on)
        return DateCell(
            on=on,
            words=f"{long_date(on)}: {words}",
            mark=mark,
            is_open=is_open,
            is_past=on < view.today,
            is_today=on == view.today,
            is_chosen=on == view.chosen,
            href=link(view.first, on),
        )

    firsts = [_later(view.first, months) for months in range(MONTHS)]
    return DatesCalendar(
        months=[(month_of(first), _weeks(first, host.week_start, cell)) for first in firsts],
        weekdays=[*weekdays()[host.week_start :], *weekdays()[: host.week_start]],
        previous_href=link(_later(view.first, -1)) if view.first > view.today else None,
        next_href=link(firsts[1]) if view.first < _later(view.today, FARTHEST) else None,
        words=state(view.chosen)[0] if view.chosen else "",
    )


def differing_dates(schedule: Schedule, today: date) -> list[tuple[date, str, str]]:
    """The dates to come with hours of their own: (date, in words, its hours)."""
    ranges = _own_hours(schedule)
    return [(on, date_words(on, today), _hours(ranges[on])) for on in sorted(ranges) if on >= today]


def date_words(on: date, today: date) -> str:
    """Thursday, 4 March, with the year where it is not this one; a line breaks before or after."""
    words = short_date(on) if on.year == today.year else long_date(on)
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _states(schedule: Schedule, host: Host) -> Callable[[date], tuple[str, str, bool]]:
    """Gives for a date: what holds in words, its mark, whether there are hours."""
    own = _own_hours(schedule)
    weekly: dict[int, list[str]] = {}
    for row in schedule.weekly_hours:
        words = range_words(row.start_minute, row.end_minute)
        weekly.setdefault(row.weekday, []).append(words)

    def state(on: date) -> tuple[str, str, bool]:
        away = [each for each in host.away if each.first <= on <= each.last]
        off = [each for each in away if not each.zone]
        if off:
            reason = off[0].name
            return _("time off, %(name)s", name=reason) if reason else _("time off"), "off", False
        travel = ", " + _("in %(city)s", city=city(str(away[0].zone))) if away else ""
        if on in own:
            words = _("%(hours)s, unlike other weeks", hours=_hours(own[on]))
            return words + travel, "hours" if own[on] else "closed", bool(own[on])
        ranges = weekly.get(on.weekday(), [])
        words = _("%(hours)s, as every week", hours=_hours(ranges))
        return words + travel, "travel" if travel else "", bool(ranges)

    return state


def _own_hours(schedule: Schedule) -> dict[date, list[str]]:
    dates: dict[date, list[str]] = {}
    for row in schedule.overrides:
        ranges = dates.setdefault(row.date, [])
        if row.start_minute is not None and row.end_minute is not None:
            ranges.append(range_words(row.start_minute, row.end_minute))
    return dates


def _hours(ranges: list[str]) -> str:
    return ", ".join(ranges) or str(_("closed all day"))


def _weeks(
    first: date, week_start: int, cell: Callable[[date], DateCell]
) -> list[list[DateCell | None]]:
    weeks = Calendar(week_start).monthdatescalendar(first.year, first.month)
    return [[cell(on) if on.month == first.month else None for on in week] for week in weeks]


def _linker(schedule_id: int) -> Callable[..., str]:
    """Makes links to a month, or to the form of a date."""

    def link(month: date, on: date | None = None) -> str:
        query = {"schedule": schedule_id, "month": f"{month:%Y-%m}"}
        if on is None:
            return f"/availability?{urlencode(query)}#dates"
        return f"/availability?{urlencode(query | {'date': on.isoformat()})}#date-form"

    return link


def _later(on: date, months: int) -> date:
    """The first day of the month so many months on."""
    count = on.year * 12 + on.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
