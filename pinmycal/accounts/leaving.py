"""Deleting an account: all at once, so that no job finds anything to do."""

from datetime import datetime

from sqlalchemy import delete, func, select

from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Appointment, Host
from pinmycal.models.appointment import CANCELLED, CONFIRMED


class StillExpected(Exception):
    """People count on appointments with this host, or are about to be told that they are cancelled,
    and he has not said that he knows."""


def count_coming(host_id: int, now: datetime) -> int:
    """Appointments that stand and are not over."""
    coming = (
        Appointment.host_id == host_id,
        Appointment.status == CONFIRMED,
        Appointment.is_ahead(now),
    )
    return db.session.scalar(select(func.count()).select_from(Appointment).where(*coming)) or 0


def count_untold(host_id: int, now: datetime) -> int:
    """Coming appointments that are cancelled, and not settled yet: somebody waits for the mail, or
    the Zoom meeting is there still."""
    untold = (
        Appointment.host_id == host_id,
        Appointment.status == CANCELLED,
        Appointment.is_ahead(now),
        Appointment.due_at.is_not(None),
    )
    return db.session.scalar(select(func.count()).select_from(Appointment).where(*untold)) or 0


@transactional
def delete_host(host_id: int, nobody_is_told: bool, now: datetime) -> None:
    """Everything of his goes with his row. No mail, no call to Zoom. Raises StillExpected.

    Whoever is booking just now waits for this lock, and finds the host gone.
    """
    db.session.execute(select(Host.id).where(Host.id == host_id).with_for_update())
    if not nobody_is_told and (count_coming(host_id, now) or count_untold(host_id, now)):
        raise StillExpected
    db.session.execute(delete(Host).where(Host.id == host_id))
