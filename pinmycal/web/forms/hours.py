"""Hours as they are typed, for a week and for a date, and what they mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 — a field below has the name

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from pinmycal.models import Schedule, WeeklyHours
from pinmycal.times import parse_date
from pinmycal.web.forms.base import is_refused
from pinmycal.web.forms.stored import VERSION
from pinmycal.web.reader import hour12
from pinmycal.wording import wall_clock, weekday_names

DAYS = range(7)  # Monday first
ROWS_A_DAY = 6
ROWS_A_DATE, MOST_A_DATE = 3, 12  # shown, understood
MIDNIGHT = 24 * 60
_CLOCK = re.compile(r"(\d\d):([0-5]\d)(?::00(?:\.0+)?)?", re.ASCII)

Range = tuple[int, int]
"""Minutes from midnight; an end beyond 1440 is on the next day."""


@dataclass
class Row:
    """One range as typed: "09:00" and "17:00", either may be empty; `drop` takes it away."""

    start: str = ""
    end: str = ""
    drop: bool = False
    error: str = ""
    next_day: bool = False

    @classmethod
    def of(cls, start: int, end: int) -> "Row":
        """As it was saved."""
        return cls(clock_of(start), clock_of(end), next_day=end > MIDNIGHT)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed: room for one range more."""
        return not (self.start or self.end)

    def read(self) -> Range | None:
        """What it means; nothing where it is empty or wrong, and then `error` says how."""
        if self.is_blank or self.drop:
            return None
        try:
            meant = read_range(self.start, self.end)
        except ValueError as error:
            self.error = str(error)
            return None
        self.next_day = meant[1] > MIDNIGHT
        return meant


@dataclass
class WeekForm:
    """The week as typed; `ranges` (weekday, start, end) is its meaning once `validate` said yes."""

    days: list[list[Row]]
    ranges: list[tuple[int, int, int]] = field(default_factory=list)
    made_from: str = ""  # a version, see forms.stored

    @classmethod
    def read(cls, form: MultiDict[str, str]) -> "WeekForm":
        """From fields named start-0-0, end-0-0 (weekday, row)."""
        days = [_rows(form, f"-{day}", ROWS_A_DAY) for day in DAYS]
        made_from = form.get(VERSION, "")
        return cls([_with_room(rows, ROWS_A_DAY) for rows in days], made_from=made_from)

    @classmethod
    def of(cls, saved: Iterable[WeeklyHours]) -> "WeekForm":
        """As it was saved, with room for more."""
        days: list[list[Row]] = [[] for _day in DAYS]
        for hours in saved:
            days[hours.weekday].append(Row.of(hours.start_minute, hours.end_minute))
        return cls([_with_room(rows, ROWS_A_DAY) for rows in days])

    def copy(self, source: int, targets: Iterable[int]) -> None:
        """Give other weekdays what is typed for one."""
        for day in targets:
            self.days[day] = [Row(row.start, row.end, row.drop) for row in self.days[source]]

    def validate(self) -> bool:
        """Fill `ranges`, or say in each bad row what is wrong."""
        self.ranges = [
            (weekday, *meant) for weekday, rows in enumerate(self.days) for meant in _meaning(rows)
        ]
        return not (self.problems or is_refused())

    @property
    def problems(self) -> list[str]:
        """What is wrong, each with its weekday."""
        return [
            f"{name}: {row.error}"
            for name, rows in zip(weekday_names(), self.days, strict=True)
            for row in rows
            if row.error
        ]


