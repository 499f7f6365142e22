"""The steps at Zoom. Each is one HTTP call between two commits.

What is about to happen is committed before a create, so that a crash at any point leaves a
trace: `creating` means that a meeting may exist, and the next one to come looks for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pinmycal.booking.announcing import announce
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, ZoomMeeting
from pinmycal.models.zoom import ABSENT, CREATING, READY
from pinmycal.settle.plan import Step, Time
from pinmycal.settle.situation import Situation, wanted_time
from pinmycal.zoom import api, details, tokens
from pinmycal.zoom.errors import Trouble, ZoomError


@dataclass(frozen=True)
class Work:
    """What a step needs, read before the call and held while no transaction is open."""

    appointment_id: int
    zoom_user_id: str
    meeting_id: int | None
    marker: str
    details: dict[str, object]
    time: Time
    zoom: api.ZoomApi
    now: datetime


def take_zoom_step(step: Step, situation: Situation) -> None:
    """Do one step. Raises ZoomError."""
    work = _work(situation)
    db.session.rollback()  # no transaction stays open while Zoom thinks
    _STEPS[step](work)


def _work(situation: Situation) -> Work:
    appointment, connection = situation.appointment, situation.connection
    if connection is None:
        raise ZoomError(Trouble.DISCONNECTED, "not connected")
    connection_id = connection.id
    return Work(
        appointment_id=appointment.id,
        zoom_user_id=connection.zoom_user_id,
        meeting_id=appointment.zoom_meeting.meeting_id if appointment.zoom_meeting else None,
        marker=details.marker(appointment),
        details=details.details(appointment),
        time=wanted_time(appointment),
        zoom=api.ZoomApi(lambda refused: tokens.access_token(connection_id, refused)),
        now=situation.now,
    )


def _create(work: Work) -> None:
    with writing():
        _set(work, CREATING)
    _adopt(work, work.zoom.create(work.details), work.time)


def _look(work: Work) -> None:
    """After a create that nobody answered: adopt the meeting if it is there, delete doubles."""
    ours = [meeting for meeting in work.zoom.scheduled() if meeting.agenda.startswith(work.marker)]
    for double in ours[1:]:
        work.zoom.delete(double.id)
    if ours:
        _adopt(work, ours[0], _time_of(ours[0]))
    else:
        with writing():
            _set(work, ABSENT)


def _update(work: Work) -> None:
    if work.meeting_id is None:
        raise ZoomError(Trouble.MISSING, "no meeting id")
    fields = ("start_time", "duration", "timezone")
    try:
        work.zoom.update(work.meeting_id, {name: work.details[name] for name in fields})
    except ZoomError as error:
        if error.trouble is not Trouble.MISSING:
            raise
        with writing():
            _set(work, ABSENT)  # deleted at Zoom: the next step makes a new one
        return
    with writing():
        if meeting := _meeting(work):
            meeting.starts_at, meeting.minutes = work.time
            _forgive(meeting)


def _delete(work: Work) -> None:
    if work.meeting_id is not None:
        work.zoom.delete(work.meeting_id)
    with writing():
        _set(work, ABSENT)


_STEPS: dict[Step, Callable[[Work], None]] = {
    Step.CREATE: _create,
    Step.LOOK: _look,
    Step.UPDATE: _update,
    Step.DELETE: _delete,
}


def _time_of(meeting: api.Meeting) -> Time | None:
    if meeting.starts_at is None or meeting.minutes is None:
        return None
    return Time(meeting.starts_at, meeting.minutes)


def _adopt(work: Work, made: api.Meeting, time: Time | None) -> None:
    """Save the meeting as this appointment's, or delete it if that has another, or is gone."""
    with writing():
        appointment = db.session.get(Appointment, work.appointment_id)
        meeting = _meeting(work)
        outrun = meeting is not None and meeting.meeting_id not in (None, made.id)
        if appointment is not None and not outrun:
            meeting = _set(work, READY)
            meeting.meeting_id, meeting.join_url = made.id, made.join_url
            meeting.starts_at, meeting.minutes = time or (None, None)
            _tell_of_link(appointment, work.now)
            return
    work.zoom.delete(made.id)


def _tell_of_link(appointment: Appointment, now: datetime) -> None:
    """Owe the new link to everyone whose confirmation has gone already."""
    before = len(appointment.messages)
    if not appointment.is_cancelled:
        announce(appointment, Kind.LINK, now)
    if len(appointment.messages) > before:
        appointment.sequence += 1


def _set(work: Work, state: str) -> ZoomMeeting:
    meeting = _meeting(work) or ZoomMeeting(appointment_id=work.appointment_id, attempts=0)
    meeting.zoom_user_id = work.zoom_user_id
    meeting.state = state
    meeting.meeting_id = meeting.join_url = meeting.starts_at = meeting.minutes = None
    if state != CREATING:
        _forgive(meeting)
    db.session.add(meeting)
    return meeting


def _meeting(work: Work) -> ZoomMeeting | None:
    return db.session.query(ZoomMeeting).filter_by(appointment_id=work.appointment_id).one_or_none()


def _forgive(meeting: ZoomMeeting) -> None:
    meeting.attempts, meeting.retry_at, meeting.last_error = 0, None, ""
