"""What a step at Zoom writes down afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pinmycal.booking.announcing import announce
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, ZoomConnection, ZoomMeeting
from pinmycal.models.zoom import READY
from pinmycal.settle.checking import next_check
from pinmycal.settle.plan import Time
from pinmycal.zoom import api
from pinmycal.zoom.attention import owe_trouble_mail

# A create that was never answered may take effect after we looked for it and made another.
LATE_CREATES_ARRIVE_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True)
class Work:
    """What a step needs, read before the call and held while no transaction is open."""

    appointment_id: int
    connection_id: int
    account_key: str
    meeting_id: int | None
    may_have_double: bool
    marker: str
    details: dict[str, object]
    time: Time
    zoom: api.ZoomApi
    now: datetime


def time_of(meeting: api.Meeting) -> Time | None:
    if meeting.starts_at is None or meeting.minutes is None:
        return None
    return Time(meeting.starts_at, meeting.minutes)


def adopt(work: Work, made: api.Meeting, time: Time | None) -> None:
    """Save the meeting as this appointment's, or delete it if that has another, or is gone."""
    with writing():
        count_write(work)
        appointment = db.session.get(Appointment, work.appointment_id)
        meeting = meeting_of(work)
        outrun = meeting is not None and meeting.meeting_id not in (None, made.id)
        if appointment is not None and not outrun:
            meeting = put(work, READY)
            meeting.meeting_id, meeting.join_url = made.id, made.join_url
            failures = meeting.attempts
            if time:
                agree_on(meeting, time, work.now)
            if failures:
                meeting.attempts = failures
                meeting.check_at = work.now + LATE_CREATES_ARRIVE_WITHIN
            _tell_of_link(appointment, work.now)
            return
    work.zoom.delete(made.id)


def take_link(work: Work, meeting: ZoomMeeting, join_url: str) -> None:
    """Keep the link that Zoom has now: it changes when the host changes the passcode there."""
    if meeting.join_url != join_url:
        meeting.join_url = join_url
        _tell_of_link(meeting.appointment, work.now)


def _tell_of_link(appointment: Appointment, now: datetime) -> None:
    """Owe the new link to everyone whose confirmation has gone already."""
    before = len(appointment.messages)
    if not appointment.is_cancelled:
        announce(appointment, Kind.LINK, now)
    if len(appointment.messages) > before:
        appointment.sequence += 1


def put(work: Work, state: str) -> ZoomMeeting:
    """Set the state, with nothing known of a meeting yet. Failures go on being counted."""
    meeting = meeting_of(work) or ZoomMeeting(appointment_id=work.appointment_id, attempts=0)
    meeting.account_key = work.account_key
    meeting.state = state
    meeting.meeting_id = meeting.join_url = meeting.starts_at = meeting.minutes = None
    meeting.seen_starts_at = meeting.seen_minutes = meeting.check_at = None
    meeting.retry_at = None
    db.session.add(meeting)
    return meeting


def meeting_of(work: Work) -> ZoomMeeting | None:
    return db.session.query(ZoomMeeting).filter_by(appointment_id=work.appointment_id).one_or_none()


def agree_on(meeting: ZoomMeeting, time: Time, now: datetime) -> None:
    """Zoom has this time now, and it is ours."""
    meeting.starts_at, meeting.minutes = time
    meeting.seen_starts_at = meeting.seen_minutes = None
    meeting.check_at = next_check(time.starts_at, now)
    forgive(meeting)


def forget_time(work: Work) -> None:
    """Any time differs from an unknown one, so settle goes on until Zoom has said yes to it."""
    if meeting := meeting_of(work):
        meeting.starts_at = meeting.minutes = None


def count_write(work: Work) -> None:
    connection = db.session.get(ZoomConnection, work.connection_id)
    if connection is not None:
        connection.writes = connection.writes_today(work.now) + 1
        connection.writes_on = work.now.date()
        connection.last_error = ""


def need_host(work: Work) -> None:
    appointment = db.session.get(Appointment, work.appointment_id)
    if appointment is not None:
        owe_trouble_mail(appointment.host_id, work.now)


def forgive(meeting: ZoomMeeting) -> None:
    """What was asked of Zoom is done: forget what went wrong on the way."""
    meeting.attempts, meeting.retry_at, meeting.last_error = 0, None, ""
