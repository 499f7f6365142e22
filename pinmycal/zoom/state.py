"""How an appointment's Zoom meeting stands: the one reading for every page and email."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, true

from pinmycal.models import Appointment, Location, MeetingState, ZoomConnection, ZoomMeeting
from pinmycal.models.appointment import CANCELLED
from pinmycal.zoom.reading import has_link, is_reachable, reachable, state_of

MOMENTS = timedelta(minutes=1)


class ZoomState(StrEnum):
    """What is true of the meeting and its link."""

    NONE = "none"  # not a Zoom appointment, or cancelled and gone
    READY = "ready"
    UPDATING = "updating"  # the link is right; Zoom gets the new time in a moment
    STALE = "stale"  # the link is right, but Zoom keeps another time
    MAKING = "making"  # seconds away
    DELAYED = "delayed"  # Zoom does not answer, or has a limit: it follows
    REFUSED = "refused"  # Zoom said no: nothing follows before the host has done something
    UNCONNECTED = "unconnected"  # the host sends the details
    BROKEN = "broken"  # the host must reconnect
    MOVED = "moved"  # the host moved it inside Zoom: which time holds is theirs to say
    DELETED = "deleted"  # the host deleted it inside Zoom: what follows is theirs to say
    LEFT = "left"  # the appointment is cancelled, but its meeting is still at Zoom

    @property
    def has_link(self) -> bool:
        """Whether people can join."""
        return self in _LINKED

    @property
    def link_follows(self) -> bool:
        """Whether the link comes by email without anybody's doing."""
        return self in (ZoomState.MAKING, ZoomState.DELAYED)


_LINKED = {ZoomState.READY, ZoomState.UPDATING, ZoomState.STALE, ZoomState.MOVED}

# What a host wants to see at once: there is no link, or not the right one, for more than moments.
TROUBLES = frozenset(
    {
        ZoomState.STALE,
        ZoomState.DELAYED,
        ZoomState.REFUSED,
        ZoomState.UNCONNECTED,
        ZoomState.BROKEN,
        ZoomState.MOVED,
        ZoomState.DELETED,
        ZoomState.LEFT,
    }
)


def zoom_state(
    appointment: Appointment, connection: ZoomConnection | None, now: datetime
) -> ZoomState:
    """From what the rows say."""
    state = zoom_outlook(appointment, connection)
    if state is ZoomState.MAKING and _waits_long(appointment.zoom_meeting, connection, now):
        return ZoomState.DELAYED
    if state is ZoomState.READY and _time_differs(appointment, now):
        waits = _waits_long(appointment.zoom_meeting, connection, now)
        return ZoomState.STALE if waits else ZoomState.UPDATING
    return state


def zoom_outlook(appointment: Appointment, connection: ZoomConnection | None) -> ZoomState:
    """The same, but for what passes: how soon the link comes, and whether Zoom has the time yet."""
    meeting = appointment.zoom_meeting
    if appointment.location != Location.ZOOM:
        return ZoomState.NONE
    if appointment.is_cancelled:
        return ZoomState.LEFT if _is_left(meeting, connection) else ZoomState.NONE
    state = state_of(appointment, connection)
    if meeting and state is MeetingState.READY and meeting.join_url:
        return ZoomState.MOVED if meeting.seen_starts_at else ZoomState.READY
    if connection is None:
        return ZoomState.UNCONNECTED
    if connection.broken_at:
        return ZoomState.BROKEN
    if state is MeetingState.DELETED:
        return ZoomState.DELETED
    return ZoomState.REFUSED if meeting and meeting.refused else ZoomState.MAKING


def in_trouble(connection: ZoomConnection | None, now: datetime) -> ColumnElement[bool]:
    """Whether zoom_state is one of TROUBLES, for the database; it needs the outer join of meetings.

    Of what is over it says nothing.
    """
    late: ColumnElement[bool] = or_(
        ZoomMeeting.failures > 1,
        ZoomMeeting.retry_at > now + MOMENTS,
        ZoomMeeting.refused.is_not(None),
    )
    if connection is None or connection.broken_at or connection.waits_until(now):
        late = true()
    linked = has_link(connection)
    deleted = and_(ZoomMeeting.state == MeetingState.DELETED, reachable(connection))
    stale = and_(Appointment.starts_at > now, _other_time(), late)
    troubled = or_(ZoomMeeting.seen_starts_at.is_not(None), stale)
    standing = or_(and_(linked, troubled), and_(not_(linked), or_(late, deleted)))
    cancelled = Appointment.status == CANCELLED
    return and_(
        Appointment.location == Location.ZOOM,
        or_(and_(not_(cancelled), standing), and_(cancelled, _left(connection))),
    )


def next_try(
    appointment: Appointment, connection: ZoomConnection | None, now: datetime
) -> datetime | None:
    """When Zoom will be asked again for a delayed meeting; None if that is not far off."""
    meeting = appointment.zoom_meeting
    waits = (connection and connection.waits_until(now), meeting and meeting.retry_at)
    return max((until for until in waits if until and until > now), default=None)


def _time_differs(appointment: Appointment, now: datetime) -> bool:
    """Whether Zoom has another start than ours, as far as that means anything still."""
    meeting = appointment.zoom_meeting
    return (
        meeting is not None
        and appointment.starts_at > now
        and (meeting.starts_at != appointment.starts_at or meeting.refused is not None)
    )


def _other_time() -> ColumnElement[bool]:
    same = ZoomMeeting.starts_at == Appointment.starts_at
    return or_(not_(func.coalesce(same, false())), ZoomMeeting.refused.is_not(None))


def _waits_long(
    meeting: ZoomMeeting | None, connection: ZoomConnection | None, now: datetime
) -> bool:
    """Whether it is more than moments away: it failed twice, is refused, or nobody can do it."""
    if connection is None or connection.broken_at or connection.waits_until(now):
        return True
    if meeting is None:
        return False
    refused = meeting.refused is not None
    later = meeting.retry_at is not None and meeting.retry_at > now + MOMENTS
    return meeting.failures > 1 or later or refused


def _is_left(meeting: ZoomMeeting | None, connection: ZoomConnection | None) -> bool:
    """Whether a meeting stays at Zoom that nobody but its host can delete, as things are."""
    if meeting is None or meeting.state == MeetingState.LEFT:
        return meeting is not None
    helpless = connection is None or connection.broken_at or not is_reachable(meeting, connection)
    return meeting.state == MeetingState.READY and bool(helpless or meeting.refused)


def _left(connection: ZoomConnection | None) -> ColumnElement[bool]:
    helpless: ColumnElement[bool] = true()
    if connection is not None and not connection.broken_at:
        other_account = ZoomMeeting.account_key != connection.account_key
        helpless = or_(ZoomMeeting.refused.is_not(None), other_account)
    ready = and_(ZoomMeeting.state == MeetingState.READY, helpless)
    return func.coalesce(or_(ZoomMeeting.state == MeetingState.LEFT, ready), false())
