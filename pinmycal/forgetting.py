"""Rows that have served their time."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from pinmycal.accounts.guessing import WINDOW
from pinmycal.accounts.sessions import LIFETIME
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import FailedLogin, HostSession, ZoomEvent

# Far longer than Zoom goes on repeating an event (85 minutes), and than its signature is accepted.
KEEP_EVENTS = timedelta(days=7)


def forget_old(now: datetime) -> None:
    """Delete log-ins that have ended or failed, and webhooks that nobody will repeat."""
    with writing():
        db.session.execute(delete(HostSession).where(HostSession.created_at < now - LIFETIME))
        db.session.execute(delete(FailedLogin).where(FailedLogin.tried_at < now - WINDOW))
        db.session.execute(delete(ZoomEvent).where(ZoomEvent.received_at < now - KEEP_EVENTS))
