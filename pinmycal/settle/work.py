"""What a step at Zoom needs before its call, and how it comes back to the rows afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import Appointment, ZoomMeeting
from pinmycal.models.zoom_meeting import MeetingState, Time
from pinmycal.settle.claims import Lease
from pinmycal.settle.situation import Situation
from pinmycal.zoom import api, details, tokens
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.reading import is_reachable


class Outrun(Exception):
    """While Zoom thought another worker took over, or a person decided: what we learnt is old."""


@dataclass(frozen=True)
class Work:
    """Read before the call and held while no transaction is open."""

    lease: Lease
    connection_id: int
    account_key: str
    state: str
    meeting_id: int | None
    former_id: int | None
    known_time: Time | None
    looks_asked: int
    marker: str
    details: dict[str, object]
    time: Time
    cancelled: bool
    zoom: api.ZoomApi
    now: datetime

    @property
    def meeting(self) -> int:
        """The id of the meeting that there is."""
        if self.meeting_id is None:
            raise ZoomError(Trouble.MISSING, "no meeting id")
        return self.meeting_id

    @contextmanager
    def hold(self, state: str | None = None) -> Iterator[ZoomMeeting]:
        """A transaction on the meeting, if it is still ours and as it was before the call.

        Raises Outrun.
        """
        with writing():
            meeting = meeting_of(lock(self.lease), self.account_key)
            if meeting.state != (state or self.state):
                raise Outrun
            yield meeting


_NEW = {"state": MeetingState.ABSENT, "failures": 0, "looks_asked": 0, "last_error": ""}


def lock(lease: Lease) -> Appointment:
    """The appointment, locked. Raises Outrun if another worker has it, or it is gone."""
    row = select(Appointment).where(Appointment.id == lease.appointment_id)
    row = row.with_for_update().execution_options(populate_existing=True)
    appointment = db.session.scalar(row)
    if appointment is None or appointment.lease_until != lease.until:
        raise Outrun
    if appointment.zoom_meeting is not None:
        db.session.refresh(appointment.zoom_meeting)  # as new as the lock
    return appointment


def meeting_of(appointment: Appointment, account_key: str) -> ZoomMeeting:
    """Its meeting, or the beginning of one."""
    if appointment.zoom_meeting is None:
        appointment.zoom_meeting = ZoomMeeting(account_key=account_key, **_NEW)
    return appointment.zoom_meeting


def prepare(situation: Situation, lease: Lease) -> Work:
    """Read what a step needs, and let go of the transaction: none stays open while Zoom thinks."""
    appointment, connection = situation.appointment, situation.connection
    if connection is None:
        raise ZoomError(Trouble.DISCONNECTED, "not connected")
    connection_id, account_key, now = connection.id, connection.account_key, situation.now
    meeting = appointment.zoom_meeting or ZoomMeeting(account_key=connection.account_key, **_NEW)
    work = Work(
        lease=lease,
        connection_id=connection_id,
        account_key=account_key,
        state=meeting.state,
        meeting_id=meeting.meeting_id,
        former_id=meeting.former_id if is_reachable(meeting, connection) else None,
        known_time=meeting.time,
        looks_asked=meeting.looks_asked,
        marker=details.marker(appointment),
        details=details.details(appointment, details.choices_of(appointment.host_id)),
        time=appointment.time,
        cancelled=appointment.is_cancelled,
        zoom=api.ZoomApi(
            lambda refused: tokens.access_token(connection_id, refused, account_key), lambda: now
        ),
        now=now,
    )
    db.session.rollback()
    return work
