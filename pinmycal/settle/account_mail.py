"""Mail to a host that is about no appointment: password resets, a lost Zoom connection."""

from datetime import datetime

from sqlalchemy import or_, update

from pinmycal.database import rows_changed, writing
from pinmycal.models import Message
from pinmycal.settle.claims import LEASE
from pinmycal.settle.mails import deliver


def send_account_mail(message_id: int, now: datetime) -> None:
    """Send it if it is due and no other worker has it."""
    claim = update(Message).where(
        Message.id == message_id,
        Message.appointment_id.is_(None),
        Message.due_at <= now,
        or_(Message.lease_until.is_(None), Message.lease_until < now),
    )
    with writing():
        ours = rows_changed(claim.values(lease_until=now + LEASE))
    if ours:
        deliver(message_id, now)
        with writing():
            rows_changed(update(Message).where(Message.id == message_id).values(lease_until=None))
