"""Which time a meeting has at Zoom, as far as its answer tells."""

from pinmycal.models import ZoomMeeting
from pinmycal.models.zoom_meeting import Time
from pinmycal.settle.work import Work
from pinmycal.zoom.meeting import SERIES, Meeting, Occurrence


def time_seen(work: Work, seen: Meeting, before: ZoomMeeting | None = None) -> Time | None:
    """When Zoom holds it, or None if the answer does not tell.

    What Zoom left out is as it was seen `before`, if it was. Once the start has passed nothing
    can be said of it: Zoom puts a start in the past at the moment of the call.
    """
    if not seen.has_dates:
        return None
    told: Meeting | Occurrence | None = seen if seen.kind != SERIES else _our_date(work, seen)
    if told is None:
        return None
    begun, start, minutes = work.time.has_begun(work.now), told.starts_at, told.minutes
    if before is not None:
        start = None if begun else start
        start = start or before.seen_starts_at or before.starts_at
        minutes = minutes or before.seen_minutes or before.minutes
    elif begun:
        start = work.time.starts_at
    return Time(start, minutes) if start and minutes else None


def _our_date(work: Work, seen: Meeting) -> Occurrence | None:
    """Of a series the date that is ours, or else the one nearest to it: its host moved it."""
    ours = seen.date_at({work.time.starts_at, (work.known_time or work.time).starts_at})
    if ours and not ours.is_deleted:
        return ours
    standing = [each for each in seen.occurrences if each.starts_at and not each.is_deleted]
    return min(standing, key=lambda each: _distance(work, each), default=None)


def _distance(work: Work, date: Occurrence) -> float:
    apart = (date.starts_at or work.now) - work.time.starts_at
    return abs(apart.total_seconds())
