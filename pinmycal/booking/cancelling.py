"""Cancelling an appointment, by its host or its participant; or all that a host has."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select

from pinmycal.booking.announcing import announce
from pinmycal.booking.errors import AlreadyOver
from pinmycal.booking.locking import lock_calendar
from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind
from pinmycal.models.appointment import CANCELLED, CONFIRMED


@transactional
def cancel(appointment: Appointment, by: str, reason: str, now: datetime) -> Appointment:
    """Cancel it; the slot is free again with the commit. Cancelling twice changes nothing.

    `by` is "host" or "participant". Raises AlreadyOver, or database.Conflict.
    """
    appointment_id, host_id = appointment.id, appointment.host_id
    lock_calendar(host_id)
    current = db.session.get_one(Appointment, appointment_id, populate_existing=True)
    if current.is_cancelled:
        return current
    if current.ends_at <= now:
        raise AlreadyOver
    current.status = CANCELLED
    current.cancelled_by, current.cancel_reason = by, reason
    current.sequence += 1
    announce(current, Kind.CANCELLATION, now)
    current.due_at = now
    return current


def cancel_coming(host_id: int, reason: str, now: datetime) -> None:
    """Cancel whatever a host has to come, one after the other: what is done stays done.

    Raises database.Conflict.
    """
    coming = select(Appointment).where(
        Appointment.host_id == host_id,
        Appointment.status == CONFIRMED,
        Appointment.is_ahead(now),
    )
    for appointment in db.session.scalars(coming).all():
        with suppress(AlreadyOver):
            cancel(appointment, "host", reason, now)
