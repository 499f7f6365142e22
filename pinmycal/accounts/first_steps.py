"""What a new host has looked at or done, where no other row tells of it."""

from datetime import datetime

from sqlalchemy import update

from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import Host

# By the words in the addresses of its buttons.
COLUMNS = {
    "hours": Host.hours_checked_at,
    "link": Host.link_copied_at,
    "page": Host.page_seen_at,
    "away": Host.steps_away_at,  # not a step: he has put the list away
}


def bring_back(host_id: int) -> None:
    """Show the list again that was put away."""
    with writing():
        db.session.execute(update(Host).where(Host.id == host_id).values(steps_away_at=None))


def take(host_id: int, step: str, now: datetime) -> None:
    """Tick one off; the first time counts. Raises KeyError for a step that there is not."""
    column = COLUMNS[step]
    with writing():
        untaken = update(Host).where(Host.id == host_id, column.is_(None))
        db.session.execute(untaken.values({column: now}))
