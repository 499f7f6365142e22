"""The slot engine: weekly hours, overrides and busy times in; bookable instants out.

Pure: it knows no web, no database and no clock. Dates and minutes are the host's wall clock,
instants are aware datetimes at the border and epoch seconds inside.
"""

from pinmycal.slots.engine import busy_span, free_starts, is_free, window
from pinmycal.slots.listing import as_utc_strings, by_day
from pinmycal.slots.rules import MAX_BUFFER, Busy, Limit, Range, Rules, Schedule, Travel

__all__ = [
    "MAX_BUFFER",
    "Busy",
    "Limit",
    "Range",
    "Rules",
    "Schedule",
    "Travel",
    "as_utc_strings",
    "busy_span",
    "by_day",
    "free_starts",
    "is_free",
    "window",
]
