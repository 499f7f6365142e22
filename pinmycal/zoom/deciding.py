"""What a host decides after he changed or deleted a meeting inside Zoom."""

from datetime import datetime

from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Appointment
from pinmycal.models.zoom import ABSENT, DELETED


@transactional
def put_back(appointment: Appointment, now: datetime) -> Appointment:
    """Our time is the right one: settle will give it to Zoom again."""
    current = db.session.get_one(Appointment, appointment.id, populate_existing=True)
    meeting = current.zoom_meeting
    if meeting is not None and meeting.seen_starts_at is not None:
        meeting.starts_at, meeting.minutes = meeting.seen_starts_at, meeting.seen_minutes
        meeting.seen_starts_at = meeting.seen_minutes = None
        current.due_at = now
    return current


@transactional
def make_anew(appointment: Appointment, now: datetime) -> Appointment:
    """The meeting that was deleted inside Zoom shall have a successor, with a link of its own."""
    current = db.session.get_one(Appointment, appointment.id, populate_existing=True)
    meeting = current.zoom_meeting
    if meeting is not None and meeting.state == DELETED:
        meeting.state = ABSENT
        current.due_at = now
    return current


@transactional
def try_again(host_id: int, now: datetime) -> None:
    """Do not wait any longer for what failed."""
    waiting = db.session.scalars(
        db.select(Appointment).where(
            Appointment.host_id == host_id,
            Appointment.ends_at > now,
            Appointment.due_at.is_not(None),
        )
    )
    for appointment in waiting:
        appointment.due_at = now
        if appointment.zoom_meeting is not None:
            appointment.zoom_meeting.retry_at = None
