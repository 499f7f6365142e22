"""Keeping idle connections alive: Zoom forgets a refresh token that is not used for 90 days."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
from pinmycal.zoom import tokens
from pinmycal.zoom.connection import note_ended
from pinmycal.zoom.errors import Trouble, ZoomError

IDLE = timedelta(days=7)
# The next try comes after as long again as it has been overdue, within these bounds.
SOONEST, LATEST = timedelta(minutes=5), timedelta(hours=6)
log = logging.getLogger(__name__)


@transactional
def claim_idle(now: datetime, most: int) -> Sequence[int]:
    """Connections whose tokens have not been refreshed for a week, longest first.

    Each comes up again only after a while, whatever becomes of the try: so neither a hanging
    server nor tokens that nobody can read keep the others from theirs.
    """
    idle = (ZoomConnection.refreshed_at < now - IDLE, ZoomConnection.broken_at.is_(None))
    due = or_(ZoomConnection.keep_alive_at.is_(None), ZoomConnection.keep_alive_at <= now)
    found = select(ZoomConnection).where(*idle, due).order_by(ZoomConnection.refreshed_at)
    connections = db.session.scalars(found.limit(most).with_for_update(skip_locked=True)).all()
    for connection in connections:
        overdue = now - IDLE - connection.refreshed_at
        connection.keep_alive_at = now + min(max(overdue, SOONEST), LATEST)
    return [connection.id for connection in connections]


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
