"""Where one appointment stands: what Zoom still needs, which mail is ready, when to look next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Location, Message, ZoomConnection, ZoomMeeting
from pinmycal.models.zoom import ABSENT, READY
from pinmycal.settle.plan import Known, Step, Time, plan
from pinmycal.zoom.connection import connection_of


@dataclass(frozen=True)
class Situation:
    """One reading of the rows, and what follows from it at `now`."""

    appointment: Appointment
    connection: ZoomConnection | None
    now: datetime
    # Kept apart from the rows, which may be deleted while Zoom thinks.
    appointment_id: int
    connection_id: int | None

    @property
    def zoom_step(self) -> Step:
        """What Zoom needs, whether or not it can be done now. Nothing, without a connection."""
        connection, appointment = self.connection, self.appointment
        if connection is None or connection.broken_at or appointment.location != Location.ZOOM:
            return Step.NOTHING
        if appointment.ends_at <= self.now and not appointment.is_cancelled:
            return Step.NOTHING
        wanted = None if appointment.is_cancelled else wanted_time(appointment)
        return plan(wanted, _known(appointment.zoom_meeting, connection, wanted, self.now))

    @property
    def zoom_ready_at(self) -> datetime | None:
        """When the Zoom step may be taken; None if there is none."""
        if self.zoom_step is Step.NOTHING or self.connection is None:
            return None
        meeting = self.appointment.zoom_meeting
        waits = (self.connection.parked_until, meeting and meeting.retry_at)
        return max([self.now, *(until for until in waits if until)])

    def mail_ready_at(self, message: Message) -> datetime:
        """When a message may go. One that waits for its link goes when nothing is to come soon.

        A reminder goes when it is due, and no sooner.
        """
        if message.due_at is None:
            raise ValueError("not owed any more")
        if message.kind == Kind.REMINDER:
            return message.due_at
        zoom_at = self.zoom_ready_at
        link_comes = zoom_at is not None and zoom_at < message.due_at
        if message.attempted_at is None and not link_comes:
            return self.now
        return message.due_at

    @property
    def owed(self) -> list[Message]:
        """The messages that are not sent yet."""
        return [message for message in self.appointment.messages if message.due_at]

    @property
    def next_due(self) -> datetime | None:
        """When there will be something to do; None if all is done."""
        moments = [self.mail_ready_at(message) for message in self.owed]
        if zoom_at := self.zoom_ready_at:
            moments.append(zoom_at)
        elif check_at := self._check_at:
            moments.append(check_at)
        return min(moments, default=None)

    @property
    def _check_at(self) -> datetime | None:
        """When Zoom should be looked at again, for an appointment that still comes."""
        meeting, appointment = self.appointment.zoom_meeting, self.appointment
        reachable = self.connection is not None and not self.connection.broken_at
        coming = not appointment.is_cancelled and appointment.ends_at > self.now
        waits = meeting is not None and meeting.state == READY and reachable and coming
        return meeting.check_at if meeting and waits else None


def read_situation(
    appointment_id: int, now: datetime, *, for_update: bool = False
) -> Situation | None:
    """The situation as committed now; None if the appointment was deleted."""
    if for_update:
        # In a statement of its own: what is read after it, of other tables too, is as new as it.
        row = select(Appointment.id).where(Appointment.id == appointment_id)
        db.session.execute(row.with_for_update())
    query = select(Appointment).where(Appointment.id == appointment_id)
    query = query.options(
        joinedload(Appointment.host),
        joinedload(Appointment.zoom_meeting),
        selectinload(Appointment.messages).joinedload(Message.participant),
    )
    appointment = db.session.scalar(query.execution_options(populate_existing=True))
    if appointment is None:
        return None
    connection = connection_of(appointment.host_id)
    return Situation(
        appointment, connection, now, appointment.id, connection.id if connection else None
    )


def wanted_time(appointment: Appointment) -> Time:
    """When its meeting should be."""
    return Time(appointment.starts_at, appointment.minutes)


def _known(
    meeting: ZoomMeeting | None, connection: ZoomConnection, wanted: Time | None, now: datetime
) -> Known:
    if meeting is None:
        return Known(ABSENT)
    time = Time(meeting.starts_at, meeting.minutes or 0) if meeting.starts_at else None
    if meeting.account_key == connection.account_key:
        check_due = meeting.check_at is not None and meeting.check_at <= now
        return Known(meeting.state, time, check_due)
    # It lies in an account that we cannot reach any more: of use only if it fits as it is.
    return Known(READY, time) if meeting.state == READY and time == wanted else Known(ABSENT)
