"""The rows of a list under words for their days: today, this week, later; or for their months."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import pgettext

from pinmycal.times import local
from pinmycal.web.dashboard.agenda import Row
from pinmycal.wording import long_date, month_of, short_date

DAY = timedelta(days=1)
WEEK = 7


@dataclass(frozen=True)
class Day:
    """One date of the host's."""

    words: str
    rows: list[Row]


@dataclass(frozen=True)
class Stretch:
    """Days next to each other, such as this week; or one that has a name of its own."""

    words: str
    days: list[Day]
    is_one_day: bool = False  # its words say the day already


def week_of(on: date, week_start: int) -> date:
    """The date that begins the week; 0 is Monday."""
    return on - timedelta(days=(on.weekday() - week_start) % WEEK)


def by_stretch(rows: Sequence[Row], zone: str, week_start: int, now: datetime) -> list[Stretch]:
    """In the order of the rows."""
    today = local(now, zone).date()
    days = [
        (on, Day(_words(on, today), list(those)))
        for on, those in groupby(rows, lambda row: local(row.appointment.starts_at, zone).date())
    ]
    stretches = groupby(days, lambda each: _stretch(each[0], today, week_start))
    return [
        Stretch(words, [day for _on, day in those], is_one_day)
        for (words, is_one_day), those in stretches
    ]


def by_month(rows: Sequence[Row], zone: str) -> list[Stretch]:
    """In the order of the rows: for lists that go backwards from whenever."""
    months = groupby(rows, lambda row: month_of(local(row.appointment.starts_at, zone).date()))
    return [Stretch(words, _days(those, zone)) for words, those in months]


def _days(rows: Iterable[Row], zone: str) -> list[Day]:
    days = groupby(rows, lambda row: local(row.appointment.starts_at, zone).date())
    return [Day(short_date(on), list(those)) for on, those in days]


def _stretch(on: date, today: date, week_start: int) -> tuple[str, bool]:
    """Its words, and whether they are those of a single day."""
    if abs(on - today) <= DAY:
        return _near(on, today), True
    if on < today:
        return pgettext("days", "Earlier"), False
    is_now = week_of(on, week_start) == week_of(today, week_start)
    return _("This week") if is_now else pgettext("days", "Later"), False


def _near(on: date, today: date) -> str:
    day = _words(on, today)
    said: str
    if on == today:
        said = _("Today, %(day)s", day=day)
    else:
        said = _("Tomorrow, %(day)s", day=day) if on > today else _("Yesterday, %(day)s", day=day)
    return said


def _words(on: date, today: date) -> str:
    return short_date(on) if on.year == today.year else long_date(on)
