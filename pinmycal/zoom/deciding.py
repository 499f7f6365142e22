"""What a host decides after they changed or deleted a meeting inside Zoom."""

from datetime import datetime

from sqlalchemy import or_, select

from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Appointment, ZoomMeeting


@transactional
def put_back(appointment: Appointment, now: datetime) -> Appointment:
    """Our time is the right one: settle will give it to Zoom again."""
    current = locked(appointment.id)
    if current.zoom_meeting is not None and current.zoom_meeting.put_back():
        current.due_at = now
    return current


@transactional
def make_anew(appointment: Appointment, now: datetime) -> Appointment:
    """The meeting that was deleted inside Zoom shall have a successor, with a link of its own."""
    current = locked(appointment.id)
    if current.zoom_meeting is not None and current.zoom_meeting.make_anew():
        current.due_at = now
    return current


@transactional
def ask_again(appointment: Appointment, now: datetime) -> Appointment:
    """Ask Zoom once more for what it refused for this appointment, or what it waits for."""
    current = locked(appointment.id)
    if current.zoom_meeting is not None:
        current.zoom_meeting.try_again()
        current.due_at = now
    return current


@transactional
def try_again(host_id: int, now: datetime) -> None:
    """Do not wait any longer for what failed, and ask once more for what was refused."""
    waiting = db.session.scalars(
        select(Appointment)
        .outerjoin(Appointment.zoom_meeting)
        .where(
            Appointment.host_id == host_id,
            Appointment.is_ahead(now),
            or_(Appointment.due_at.is_not(None), ZoomMeeting.refused.is_not(None)),
        )
        .order_by(Appointment.id)
        .with_for_update(of=Appointment)
    )
    for appointment in waiting:
        appointment.due_at = now
        if appointment.zoom_meeting is not None:
            appointment.zoom_meeting.try_again()


def locked(appointment_id: int) -> Appointment:
    """The appointment under its lock, which settle takes too before it touches the meeting."""
    row = select(Appointment).where(Appointment.id == appointment_id).with_for_update()
    appointment = db.session.scalars(row.execution_options(populate_existing=True)).one()
    if appointment.zoom_meeting is not None:
        db.session.refresh(appointment.zoom_meeting)
    return appointment
