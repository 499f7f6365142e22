"""What follows from a call to Zoom that failed: who waits, until when, and who is told."""

import logging
from datetime import datetime, timedelta

from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import MeetingState, ZoomConnection, ZoomMeeting
from pinmycal.settle.backoff import AFTER_REFUSAL, WHILE_IT_RUNS, backoff, next_utc_midnight
from pinmycal.settle.plan import WRITES, Step, Wanted, request
from pinmycal.settle.work import Work, lock, meeting_of
from pinmycal.zoom import tokens
from pinmycal.zoom.attention import owe_trouble_mail
from pinmycal.zoom.connection import mark_broken
from pinmycal.zoom.errors import Trouble, ZoomError

TELL_AFTER = 5  # failures of one step in a row: about two and a half minutes
NO_FOR_GOOD = frozenset(
    {Trouble.REFUSED, Trouble.SERIES, Trouble.SCOPES}
)  # until somebody has done something
ABOUT_ONE_MEETING = frozenset({Trouble.REFUSED, Trouble.SERIES, Trouble.MISSING})
LOOKS = frozenset({Step.SEARCH, Step.CHECK})  # nobody waits for them
log = logging.getLogger(__name__)


def note_trouble(step: Step, work: Work, error: ZoomError) -> None:
    """Write down a failed step, so that it is tried again when that makes sense. Raises Outrun.

    What failed with tokens that are not the connection's any more says nothing of those that are:
    the step is due again at once.
    """
    appointment_id = work.lease.appointment_id
    log.log(error.severity, "Zoom step %s for appointment %s: %s", step, appointment_id, error)
    with writing():
        connection = db.session.get(ZoomConnection, work.connection_id, with_for_update=True)
        if connection is None:
            return  # disconnected: nothing to try again
        its_own = tokens.concerns(error, connection)
        if its_own:
            _note_on_connection(connection, step, error, work.now)
    with writing():
        meeting = meeting_of(lock(work.lease), work.account_key)
        creating = step is Step.CREATE and meeting.state == MeetingState.CREATING
        if creating and not error.may_have_happened:
            meeting.not_made()
        if not its_own:
            return
        meeting.fail(str(error), work.now, _wait(meeting, error))
        if error.trouble in NO_FOR_GOOD:
            _note_refusal(meeting, step, work, error)
        _tell(meeting, step, work, error)


def _note_on_connection(
    connection: ZoomConnection, step: Step, error: ZoomError, now: datetime
) -> None:
    if error.trouble is Trouble.DISCONNECTED:
        mark_broken(connection, now)
    elif error.trouble is Trouble.BUSY:
        connection.parked_until = error.retry_at or now + backoff(1)
    elif error.trouble is Trouble.DAILY_LIMIT:
        until = error.retry_at or next_utc_midnight(now)
        if step in WRITES:
            connection.writes_parked_until = until
        else:
            connection.parked_until = until
    if error.permanent and (step is Step.CREATE or error.trouble not in ABOUT_ONE_MEETING):
        connection.last_error = str(error)[:300]


def _wait(meeting: ZoomMeeting, error: ZoomError) -> timedelta | None:
    """None where the whole connection waits, or nothing does."""
    if error.trouble in (Trouble.BUSY, Trouble.DAILY_LIMIT) or error.trouble in NO_FOR_GOOD:
        return None
    if error.trouble is Trouble.RUNNING:
        return WHILE_IT_RUNS
    return AFTER_REFUSAL if error.permanent else backoff(meeting.failures + 1)


def _note_refusal(meeting: ZoomMeeting, step: Step, work: Work, error: ZoomError) -> None:
    """Ask no more for the same: another time, a reconnection or the host's word is another ask."""
    if step is Step.CHECK:
        meeting.looked(work.now, work.looks_asked)
    elif step is Step.SEARCH:
        meeting.doubles_until = None
    elif step is Step.DELETE and error.trouble is Trouble.REFUSED:
        meeting.leave(meeting.meeting_id, str(error)[:300])
    else:
        meeting.refused = request(step, Wanted(work.time))


def _tell(meeting: ZoomMeeting, step: Step, work: Work, error: ZoomError) -> None:
    """Tell the host once of what does not pass by itself, or has lasted."""
    lasting = meeting.failures >= TELL_AFTER and step not in LOOKS
    if meeting.told_at is None and (error.trouble in NO_FOR_GOOD or lasting):
        meeting.told_at = work.now
        owe_trouble_mail(meeting.appointment.host_id, work.now)
