"""What the rows say of a meeting, with respect to the account that is connected now."""

from sqlalchemy import ColumnElement, and_, func, or_, true

from pinmycal.models import Appointment, MeetingState, ZoomConnection, ZoomMeeting


def is_reachable(meeting: ZoomMeeting, connection: ZoomConnection | None) -> bool:
    """Whether it lies in the account that is connected: no other can be asked about it."""
    return connection is not None and meeting.account_key == connection.account_key


def state_of(appointment: Appointment, connection: ZoomConnection | None) -> MeetingState:
    """The state to act on.

    What lies in an account that was connected before is of use only where its time fits as it is.
    """
    meeting = appointment.zoom_meeting
    if meeting is None:
        return MeetingState.ABSENT
    if connection is None or is_reachable(meeting, connection):
        return MeetingState(meeting.state)
    fits = meeting.state == MeetingState.READY and meeting.starts_at == appointment.starts_at
    fits = fits and not appointment.is_cancelled
    return MeetingState.READY if fits else MeetingState.ABSENT


def can_start(meeting: ZoomMeeting, connection: ZoomConnection | None) -> bool:
    """Whether Zoom can be asked for a link that starts it."""
    works = is_reachable(meeting, connection) and not (connection and connection.broken_at)
    return works and meeting.link is not None and meeting.meeting_id is not None


def has_link(connection: ZoomConnection | None) -> ColumnElement[bool]:
    """Whether `state_of` is READY, for the database; it needs the outer join of meetings."""
    linked = and_(
        func.coalesce(ZoomMeeting.state, "") == MeetingState.READY,
        func.coalesce(ZoomMeeting.join_url, "") != "",
    )
    return and_(linked, or_(reachable(connection), _fits()))


def reachable(connection: ZoomConnection | None) -> ColumnElement[bool]:
    """What `is_reachable` says, for the database; anything, where nothing is connected."""
    return true() if connection is None else ZoomMeeting.account_key == connection.account_key


def _fits() -> ColumnElement[bool]:
    return func.coalesce(ZoomMeeting.starts_at == Appointment.starts_at, False)
