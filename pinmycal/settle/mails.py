"""Sending what is owed. The same row always has the same Message-ID, so a repeat is harmless."""

import logging
import traceback
from datetime import datetime, timedelta
from email.message import EmailMessage

from rq.exceptions import ShutDownImminentException
from rq.timeouts import BaseTimeoutException
from sqlalchemy import select

from pinmycal import mail
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message
from pinmycal.settle.backoff import backoff
from pinmycal.zoom.connection import connection_of, is_working

GIVE_UP_AFTER = timedelta(days=3)
# RQ ends a job with these, wherever it is.
_STOPPED = (BaseTimeoutException, ShutDownImminentException)
log = logging.getLogger(__name__)
_ABOUT_A_STANDING_APPOINTMENT = (Kind.CONFIRMATION, Kind.MOVE, Kind.LINK, Kind.REMINDER)

_ABOUT_A_LOST_CONNECTION = (Kind.ZOOM_BROKEN, Kind.ZOOM_DISCONNECTED)


def deliver(message_id: int, now: datetime) -> None:
    """Try to send one message, and write down what came of it, so that no other waits for it."""
    try:
        letter = _begin(message_id, now)
        if letter is None:
            return
        mail.send(letter)
    except mail.MailError as error:
        log.log(error.severity, "email %s: %s", message_id, error)
        _note_failure(message_id, str(error), now, final=error.permanent)
    except _STOPPED:
        raise
    except Exception as error:
        log.error("email %s: a mistake of ours: %s", message_id, _where(error))
        _note_failure(message_id, f"PinMyCal: {type(error).__name__}", now)
    else:
        _note_success(message_id, now)


def _begin(message_id: int, now: datetime) -> EmailMessage | None:
    """The email as it is true now, its try written down; None where there is nothing to send."""
    with writing():
        _hold_still(message_id)
        message = db.session.get(Message, message_id)
        if message is None:
            return None
        if _pointless(message, now):
            message.due_at = None
            return None
        message.attempts += 1
        # Due from now on, however long it meant to wait: if we die here it may not have gone.
        message.attempted_at = message.due_at = now
        return mail.compose(message, now)


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
    return appointment.is_cancelled or too_late <= now


def _too_old(message: Message, now: datetime) -> bool:
    """A reminder may be written long before it is due; it ends with its appointment."""
    return message.kind != Kind.REMINDER and now - message.created_at > GIVE_UP_AFTER


def _note_success(message_id: int, now: datetime) -> None:
    with writing():
        if message := db.session.get(Message, message_id):
            message.sent_at, message.due_at, message.last_error = now, None, ""


def _note_failure(message_id: int, what: str, now: datetime, *, final: bool = False) -> None:
    with writing():
        message = db.session.get(Message, message_id)
        if message is None:
            return
        if message.attempted_at != now:  # it could not even be composed
            message.attempts, message.attempted_at = message.attempts + 1, now
        message.last_error = what[:300]
        if final or _too_old(message, now):
            message.failed_at, message.due_at = now, None
        else:
            message.due_at = now + backoff(message.attempts)


def _where(error: Exception) -> str:
    """What kind of error and where, without its words: they may quote what people typed."""
    steps = traceback.extract_tb(error.__traceback__)
    last = [step for step in steps if "pinmycal" in step.filename][-1]
    return f"{type(error).__name__} at {last.filename}:{last.lineno}"
