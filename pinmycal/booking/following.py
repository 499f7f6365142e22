"""Taking over a time that the host chose inside Zoom."""

from datetime import datetime, timedelta

from pinmycal.booking.announcing import announce
from pinmycal.booking.errors import AlreadyCancelled
from pinmycal.booking.locking import lock_calendar
from pinmycal.booking.making import flush_slot
from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind


@transactional
def follow_zoom(appointment: Appointment, now: datetime) -> Appointment:
    """Move the appointment to the time that its Zoom meeting has, and tell everyone.

    The host chose it himself, so hours and notice do not count; another appointment does. Raises
    AlreadyCancelled, SlotTaken, or database.Conflict.
    """
    appointment_id, host_id = appointment.id, appointment.host_id
    lock_calendar(host_id)
    current = db.session.get_one(Appointment, appointment_id, populate_existing=True)
    meeting = current.zoom_meeting
    if current.is_cancelled:
        raise AlreadyCancelled
    if meeting is None or meeting.seen is None:
        return current
    time = meeting.seen
    current.starts_at = time.starts_at
    current.ends_at = time.starts_at + timedelta(minutes=time.minutes)
    meeting.agree(time, now, meeting.looks_asked)
    current.no_show = False  # they may yet come
    current.sequence += 1
    current.due_at = now
    flush_slot()
    announce(current, Kind.MOVE, now)
    return current
