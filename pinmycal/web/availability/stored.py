"""The versions of what the availability page changes, and what its forms would change of it."""

from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from pinmycal.extensions import db
from pinmycal.models import Away, DateOverride, Schedule, WeeklyHours
from pinmycal.web.forms.hours import DateForm, Row, WeekForm, in_words
from pinmycal.web.forms.stored import Difference, Stored, version_of
from pinmycal.wording import short_date, weekday_names


def week_version(week: WeekForm) -> str:
    """Of the hours in a form."""
    return version_of([in_words(rows) for rows in week.days])


def week_now(schedule_id: int, typed: WeekForm) -> Stored:
    """What is stored, read anew, and the weekdays that would be others."""
    of_schedule = select(WeeklyHours).where(WeeklyHours.schedule_id == schedule_id)
    ordered = of_schedule.order_by(WeeklyHours.weekday, WeeklyHours.start_minute)
    stored = WeekForm.of(db.session.scalars(ordered))
    days = zip(weekday_names(), stored.days, typed.days, strict=True)
    said = [Difference(name, in_words(now), in_words(new)) for name, now, new in days]
    return Stored(week_version(stored), [each for each in said if each.stored != each.typed])


def date_version(schedule: Schedule, on: date | None) -> str:
    """Of the date that a form is for, and of all, in case another date is typed."""
    return date_version_of(list(schedule.overrides), on)


def date_version_of(own: list[DateOverride], on: date | None) -> str:
    """The same, from rows."""
    return f"{on or ''}.{_version_of_date(own, on)}.{_version_of_date(own)}"


def date_now(schedule_id: int, typed: DateForm, made_from: str) -> Stored:
    """What is stored for the date that was typed. A form for another date knew it from the list."""
    own, on = _overrides(schedule_id), typed.on
    looked_at, *versions = made_from.split(".")
    now = _version_of_date(own, on if looked_at == str(on) else None)
    before, after = _words_of_date(own, on), in_words(typed.rows)
    said = [Difference(short_date(on), before, after)] if on and before != after else []
    return Stored(made_from if now in versions else date_version_of(own, on), said)


def date_deleted(schedule_id: int, on: date) -> Stored:
    """What is stored for a date that would follow the weekly hours again."""
    own = _overrides(schedule_id)
    gone = Difference(short_date(on), _words_of_date(own, on), _("The weekly hours"))
    return Stored(_version_of_date(own, on), [gone])


def version_of_dates(schedule: Schedule) -> Callable[[str], str]:
    """For the list of dates: the version of each, by its ISO form."""
    return lambda on: _version_of_date(list(schedule.overrides), date.fromisoformat(str(on)))


def away_version(away: Away) -> str:
    """Of time off or a journey."""
    return version_of([away.first, away.last, away.zone, away.name])


def away_deleted(away_id: int) -> Stored:
    """Time off that would go; where it is gone already, nothing would change."""
    away = db.session.get(Away, away_id)
    if away is None:
        return Stored("", [])
    days = f"{short_date(away.first)} – {short_date(away.last)}"
    gone = Difference(away.name or _("Days away"), days, _("Removed"))
    return Stored(away_version(away), [gone])


def schedule_version(schedule: Schedule) -> str:
    """Of all that goes with it."""
    dates = sorted({row.date for row in schedule.overrides})
    each = [(on, _words_of_date(list(schedule.overrides), on)) for on in dates]
    return version_of([schedule.name, week_version(WeekForm.of(schedule.weekly_hours)), each])


def schedule_deleted(schedule_id: int) -> Stored:
    """A schedule that would go."""
    schedule = db.session.get_one(Schedule, schedule_id)
    gone = Difference(_("Schedule"), schedule.name, _("Deleted"))
    return Stored(schedule_version(schedule), [gone])


def _overrides(schedule_id: int) -> list[DateOverride]:
    of_schedule = select(DateOverride).where(DateOverride.schedule_id == schedule_id)
    return list(
        db.session.scalars(of_schedule.order_by(DateOverride.date, DateOverride.start_minute))
    )


def _version_of_date(own: list[DateOverride], on: date | None = None) -> str:
    rows = [(row.date, row.start_minute, row.end_minute) for row in own if on in (None, row.date)]
    return version_of(sorted(rows, key=str))


def _words_of_date(own: list[DateOverride], on: date | None) -> str:
    there = [row for row in own if row.date == on]
    if not there:
        return str(_("The weekly hours"))
    ranges = [(row.start_minute, row.end_minute) for row in there]
    return in_words([Row.of(*each) for each in ranges if None not in each])  # type: ignore[arg-type]
