"""Hours as they are typed, for a week and for a date, and what they mean."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 — a field below has the name

from werkzeug.datastructures import MultiDict

from pinmycal.models import DateOverride, WeeklyHours
from pinmycal.times import parse_date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ROWS_A_DAY = 6
ROWS_A_DATE, MOST_A_DATE = 3, 12  # shown, understood
MIDNIGHT = 24 * 60

Range = tuple[int, int]
"""Minutes from midnight; an end beyond 1440 is on the next day."""


@dataclass
class Row:
    """One range as typed: "09:00" and "17:00", either may be empty."""

    start: str = ""
    end: str = ""
    error: str = ""
    next_day: bool = False

    @classmethod
    def of(cls, start: int, end: int) -> "Row":
        """As it was saved."""
        return cls(clock_of(start), clock_of(end), next_day=end > MIDNIGHT)

    def read(self) -> Range | None:
        """What it means; nothing where it is empty or wrong, and then `error` says how."""
        if not (self.start or self.end):
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

    @classmethod
    def read(cls, form: MultiDict[str, str]) -> "WeekForm":
        """From fields named start-0-0, end-0-0 (weekday, row)."""
        return cls([_rows(form, f"-{day}", ROWS_A_DAY) for day in range(7)])

    @classmethod
    def of(cls, saved: Iterable[WeeklyHours]) -> "WeekForm":
        """As it was saved, with one empty row more where there is room."""
        days: list[list[Row]] = [[] for _ in WEEKDAYS]
        for hours in saved:
            days[hours.weekday].append(Row.of(hours.start_minute, hours.end_minute))
        return cls([[*rows, Row()] if len(rows) < ROWS_A_DAY else rows for rows in days])

    def copy(self, source: int, targets: Iterable[int]) -> None:
        """Give other weekdays what is typed for one."""
        for day in targets:
            self.days[day] = [Row(row.start, row.end) for row in self.days[source]]

    def validate(self) -> bool:
        """Fill `ranges`, or say in each bad row what is wrong."""
        for weekday, rows in enumerate(self.days):
            for row in rows:
                if meant := row.read():
                    self.ranges.append((weekday, *meant))
        return not self.problems

    @property
    def problems(self) -> list[str]:
        """What is wrong, each with its weekday."""
        return [
            f"{name}: {row.error}"
            for name, rows in zip(WEEKDAYS, self.days, strict=True)
            for row in rows
            if row.error
        ]


@dataclass
class DateForm:
    """One date: other hours, or none."""

    date: str = ""
    rows: list[Row] = field(default_factory=lambda: [Row() for _ in range(ROWS_A_DATE)])
    error: str = ""
    on: Date | None = None
    ranges: list[Range] = field(default_factory=list)

    @classmethod
    def read(cls, form: MultiDict[str, str]) -> "DateForm":
        """From the fields date, start-0, end-0, start-1…"""
        return cls(form.get("date", ""), _rows(form, "", MOST_A_DATE))

    @classmethod
    def of(cls, date: str, saved: Iterable[DateOverride]) -> "DateForm":
        """A date as it was saved, to be changed."""
        mine = [row for row in saved if row.date.isoformat() == date]
        rows = [
            Row.of(row.start_minute, row.end_minute)
            for row in mine
            if row.start_minute is not None and row.end_minute is not None
        ]
        blanks = [Row() for _ in range(ROWS_A_DATE - len(rows))]
        return cls(date if mine else "", [*rows, *blanks])

    def validate(self) -> bool:
        """Fill `on` and `ranges`; without times the date is closed."""
        try:
            self.on = parse_date(self.date)
        except ValueError:
            self.error = "Choose a date."
        self.ranges = [meant for row in self.rows if (meant := row.read())]
        return not (self.error or any(row.error for row in self.rows))


def read_range(start: str, end: str) -> Range:
    """What two clocks mean: an end before the start is on the next day.

    An end of 00:00 or 24:00 is the end of the day. Raises ValueError.
    """
    first, last = _minutes(start), _minutes(end) or MIDNIGHT
    if first == MIDNIGHT:
        raise ValueError("A day begins at 00:00.")
    if first == last:
        raise ValueError("Start and end are the same.")
    return first, last if last > first else last + MIDNIGHT


def clock_of(minutes: int) -> str:
    """09:00 of 540; the end of the day is 00:00, as a time input wants it."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def range_words(start: int, end: int) -> str:
    """09:00 – 17:00, or 22:00 – 02:00 the next day."""
    return f"{clock_of(start)} – {clock_of(end)}{' the next day' if end > MIDNIGHT else ''}"


def _rows(form: MultiDict[str, str], of: str, most: int) -> list[Row]:
    return [
        Row(form.get(f"start{of}-{row}", ""), form.get(f"end{of}-{row}", ""))
        for row in range(most)
        if f"start{of}-{row}" in form
    ]


def _minutes(clock: str) -> int:
    hours, colon, minutes = clock.partition(":")
    plausible = colon and hours.isdecimal() and minutes.isdecimal() and len(clock) == 5
    if not plausible or int(minutes) > 59 or int(hours) * 60 + int(minutes) > MIDNIGHT:
        raise ValueError("Write both times like 09:00 and 17:00.")
    return int(hours) * 60 + int(minutes)
