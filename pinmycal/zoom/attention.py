"""What a host has to know about Zoom: emails that are owed once, not once for each appointment,
and what pages warn of."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from pinmycal.database import hold
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message, ZoomConnection, ZoomMeeting
from pinmycal.models.appointment import CANCELLED
from pinmycal.models.appointment_type import open_with_zoom

AT_MOST_EVERY = timedelta(days=1)


def owe_trouble_mail(host_id: int, now: datetime) -> None:
    """Owe the host one email that leads to their dashboard, unless they had one lately."""
    hold(f"zoom trouble {host_id}")  # two appointments may need the host at the same instant
    lately = select(Message.id).where(
        Message.host_id == host_id,
        Message.kind == Kind.ZOOM_TROUBLE,
        Message.created_at > now - AT_MOST_EVERY,
    )
    if db.session.scalar(lately.limit(1)) is None:
        db.session.add(Message(kind=Kind.ZOOM_TROUBLE, host_id=host_id, created_at=now, due_at=now))


def unlinked_types(host_id: int, connection: ZoomConnection | None) -> Sequence[str]:
    """The titles of what can be booked, uses Zoom and gets no link, for want of a connection."""
    return () if connection else db.session.scalars(open_with_zoom(host_id)).all()


def out_of_reach(host_id: int, connection: ZoomConnection | None, now: datetime) -> int:
    """How many Zoom meetings still to come nobody but the host can delete: Zoom is not connected,
    or they lie in an account that was connected before."""
    reached = connection.account_key if connection and not connection.broken_at else ""
    return (
        db.session.scalar(
            select(func.count(ZoomMeeting.id))
            .join(ZoomMeeting.appointment)
            .where(
                Appointment.host_id == host_id,
                Appointment.is_ahead(now),
                ZoomMeeting.meeting_id.is_not(None),
                ZoomMeeting.account_key != reached,
            )
        )
        or 0
    )


def owe_disconnected_mail(host_id: int, now: datetime) -> None:
    """Owe the host a mail that says what disconnecting leaves without a link, if there is any."""
    if db.session.scalar(open_with_zoom(host_id).limit(1)):
        kind = Kind.ZOOM_DISCONNECTED
        db.session.add(Message(kind=kind, host_id=host_id, created_at=now, due_at=now))


def owe_broken_mail(host_id: int, now: datetime) -> None:
    """Owe the host a mail that says that Zoom ended the connection."""
    db.session.add(Message(kind=Kind.ZOOM_BROKEN, host_id=host_id, created_at=now, due_at=now))


def still_to_delete(host_id: int, now: datetime) -> int:
    """How many Zoom meetings of cancelled appointments are there still, to be deleted soon."""
    return (
        db.session.scalar(
            select(func.count(ZoomMeeting.id))
            .join(ZoomMeeting.appointment)
            .where(
                Appointment.host_id == host_id,
                Appointment.status == CANCELLED,
                Appointment.is_ahead(now),
                Appointment.due_at.is_not(None),
                ZoomMeeting.meeting_id.is_not(None),
            )
        )
        or 0
    )
