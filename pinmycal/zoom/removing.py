"""Deleting a meeting at Zoom, and no more of it than is ours."""

from collections.abc import Collection
from datetime import datetime

from pinmycal.zoom.api import ZoomApi
from pinmycal.zoom.errors import Trouble, ZoomError


def take_away(zoom: ZoomApi, meeting_id: int, starts: Collection[datetime]) -> bool:
    """Delete it; of a series only the date that begins at one of `starts`.

    Looks first: its host may have made a series of it, or their personal room, and that would go
    with all its dates. False if it has to stay. Raises ZoomError.
    """
    try:
        seen = zoom.get(meeting_id)
    except ZoomError as error:
        if error.trouble is Trouble.MISSING:
            return True
        raise
    if not seen.is_lasting:
        zoom.delete(meeting_id)
        return True
    date = seen.date_at(starts)
    if date is None:
        return False
    if not date.is_deleted:
        zoom.delete(meeting_id, date.id)
    return True
