"""Moving an appointment to another time, by its host or its participant."""

from datetime import datetime, timedelta

from pinmycal.booking.announcing import announce
from pinmycal.booking.errors import AlreadyCancelled, AlreadyOver, TypeClosed
from pinmycal.booking.limits import check_move
from pinmycal.booking.listing import is_bookable, refusal
from pinmycal.booking.locking import lock_calendar
from pinmycal.booking.making import flush_slot
from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind


@transactional
def move(appointment: Appointment, starts_at: datetime, now: datetime) -> Appointment:
    """Move it; moving to where it already is changes nothing. Its length is the type's.

    Raises AlreadyCancelled, AlreadyOver, TypeClosed, SlotTaken, NotOffered, TooOften, or
    database.Conflict; on each of these the old time stands.
    """
    appointment_id, host_id = appointment.id, appointment.host_id
    lock_calendar(host_id)
    current = db.session.get_one(Appointment, appointment_id, populate_existing=True)
    if current.is_cancelled:
        raise AlreadyCancelled
    if current.ends_at <= now:
        raise AlreadyOver
    if current.starts_at == starts_at:
        return current
    offer = current.appointment_type
    if offer is None:
        raise TypeClosed
    if not is_bookable(offer, starts_at, now, moving=current):
        raise refusal(offer, starts_at, now)
    check_move(current, now)
    current.starts_at, current.ends_at = starts_at, starts_at + timedelta(minutes=offer.duration)
    current.no_show = False  # he may yet come
    current.sequence += 1
    current.due_at = now
    flush_slot()
    announce(current, Kind.MOVE, now)
    return current
