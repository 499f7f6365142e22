"""One change of a host's calendar at a time."""

from sqlalchemy import select

from pinmycal.extensions import db
from pinmycal.models import Host


def lock_calendar(host_id: int) -> None:
    """Hold the host's row until the transaction ends. On SQLite `writing` has the only lock."""
    row = select(Host.id).where(Host.id == host_id)
    db.session.execute(row.with_for_update(key_share=True))
