"""Sending what is owed. The same row always has the same Message-ID, so a repeat is harmless."""

import logging
import time
import traceback
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from rq.exceptions import ShutDownImminentException
from rq.timeouts import BaseTimeoutException
from sqlalchemy import select, update

from pinmycal import mail
from pinmycal.database import rows_changed, writing
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message
from pinmycal.settle.backoff import LONGEST, backoff
from pinmycal.settle.claims import LEASE
from pinmycal.zoom.connection import connection_of, is_working
from pinmycal.zoom.state import ZoomState, zoom_outlook

MAIL_TIME = timedelta(seconds=mail.DEADLINE + 3)  # the longest that an email takes
GIVE_UP_AFTER = timedelta(days=3)
# Where it may have arrived, its next try comes later each time, and not at once after a death.
PATIENT, AFTER_DEATH = timedelta(days=1), LEASE
# RQ ends a job with these, wherever it is.
_STOPPED = (BaseTimeoutException, ShutDownImminentException)
log = logging.getLogger(__name__)
_ABOUT_A_STANDING_APPOINTMENT = (Kind.CONFIRMATION, Kind.MOVE, Kind.LINK, Kind.REMINDER)
_ABOUT_A_LOST_CONNECTION = (Kind.ZOOM_BROKEN, Kind.ZOOM_DISCONNECTED)


def deliver(message_id: int, now: datetime) -> None:
    """Try to send one message, and write down what came of it, so that no other waits for it."""
    began = time.monotonic()
    try:
        letter = _begin(message_id, now)
        if letter is None:
            return
        mail.send(letter, partial(_is_still_ours, message_id, now))
    except _STOPPED:
        raise
    except Exception as error:
        known = error if isinstance(error, mail.MailError) else _mistake(error)
        took = timedelta(seconds=time.monotonic() - began)
        _note_failure(message_id, known, now, now + took)
    else:
        _note_success(message_id, now)


def _begin(message_id: int, now: datetime) -> EmailMessage | None:
    """The email as it is true now, its next try written down; None where there is none to send."""
    with writing():
        _hold_still(message_id)
        message = db.session.get(Message, message_id)
        if message is None or message.due_at is None or _ends(message, now):
            return None
        message.attempts += 1
        # If we die meanwhile it may have gone: then others come first, and it is repeated late.
        message.attempted_at, message.waits_until = now, None
        message.due_at = now + max(AFTER_DEATH, backoff(message.attempts, PATIENT))
        return mail.compose(message, now)


def _is_still_ours(message_id: int, begun: datetime) -> bool:
    """Asked late in a slow session, before the email itself goes: no other worker has begun anew,
    and none will while this one waits for the last word."""
    ours = update(Message).where(Message.id == message_id, Message.attempted_at == begun)
    ours = ours.where(Message.due_at.is_not(None))
    with writing():
        return rows_changed(ours.values(due_at=begun + 2 * MAIL_TIME)) == 1


def _ends(message: Message, now: datetime) -> bool:
    """Whether it is tried no more: of no use by now, or tried for too long."""
    if _pointless(message, now):
        message.due_at = None
    elif message.attempts and _too_old(message, now):
        message.failed_at, message.due_at = now, None
        message.last_error = message.last_error or "SMTP: no answer"
    return message.due_at is None


def _hold_still(message_id: int) -> None:
    """Lock the appointment: what the mail tells must not change while it is written.

    A move or a cancellation waits, and then sees that this message was tried: it owes its own.
    """
    about = select(Appointment.id).join(Message, Message.appointment_id == Appointment.id)
    held = about.where(Message.id == message_id).with_for_update(of=Appointment, key_share=True)
    db.session.execute(held)


def _pointless(message: Message, now: datetime) -> bool:
    """Whether it would say something that is not true any more.

    A link goes to no address but the one that it confirms.
    """
    if message.kind == Kind.EMAIL_CONFIRM:
        return message.address != message.host.new_email
    if message.kind in _ABOUT_A_LOST_CONNECTION:
        return is_working(connection_of(message.host_id))  # connected again meanwhile
    appointment = message.appointment
    if appointment is None or message.kind not in _ABOUT_A_STANDING_APPOINTMENT:
        return False
    too_late = appointment.starts_at if message.kind == Kind.REMINDER else appointment.ends_at
    if appointment.is_cancelled or too_late <= now:
        return True
    # The link has gone meanwhile; if there is another one some day, that is told anew.
    return message.kind == Kind.LINK and not _outlook(appointment).has_link


def _outlook(appointment: Appointment) -> ZoomState:
    return zoom_outlook(appointment, connection_of(appointment.host_id))


def _too_old(message: Message, now: datetime) -> bool:
    """A reminder may be written long before it is due; it ends with its appointment."""
    return message.kind != Kind.REMINDER and now - message.created_at > GIVE_UP_AFTER


def _note_success(message_id: int, now: datetime) -> None:
    with writing():
        if message := db.session.get(Message, message_id):
            message.sent_at, message.due_at, message.last_error = now, None, ""


def _note_failure(message_id: int, error: mail.MailError, now: datetime, then: datetime) -> None:
    """It was tried at `now` and is over `then`."""
    log.log(error.severity, "email %s: %s", message_id, error)
    with writing():
        message = db.session.get(Message, message_id)
        if message is None:
            return
        if message.attempted_at != now:  # it could not even be composed
            message.attempts, message.attempted_at = message.attempts + 1, now
        message.last_error = str(error)[:300]
        if error.permanent:
            message.failed_at, message.due_at = now, None
        else:
            longest = PATIENT if error.may_have_arrived else LONGEST
            message.due_at = then + backoff(message.attempts, longest)


def _mistake(error: Exception) -> mail.MailError:
    """For what should not have happened: which kind and where, without its words, which may quote
    what people typed."""
    steps = traceback.extract_tb(error.__traceback__)
    last = [step for step in steps if "pinmycal" in step.filename][-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    what = f"PinMyCal: {type(error).__name__} at {where}"
    return mail.MailError(what, permanent=False, alarm=True)
