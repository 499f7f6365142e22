"""Changing when a host can be booked: one change at a time, each with one step back."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from pinmycal.booking.locking import lock_calendar
from pinmycal.booking.snapshots import restore, snapshot
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Schedule, UndoStep


class NothingToUndo(Exception):
    """The step back is gone: it was taken, or something else was changed since."""


class StillUsed(Exception):
    """The schedule cannot go: appointment types use it, or it is the last. `args` are titles."""


def schedules_of(host_id: int) -> list[Schedule]:
    """All of a host's, the default first. Three queries."""
    found = db.session.scalars(
        select(Schedule)
        .where(Schedule.host_id == host_id)
        .order_by(Schedule.position, Schedule.id)
        .options(selectinload(Schedule.weekly_hours), selectinload(Schedule.overrides))
    )
    return list(found)


@contextmanager
def changing(host_id: int, change: str) -> Iterator[str]:
    """One transaction that changes a host's availability; gives the token of its step back.

    `change` says in words what is done. Rows that were read before must be read anew inside.
    """
    with writing():
        lock_calendar(host_id)
        step = UndoStep(host_id=host_id, change=change, token=secrets.token_hex(12))
        step.before = snapshot(host_id)
        db.session.execute(delete(UndoStep).where(UndoStep.host_id == host_id))
        db.session.add(step)
        yield step.token


def undo(host_id: int, token: str) -> str:
    """Make the availability what it was before the last change; says which change that was.

    Raises NothingToUndo.
    """
    with writing():
        lock_calendar(host_id)
        mine = (UndoStep.host_id == host_id, UndoStep.token == token)
        step = db.session.scalar(select(UndoStep).where(*mine))
        if step is None:
            raise NothingToUndo
        restore(host_id, step.before)
        db.session.delete(step)
        return step.change


def delete_schedule(schedule: Schedule, change: str) -> str:
    """Delete a schedule that nothing needs; gives the token of the step back. Raises StillUsed."""
    schedule_id, host_id = schedule.id, schedule.host_id
    with changing(host_id, change) as token:
        others = select(Schedule.id).where(Schedule.host_id == host_id, Schedule.id != schedule_id)
        titles = types_that_use(schedule_id)
        if titles or db.session.scalar(others.limit(1)) is None:
            raise StillUsed(*titles)
        db.session.delete(db.session.get_one(Schedule, schedule_id))
    return token


def types_that_use(schedule_id: int) -> list[str]:
    """The titles of the appointment types that a schedule is for."""
    titles = select(AppointmentType.title).where(AppointmentType.schedule_id == schedule_id)
    return list(db.session.scalars(titles.order_by(AppointmentType.id)))
