"""The state of an appointment's Zoom meeting, as people are told of it."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, not_, or_, true

from pinmycal.models import Appointment, Location, ZoomConnection, ZoomMeeting
from pinmycal.models.zoom import DELETED

MOMENTS = timedelta(minutes=1)


class ZoomState(StrEnum):
    """What is true of the link."""

    NONE = "none"  # not a Zoom appointment
    READY = "ready"
    MAKING = "making"  # seconds away
    DELAYED = "delayed"  # Zoom does not answer, or has a limit: it follows
    UNCONNECTED = "unconnected"  # the host sends the details himself
    BROKEN = "broken"  # the host must reconnect
    MOVED = "moved"  # the host moved it inside Zoom: which time holds is his to say
    DELETED = "deleted"  # the host deleted it inside Zoom: what follows is his to say


# What a host wants to see at once: there is no link, or not the right one, for more than moments.
TROUBLES = frozenset(
    {
        ZoomState.DELAYED,
        ZoomState.UNCONNECTED,
        ZoomState.BROKEN,
        ZoomState.MOVED,
        ZoomState.DELETED,
    }
)


def zoom_state(
    appointment: Appointment, connection: ZoomConnection | None, now: datetime
) -> ZoomState:
    """From what the rows say."""
    meeting = appointment.zoom_meeting
    if appointment.location != Location.ZOOM:
        return ZoomState.NONE
    if meeting and meeting.join_url:
        return ZoomState.MOVED if meeting.seen_starts_at else ZoomState.READY
    if connection is None:
        return ZoomState.UNCONNECTED
    if connection.broken_at:
        return ZoomState.BROKEN
    if meeting and meeting.state == DELETED:
        return ZoomState.DELETED
    parked = connection.parked_until is not None and connection.parked_until > now
    return ZoomState.DELAYED if parked or _waits_long(meeting, now) else ZoomState.MAKING


def in_trouble(connection: ZoomConnection | None, now: datetime) -> ColumnElement[bool]:
    """Whether zoom_state is one of TROUBLES, for the database; it needs the outer join of meetings.

    Of what is cancelled or over it says nothing.
    """
    linked = func.coalesce(ZoomMeeting.join_url, "") != ""
    moved = and_(linked, ZoomMeeting.seen_starts_at.is_not(None))
    refused = ZoomMeeting.retry_at > now + MOMENTS
    late = or_(ZoomMeeting.state == DELETED, ZoomMeeting.attempts > 1, refused)
    parked = connection is not None and connection.parked_until and connection.parked_until > now
    if connection is None or connection.broken_at or parked:
        late = true()
    return and_(Appointment.location == Location.ZOOM, or_(moved, and_(not_(linked), late)))


def _waits_long(meeting: ZoomMeeting | None, now: datetime) -> bool:
    """Whether its link is more than moments away: it failed twice, or is refused for now."""
    if meeting is None:
        return False
    refused = meeting.retry_at is not None and meeting.retry_at > now + MOMENTS
    return meeting.attempts > 1 or refused


def next_try(
    appointment: Appointment, connection: ZoomConnection | None, now: datetime
) -> datetime | None:
    """When Zoom will be asked again for a delayed meeting; None if that is not far off."""
    meeting = appointment.zoom_meeting
    waits = (connection and connection.parked_until, meeting and meeting.retry_at)
    return max((until for until in waits if until and until > now), default=None)
