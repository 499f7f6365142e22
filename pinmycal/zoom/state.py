"""The state of an appointment's Zoom meeting, as people are told of it."""

from datetime import datetime
from enum import StrEnum

from pinmycal.models import Appointment, Location, ZoomConnection


class ZoomState(StrEnum):
    """What is true of the link."""

    NONE = "none"  # not a Zoom appointment
    READY = "ready"
    MAKING = "making"  # seconds away
    DELAYED = "delayed"  # Zoom does not answer, or has a limit: it follows
    UNCONNECTED = "unconnected"  # the host sends the details himself
    BROKEN = "broken"  # the host must reconnect


def zoom_state(
    appointment: Appointment, connection: ZoomConnection | None, now: datetime
) -> ZoomState:
    """From what the rows say."""
    meeting = appointment.zoom_meeting
    if appointment.location != Location.ZOOM:
        return ZoomState.NONE
    if meeting and meeting.join_url:
        return ZoomState.READY
    if connection is None:
        return ZoomState.UNCONNECTED
    if connection.broken_at:
        return ZoomState.BROKEN
    parked = connection.parked_until is not None and connection.parked_until > now
    return ZoomState.DELAYED if parked or (meeting and meeting.attempts > 1) else ZoomState.MAKING
