"""How many of each thing a host may have: far more than anyone needs, and few enough that pages and
calendars stay quick."""

from sqlalchemy import ColumnElement, func, select

from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Away, DateOverride, Schedule

MOST_TYPES, MOST_SCHEDULES, MOST_AWAY, MOST_DATES = 100, 30, 200, 1000


class TooMany(Exception):
    """There are as many already as there may be."""


def room_for_type(host_id: int) -> None:
    """For one more, while the host's calendar is locked, as for all below. Raises TooMany."""
    _room(MOST_TYPES, AppointmentType.host_id == host_id)


def room_for_schedule(host_id: int) -> None:
    """Raises TooMany."""
    _room(MOST_SCHEDULES, Schedule.host_id == host_id)


def room_for_away(host_id: int) -> None:
    """Raises TooMany."""
    _room(MOST_AWAY, Away.host_id == host_id)


def room_for_date(schedule_id: int) -> None:
    """For hours on a date that has none of its own yet. Raises TooMany."""
    dates = select(func.count(DateOverride.date.distinct()))
    if (db.session.scalar(dates.where(DateOverride.schedule_id == schedule_id)) or 0) >= MOST_DATES:
        raise TooMany


def _room(most: int, mine: ColumnElement[bool]) -> None:
    if (db.session.scalar(select(func.count()).where(mine)) or 0) >= most:
        raise TooMany