@dataclass
class DateForm:
    """One date: other hours, or none."""

    date: str = ""
    rows: list[Row] = field(default_factory=lambda: [Row() for _row in range(ROWS_A_DATE)])
    error: str = ""
    on: Date | None = None
    ranges: list[Range] = field(default_factory=list)
    made_from: str = ""  # a version, see forms.stored

    @classmethod
    def read(cls, form: MultiDict[str, str]) -> "DateForm":
        """From the fields date, start-0, end-0, start-1…; `closed` empties the day."""
        rows = [] if form.get("closed") else _rows(form, "", MOST_A_DATE)
        rows = _with_room(rows, MOST_A_DATE, ROWS_A_DATE)
        return cls(form.get("date", ""), rows, made_from=form.get(VERSION, ""))

    @classmethod
    def of(cls, on: Date, schedule: Schedule) -> "DateForm":
        """A date as it is, to be changed: by what was saved for it, else by its weekday."""
        own = [row for row in schedule.overrides if row.date == on]
        as_ever = [row for row in schedule.weekly_hours if row.weekday == on.weekday()]
        rows = [
            Row.of(row.start_minute, row.end_minute)
            for row in own or as_ever
            if row.start_minute is not None and row.end_minute is not None
        ]
        return cls(on.isoformat(), _with_room(rows, MOST_A_DATE, ROWS_A_DATE), on=on)

    def validate(self) -> bool:
        """Fill `on` and `ranges`; without times the date is closed."""
        try:
            self.on = parse_date(self.date)
        except ValueError:
            self.error = _("Choose a date.")
        self.ranges = _meaning(self.rows)
        wrong = self.error or any(row.error for row in self.rows)
        return not (wrong or is_refused())


def read_range(start: str, end: str) -> Range:
    """What two clocks mean: an end before the start is on the next day.

    An end of 00:00 or 24:00 is the end of the day. Raises ValueError.
    """
    first, last = _minutes(start), _minutes(end) or MIDNIGHT
    if first == MIDNIGHT:
        raise ValueError(_("A day begins at 00:00."))
    if first == last:
        raise ValueError(_("Start and end are the same."))
    return first, last if last > first else last + MIDNIGHT


def clock_of(minutes: int) -> str:
    """09:00 of 540; the end of the day is 00:00, as a time input wants it."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def range_words(start: int, end: int) -> str:
    """09:00 – 17:00, or 22:00 – 02:00 the next day, on the clock that the reader has."""
    said = f"{_spoken(start)} – {_spoken(end)}"
    return str(_("%(hours)s the next day", hours=said)) if end > MIDNIGHT else said


def in_words(rows: Iterable[Row]) -> str:
    """The hours of a day, or that it has none."""
    ranges = sorted(_meaning(Row(row.start, row.end, row.drop) for row in rows))
    return ", ".join(range_words(*each) for each in ranges) or str(_("Closed"))


def _spoken(minutes: int) -> str:
    return wall_clock(*divmod(minutes % MIDNIGHT, 60), hour12())


def _meaning(rows: Iterable[Row]) -> list[Range]:
    """The ranges of one day. A row that overlaps an earlier one says so; touching is fine."""
    ranges: list[Range] = []
    for row in rows:
        meant = row.read()
        if meant is None:
            continue
        others = [each for each in ranges if each[0] < meant[1] and meant[0] < each[1]]
        if others:
            row.error = _("This overlaps %(hours)s.", hours=range_words(*others[0]))
        else:
            ranges.append(meant)
    return ranges


def _rows(form: MultiDict[str, str], of: str, most: int) -> list[Row]:
    return [
        Row(
            form.get(f"start{of}-{row}", ""),
            form.get(f"end{of}-{row}", ""),
            f"drop{of}-{row}" in form,
        )
        for row in range(most)
        if f"start{of}-{row}" in form
    ]


def _with_room(rows: list[Row], most: int, least: int = 0) -> list[Row]:
    """With a blank row at least, and two where nothing else is, so that a break has its place."""
    wanted = 1 if any(not row.is_blank for row in rows) else 2
    missing = max(wanted - sum(row.is_blank for row in rows), least - len(rows), 0)
    return [*rows, *(Row() for _row in range(missing))][: max(most, len(rows))]


def _minutes(clock: str) -> int:
    """Some browsers send the seconds too, which are always none."""
    read = _CLOCK.fullmatch(clock)
    minutes = int(read[1]) * 60 + int(read[2]) if read else None
    if minutes is None or minutes > MIDNIGHT:
        raise ValueError(_("Write both times like 09:00 and 17:00."))
    return minutes
