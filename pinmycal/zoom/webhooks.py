"""What Zoom tells us: who may speak, and what follows. It only writes rows."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select

from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
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
def deauthorized(payload: Mapping[str, Any], now: datetime) -> int | None:
    """The host removed PinMyCal at Zoom: forget the connection. His id, if there was one."""
    if payload.get("client_id") != current_app.config["ZOOM_CLIENT_ID"]:
        return None
    connection = db.session.scalar(
        select(ZoomConnection).where(
            ZoomConnection.zoom_user_id == str(payload.get("user_id")),
            ZoomConnection.account_id == str(payload.get("account_id")),
        )
    )
    if connection is None:
        return None
    host_id = connection.host_id
    db.session.delete(connection)
    wake(host_id, now)
    return host_id


def _is_recent(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 13):
        return False
    seconds = int(timestamp) / (1000 if int(timestamp) >= _MILLISECONDS_FROM else 1)
    return abs(now - datetime.fromtimestamp(seconds, UTC)) <= TOLERANCE


def _hmac(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
