"""Weekly hours and dates that differ, as the availability page sends them."""

from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 — a field below has the name

from werkzeug.datastructures import MultiDict

from pinmycal.times import parse_date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ROWS_A_DAY = 6
MIDNIGHT = 24 * 60


@dataclass
class Row:
    """One range as typed: "09:00" and "17:00", either may be empty."""

    start: str = ""
    end: str = ""
    error: str = ""


@dataclass
class WeekForm:
    """The week as typed; `ranges` is what it means once `validate` said yes."""

    days: list[list[Row]]
    ranges: list[tuple[int, int, int]] = field(default_factory=list)

    @classmethod
    def read(cls, form: MultiDict[str, str]) -> "WeekForm":
        """From fields named start-0-0, end-0-0 (weekday, row)."""
        return cls(
            [
                [
                    Row(form.get(f"start-{day}-{row}", ""), form.get(f"end-{day}-{row}", ""))
                    for row in range(ROWS_A_DAY)
                    if f"start-{day}-{row}" in form
                ]
                for day in range(7)
            ]
        )

    def validate(self) -> bool:
        """Fill `ranges`, or say in each bad row what is wrong."""
        for weekday, rows in enumerate(self.days):
            for row in rows:
                if row.start or row.end:
                    self._read(weekday, row)
        return not any(row.error for rows in self.days for row in rows)

    def _read(self, weekday: int, row: Row) -> None:
        try:
            start, end = read_range(row.start, row.end)
        except ValueError as error:
            row.error = str(error)
            return
        self.ranges.append((weekday, start, end))


@dataclass
class OverrideForm:
    """One date: other hours, or none."""

    date: str = ""
    start: str = ""
    end: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    on: Date | None = None
    range: tuple[int, int] | None = None

    @classmethod
    def read(cls, form: MultiDict[str, str]) -> "OverrideForm":
        """From the fields date, start and end."""
        return cls(form.get("date", ""), form.get("start", ""), form.get("end", ""))

    def validate(self) -> bool:
        """Fill `on` and `range`; without times the date is closed."""
        try:
            self.on = parse_date(self.date)
        except ValueError:
            self.errors["date"] = "Choose a date."
        if self.start or self.end:
            try:
                self.range = read_range(self.start, self.end)
            except ValueError as error:
                self.errors["start"] = str(error)
        return not self.errors


def read_range(start: str, end: str) -> tuple[int, int]:
    """Minutes from midnight; an end of 00:00 or 24:00 is the end of the day. Raises ValueError."""
    first, last = _minutes(start), _minutes(end) or MIDNIGHT
    if first >= last:
        raise ValueError("The end must come after the start.")
    return first, last


def _minutes(clock: str) -> int:
    hours, colon, minutes = clock.partition(":")
    plausible = colon and hours.isdecimal() and minutes.isdecimal() and len(clock) == 5
    if not plausible or int(minutes) > 59 or int(hours) * 60 + int(minutes) > MIDNIGHT:
        raise ValueError("Write both times like 09:00 and 17:00.")
    return int(hours) * 60 + int(minutes)


def clock_of(minutes: int) -> str:
    """09:00 of 540; the end of the day is 00:00, as a time input wants it."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
