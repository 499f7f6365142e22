"""Keeping idle connections alive: Zoom forgets a refresh token that is not used for 90 days."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
from pinmycal.zoom import tokens
from pinmycal.zoom.connection import note_ended
from pinmycal.zoom.errors import Trouble, ZoomError

IDLE = timedelta(days=7)
AT_ONCE = 20  # a sweep: a fleet that was down for a week comes back gently
log = logging.getLogger(__name__)


def idle_connections(now: datetime) -> Sequence[int]:
    """Connections whose tokens have not been refreshed for a week, longest first."""
    return db.session.scalars(
        select(ZoomConnection.id)
        .where(ZoomConnection.refreshed_at < now - IDLE, ZoomConnection.broken_at.is_(None))
        .order_by(ZoomConnection.refreshed_at)
        .limit(AT_ONCE)
    ).all()


def keep_alive(connection_id: int, now: datetime) -> None:
    """Refresh its tokens, if that is still due."""
    connection = db.session.get(ZoomConnection, connection_id)
    if connection is None or connection.broken_at or connection.refreshed_at >= now - IDLE:
        return
    try:
        tokens.renew(connection_id)
    except ZoomError as error:
        log.log(error.severity, "keeping connection %s alive: %s", connection_id, error)
        if error.trouble is Trouble.DISCONNECTED:
            note_ended(connection_id, error, now)
