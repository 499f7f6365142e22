"""The rows of a list under words for their days: today, this week, later; or for their months."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

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

    @property
    def is_one_day(self) -> bool:
        """Whether its words say the day already."""
        return self.words.endswith(self.days[0].words)


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
    return [Stretch(words, [day for _, day in those]) for words, those in stretches]


def by_month(rows: Sequence[Row], zone: str) -> list[Stretch]:
    """In the order of the rows: for lists that go backwards from whenever."""
    months = groupby(rows, lambda row: month_of(local(row.appointment.starts_at, zone).date()))
    return [Stretch(words, _days(those, zone)) for words, those in months]


def _days(rows: Iterable[Row], zone: str) -> list[Day]:
    days = groupby(rows, lambda row: local(row.appointment.starts_at, zone).date())
    return [Day(short_date(on), list(those)) for on, those in days]


def _stretch(on: date, today: date, week_start: int) -> str:
    near = {today - DAY: "Yesterday", today: "Today", today + DAY: "Tomorrow"}
    if on in near:
        return f"{near[on]}, {_words(on, today)}"
    if on < today:
        return "Earlier"
    return "This week" if week_of(on, week_start) == week_of(today, week_start) else "Later"


def _words(on: date, today: date) -> str:
    return short_date(on) if on.year == today.year else long_date(on)
