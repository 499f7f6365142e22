"""Telling a host by mail that Zoom needs him: once, not once for each appointment."""

from datetime import datetime, timedelta

from sqlalchemy import select

from pinmycal.extensions import db
from pinmycal.models import Kind, Message

AT_MOST_EVERY = timedelta(days=1)


def owe_trouble_mail(host_id: int, now: datetime) -> None:
    """Owe the host one mail that leads to his dashboard, unless he had one lately."""
    lately = select(Message.id).where(
        Message.host_id == host_id,
        Message.kind == Kind.ZOOM_TROUBLE,
        Message.created_at > now - AT_MOST_EVERY,
    )
    if db.session.scalar(lately.limit(1)) is None:
        db.session.add(Message(kind=Kind.ZOOM_TROUBLE, host_id=host_id, created_at=now, due_at=now))


def owe_broken_mail(host_id: int, now: datetime) -> None:
    """Owe the host a mail that says that Zoom ended the connection."""
    db.session.add(Message(kind=Kind.ZOOM_BROKEN, host_id=host_id, created_at=now, due_at=now))
