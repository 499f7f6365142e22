"""What Zoom tells us: who may speak, and what follows. It only writes rows."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import ZoomConnection, ZoomEvent, ZoomMeeting
from pinmycal.models.zoom import READY
from pinmycal.zoom.attention import owe_broken_mail
from pinmycal.zoom.connection import wake

TOLERANCE = timedelta(minutes=5)
_MILLISECONDS_FROM = 10**12


def is_genuine(body: bytes, signature: str, timestamp: str, now: datetime) -> bool:
    """Whether Zoom signed these very bytes, lately. Always False without a secret."""
    secret = current_app.config["ZOOM_WEBHOOK_SECRET"]
    if not secret or not _is_recent(timestamp, now):
        return False
    message = b"v0:" + timestamp.encode() + b":" + body
    expected = "v0=" + _hmac(secret, message)
    return hmac.compare_digest(expected.encode(), signature.encode())


def url_validation(plain_token: str) -> dict[str, str]:
    """The answer that proves that we know the secret."""
    secret = current_app.config["ZOOM_WEBHOOK_SECRET"]
    return {"plainToken": plain_token, "encryptedToken": _hmac(secret, plain_token.encode())}


@transactional
def take_in(event: Mapping[str, Any], body: bytes, now: datetime) -> int | None:
    """Write down what an event means; the id of the host whom it concerns, if there is one.

    A repeat and an event of an unknown kind do nothing. What an event says of a meeting is not
    believed: settle looks at Zoom itself, so late and reordered events do no harm.
    """
    payload = event.get("payload")
    handler = _HANDLERS.get(str(event.get("event")))
    if handler is None or not isinstance(payload, dict):
        return None
    return handler(payload, now) if _is_first(body, now) else None


def _is_first(body: bytes, now: datetime) -> bool:
    """Write down that these bytes were here; False if they were, perhaps at this same moment."""
    event = ZoomEvent(digest=hashlib.sha256(body).hexdigest(), received_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(event)
    except IntegrityError:
        return False
    return True


def _deauthorized(payload: Mapping[str, Any], now: datetime) -> int | None:
    """The host removed PinMyCal at Zoom: forget the connection and tell him."""
    if payload.get("client_id") != current_app.config["ZOOM_CLIENT_ID"]:
        return None
    connection = db.session.scalar(
        select(ZoomConnection).where(
            ZoomConnection.zoom_user_id == str(payload.get("user_id")),
            ZoomConnection.account_id == str(payload.get("account_id")),
        )
    )
    if connection is None or _was_before(connection, payload.get("deauthorization_time")):
        return None
    host_id = connection.host_id
    db.session.delete(connection)
    owe_broken_mail(host_id, now)
    wake(host_id, now)
    return host_id


def _was_before(connection: ZoomConnection, removed_at: object) -> bool:
    """Whether the host has connected anew since: to disconnect causes this event too, later."""
    try:
        moment = datetime.fromisoformat(str(removed_at))
    except ValueError:
        return False
    return moment.tzinfo is not None and moment < connection.connected_at.replace(microsecond=0)


def _meeting_changed(payload: Mapping[str, Any], now: datetime) -> int | None:
    """Somebody, perhaps we ourselves, changed or deleted a meeting: have a look at it."""
    about = payload.get("object")
    number = str(about.get("id")) if isinstance(about, dict) else ""
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    meeting = db.session.scalar(select(ZoomMeeting).where(ZoomMeeting.meeting_id == int(number)))
    if meeting is None or meeting.state != READY:
        return None
    meeting.check_at = now
    meeting.appointment.due_at = now
    return meeting.appointment.host_id


_HANDLERS: dict[str, Callable[[Mapping[str, Any], datetime], int | None]] = {
    "app_deauthorized": _deauthorized,
    "meeting.updated": _meeting_changed,
    "meeting.deleted": _meeting_changed,
    "meeting.permanently_deleted": _meeting_changed,
}


def _is_recent(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 13):
        return False
    seconds = int(timestamp) / (1000 if int(timestamp) >= _MILLISECONDS_FROM else 1)
    return abs(now.timestamp() - seconds) <= TOLERANCE.total_seconds()


def _hmac(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
