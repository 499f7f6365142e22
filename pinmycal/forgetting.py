"""Rows that have served their time."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from pinmycal.accounts.guessing import WINDOW
from pinmycal.accounts.sessions import LIFETIME
from pinmycal.counting import LONGEST
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.links import EMAIL_LIFETIME
from pinmycal.models import (
    AskedMailbox,
    ClientAct,
    FailedLogin,
    Host,
    HostSession,
    Message,
    ZoomEvent,
)

# Far longer than Zoom goes on repeating an event (85 minutes), and than its signature is accepted.
KEEP_EVENTS = timedelta(days=7)


def forget_old(now: datetime) -> None:
    """Delete log-ins that have ended or failed, webhooks that nobody will repeat, and addresses
    that nobody has confirmed."""
    with writing():
        db.session.execute(delete(HostSession).where(HostSession.created_at < now - LIFETIME))
        db.session.execute(delete(FailedLogin).where(FailedLogin.tried_at < now - WINDOW))
        db.session.execute(delete(ClientAct).where(ClientAct.at < now - LONGEST))
        db.session.execute(delete(ZoomEvent).where(ZoomEvent.received_at < now - KEEP_EVENTS))
        _forget_addresses(now - EMAIL_LIFETIME)


def _forget_addresses(before: datetime) -> None:
    """Also in the mails that went there, or never will."""
    wishes = update(Host).where(Host.new_email_at < before)
    db.session.execute(wishes.values(new_email=None, new_email_at=None))
    db.session.execute(delete(AskedMailbox).where(AskedMailbox.asked_at < before))
    done = (Message.address.is_not(None), Message.due_at.is_(None), Message.created_at < before)
    db.session.execute(delete(Message).where(*done))
