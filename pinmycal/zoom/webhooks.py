"""What Zoom tells us: who may speak, and what follows. It only writes rows."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Appointment, MeetingState, ZoomEvent, ZoomMeeting
from pinmycal.zoom.connection import connection_of
from pinmycal.zoom.deauthorizing import deauthorized
from pinmycal.zoom.deciding import locked
from pinmycal.zoom.reading import is_reachable

# Zoom repeats what did not arrive 5, then 20, then 60 minutes later, perhaps with the timestamp
# of the first try. A repeat of what did arrive does nothing: see _is_first.
OLDEST = timedelta(minutes=5 + 20 + 60 + 5)
CLOCKS_DIFFER_BY = timedelta(minutes=5)
LONGEST_CHALLENGE = 1000
_MILLISECONDS_FROM = 10**12


class BadEvent(Exception):
    """Signed, and yet nothing that Zoom would send."""


def parse(body: bytes) -> Mapping[str, Any]:
    """The event in these bytes, an object with a payload that is one. Raises BadEvent."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadEvent from error
    if not isinstance(event, dict) or not isinstance(event.get("payload"), dict):
        raise BadEvent
    return event


def is_genuine(body: bytes, signature: str, timestamp: str, now: datetime) -> bool:
    """Whether Zoom signed these very bytes, lately. Always False without a secret."""
    secret = current_app.config["ZOOM_WEBHOOK_SECRET"]
    if not secret or not _is_recent(timestamp, now):
        return False
    message = b"v0:" + timestamp.encode() + b":" + body
    expected = "v0=" + _hmac(secret, message)
    return hmac.compare_digest(expected.encode(), signature.encode())


def url_validation(plain_token: object) -> dict[str, str]:
    """The answer that proves that we know the secret. Raises BadEvent."""
    if not isinstance(plain_token, str) or not 0 < len(plain_token) <= LONGEST_CHALLENGE:
        raise BadEvent
    if any("\ud800" <= character <= "\udfff" for character in plain_token):
        raise BadEvent  # half a pair: no bytes, so nothing to sign
    secret = current_app.config["ZOOM_WEBHOOK_SECRET"]
    return {"plainToken": plain_token, "encryptedToken": _hmac(secret, plain_token.encode())}


@transactional
def take_in(event: Mapping[str, Any], body: bytes, now: datetime) -> int | None:
    """Write down what an event means; the id of the host whom it concerns, if there is one.

    A repeat and an event of an unknown kind do nothing. What an event says of a meeting is not
    believed: settle looks at Zoom itself, so late and reordered events do no harm.
    """
    handler = _HANDLERS.get(str(event.get("event")))
    if handler is None or not _is_first(body, now):
        return None
    return handler(event["payload"], now)


def _is_first(body: bytes, now: datetime) -> bool:
    """Write down that these bytes were here; False if they were, perhaps at this same moment."""
    event = ZoomEvent(digest=hashlib.sha256(body).hexdigest(), received_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(event)
    except IntegrityError:
        return False
    return True


def _meeting_changed(payload: Mapping[str, Any], now: datetime) -> int | None:
    """Somebody, perhaps we ourselves, changed, deleted or recovered a meeting: look at it."""
    appointment = _appointment_of(_meeting_number(payload))
    if appointment is None:
        return None
    meeting, connection = appointment.zoom_meeting, connection_of(appointment.host_id)
    if meeting is None or meeting.state in _NOT_TO_LOOK_AT or not is_reachable(meeting, connection):
        return None
    meeting.look(now)
    appointment.due_at = now
    return appointment.host_id


def _appointment_of(number: int | None) -> Appointment | None:
    """Whose meeting that is, or was before it was deleted there; under its lock."""
    if number is None:
        return None
    known = or_(ZoomMeeting.meeting_id == number, ZoomMeeting.former_id == number)
    found = db.session.scalar(select(ZoomMeeting.appointment_id).where(known).limit(1))
    return None if found is None else locked(found)


def _meeting_number(payload: Mapping[str, Any]) -> int | None:
    about = payload.get("object")
    number = str(about.get("id")) if isinstance(about, dict) else ""
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else None


# While a create is under way its answer tells more; what was left with its host is theirs.
_NOT_TO_LOOK_AT = (MeetingState.CREATING, MeetingState.LEFT)


_HANDLERS: dict[str, Callable[[Mapping[str, Any], datetime], int | None]] = {
    "app_deauthorized": deauthorized,
    "meeting.updated": _meeting_changed,
    "meeting.deleted": _meeting_changed,
    "meeting.permanently_deleted": _meeting_changed,
    "meeting.recovered": _meeting_changed,
}


def _is_recent(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 13):
        return False
    seconds = int(timestamp) / (1000 if int(timestamp) >= _MILLISECONDS_FROM else 1)
    age = now.timestamp() - seconds
    return -CLOCKS_DIFFER_BY.total_seconds() <= age <= OLDEST.total_seconds()


def _hmac(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
