"""Where one appointment stands: what Zoom still needs, which mail is ready, when to look next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pinmycal.extensions import db
from pinmycal.models import Appointment, Location, Message, ZoomConnection
from pinmycal.settle.plan import WRITES, Known, Step, Wanted, next_look, steps
from pinmycal.zoom.connection import connection_of
from pinmycal.zoom.reading import is_reachable, state_of

# Zoom itself forgets a meeting 30 days after its time, so there is nothing left to do then.
FORGOTTEN_AFTER = timedelta(days=30)


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
    def wanted(self) -> Wanted:
        """What should be at Zoom."""
        appointment = self.appointment
        over = appointment.ends_at <= self.now
        return Wanted(appointment.time, appointment.is_cancelled, over)

    @property
    def next_zoom_step(self) -> tuple[Step, datetime] | None:
        """The Zoom step that may be taken first, and when; None if there is none."""
        waiting = [(self._ready_at(step), step) for step in self._zoom_steps]
        if not waiting:
            return None
        ready_at, step = min(waiting, key=lambda each: each[0])
        return step, ready_at

    @property
    def _zoom_steps(self) -> list[Step]:
        return steps(self.wanted, self._known, self.now) if self._can_act else []

    @property
    def _can_act(self) -> bool:
        appointment, connection = self.appointment, self.connection
        connected = connection is not None and not connection.broken_at
        remembered = self.now < appointment.ends_at + FORGOTTEN_AFTER
        return connected and remembered and appointment.location == Location.ZOOM

    def _ready_at(self, step: Step) -> datetime:
        """When this step may be taken, for the limits of Zoom's and what failed before."""
        meeting, connection = self.appointment.zoom_meeting, self.connection
        waits = [meeting and meeting.retry_at, connection and connection.parked_until]
        if step in WRITES:
            waits.append(connection and connection.writes_parked_until)
        return max([self.now, *(until for until in waits if until)])

    def mail_ready_at(self, message: Message) -> datetime:
        """When a message may go: when it is due, if no link that it waits for is about to come."""
        if message.due_at is None:
            raise ValueError("not owed any more")
        zoom, patience = self.next_zoom_step, message.waits_until
        if patience is None or zoom is None or zoom[1] >= patience:
            return message.due_at
        return max(message.due_at, patience)

    @property
    def owed(self) -> list[Message]:
        """The messages that are not sent yet. Those that were tried before come last."""
        owed = [message for message in self.appointment.messages if message.due_at]
        return sorted(owed, key=lambda message: message.attempts)

    @property
    def next_due(self) -> datetime | None:
        """When there will be something to do; None if all is done."""
        moments = [self.mail_ready_at(message) for message in self.owed]
        if zoom := self.next_zoom_step:
            moments.append(zoom[1])
        if self._can_act and (look_at := next_look(self.wanted, self._known, self.now)):
            moments.append(look_at)
        return min(moments, default=None)

    @property
    def _known(self) -> Known:
        meeting, connection = self.appointment.zoom_meeting, self.connection
        state = state_of(self.appointment, connection)
        if meeting is None:
            return Known(state)
        if not is_reachable(meeting, connection):
            return Known(state, meeting.time)
        return Known(
            state,
            meeting.time,
            meeting.check_at,
            meeting.doubles_until,
            meeting.former_id is not None,
            meeting.refused,
        )


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
