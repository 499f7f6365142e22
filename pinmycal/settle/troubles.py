"""What follows from a call to Zoom that failed: who waits, until when, and who is told."""

import logging
from datetime import datetime

from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import Appointment, ZoomConnection, ZoomMeeting
from pinmycal.models.zoom import ABSENT, CREATING
from pinmycal.settle.backoff import AFTER_REFUSAL, backoff, next_utc_midnight
from pinmycal.settle.situation import Situation
from pinmycal.zoom.attention import owe_trouble_mail
from pinmycal.zoom.connection import mark_broken
from pinmycal.zoom.errors import Trouble, ZoomError

TELL_AFTER = 5  # failures of one step in a row: about two and a half minutes
log = logging.getLogger(__name__)


def note_trouble(situation: Situation, error: ZoomError, now: datetime) -> None:
    """Write down a failed step, so that it is tried again when that makes sense."""
    log.log(error.severity, "Zoom step for appointment %s: %s", situation.appointment_id, error)
    with writing():
        connection = db.session.get(ZoomConnection, situation.connection_id)
        appointment = db.session.get(Appointment, situation.appointment_id)
        if connection is None or appointment is None:
            return  # disconnected, or the host is gone: nothing to try again
        _note_on_connection(connection, error, now)
        if appointment.zoom_meeting is None:
            appointment.zoom_meeting = ZoomMeeting(
                account_key=connection.account_key, state=ABSENT, attempts=0
            )
        _note_on_meeting(appointment.zoom_meeting, error, now)


def _note_on_connection(connection: ZoomConnection, error: ZoomError, now: datetime) -> None:
    if error.trouble is Trouble.DISCONNECTED:
        mark_broken(connection, now)
    elif error.trouble is Trouble.BUSY:
        connection.parked_until = error.retry_at or now + backoff(1)
    elif error.trouble is Trouble.DAILY_LIMIT:
        connection.parked_until = error.retry_at or next_utc_midnight(now)
    if error.permanent:
        connection.last_error = str(error)[:300]


def _note_on_meeting(meeting: ZoomMeeting, error: ZoomError, now: datetime) -> None:
    if meeting.state == CREATING and not error.may_have_happened:
        meeting.state = ABSENT
    meeting.attempts += 1
    meeting.last_error = str(error)[:300]
    if error.trouble in (Trouble.BUSY, Trouble.DAILY_LIMIT):
        return  # the whole connection waits
    if meeting.attempts == TELL_AFTER or error.trouble in (Trouble.REFUSED, Trouble.SCOPES):
        owe_trouble_mail(meeting.appointment.host_id, now)
    wait = AFTER_REFUSAL if error.permanent else backoff(meeting.attempts)
    meeting.retry_at = now + wait
