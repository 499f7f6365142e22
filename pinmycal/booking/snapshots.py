"""A host's whole availability as plain values, and back."""

from datetime import date
from typing import Any

from sqlalchemy import select

from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Away, DateOverride, Host, Schedule, WeeklyHours

Values = dict[str, Any]


def snapshot(host_id: int) -> Values:
    """What JSON can hold of the hours, the dates and the days away; schedules in order."""
    host = db.session.get_one(Host, host_id)
    return {
        "week_start": host.week_start,
        "schedules": [_values(schedule) for schedule in _schedules(host_id)],
        "away": [
            [away.first.isoformat(), away.last.isoformat(), away.zone, away.name]
            for away in host.away
        ],
    }


def restore(host_id: int, before: Values) -> None:
    """Make the rows say this again.

    A schedule that came later goes, unless an appointment type has begun to use it.
    """
    host = db.session.get_one(Host, host_id)
    host.week_start = before["week_start"]
    host.away = [_away(*values) for values in before["away"]]
    there = {schedule.id: schedule for schedule in _schedules(host_id)}
    for position, values in enumerate(before["schedules"]):
        # A deleted one comes back under a new id: nothing used it, and its own may be taken.
        schedule = there.get(values["id"]) or Schedule(host_id=host_id)
        schedule.position = position
        _fill(schedule, values)
    for later in there.keys() - {values["id"] for values in before["schedules"]}:
        if not _is_used(there[later]):
            db.session.delete(there[later])


def _schedules(host_id: int) -> list[Schedule]:
    mine = select(Schedule).where(Schedule.host_id == host_id)
    return list(db.session.scalars(mine.order_by(Schedule.position, Schedule.id)))


def _values(schedule: Schedule) -> Values:
    return {
        "id": schedule.id,
        "name": schedule.name,
        "weekly": [
            [hours.weekday, hours.start_minute, hours.end_minute] for hours in schedule.weekly_hours
        ],
        "overrides": [
            [row.date.isoformat(), row.start_minute, row.end_minute] for row in schedule.overrides
        ],
    }


def _fill(schedule: Schedule, values: Values) -> None:
    schedule.name = values["name"]
    schedule.weekly_hours = [
        WeeklyHours(weekday=weekday, start_minute=start, end_minute=end)
        for weekday, start, end in values["weekly"]
    ]
    schedule.overrides = [
        DateOverride(date=date.fromisoformat(on), start_minute=start, end_minute=end)
        for on, start, end in values["overrides"]
    ]
    db.session.add(schedule)


def _away(first: str, last: str, zone: str | None, name: str) -> Away:
    return Away(
        first=date.fromisoformat(first), last=date.fromisoformat(last), zone=zone, name=name
    )


def _is_used(schedule: Schedule) -> bool:
    using = select(AppointmentType.id).where(AppointmentType.schedule_id == schedule.id)
    return db.session.scalar(using.limit(1)) is not None
