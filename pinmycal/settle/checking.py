"""When to look at a meeting inside Zoom. Hosts on free plans send us no events of their edits."""

from datetime import datetime, timedelta

BEFORE = (timedelta(hours=24), timedelta(hours=3), timedelta(minutes=20))


def next_check(starts_at: datetime, now: datetime) -> datetime | None:
    """The next of the moments before a meeting at which we look; None if all have passed."""
    moments = (starts_at - before for before in BEFORE)
    return next((moment for moment in moments if moment > now), None)
