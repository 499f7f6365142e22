"""The list call: which meetings it tells of, and in what order."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.zoom import series, telling
from sandbox.zoom.records import Meeting
from sandbox.zoom.state import State
from sandbox.zoom.users import ZoomUser

DAY = 86_400
EXPIRES_AFTER = 30 * DAY
AS_FAR_AS = 182 * DAY  # upcoming and previous meetings reach half a year
LISTED_TYPES = (2, series.NO_FIXED_TIME, series.FIXED_TIME)

Told = dict[str, Any]


def listed(state: State, user: ZoomUser, query: Mapping[str, str], now: int) -> list[Told]:
    """All that are asked for, earliest first; a series without fixed times comes last."""
    url = state.settings.public_url
    mine = (each for each in state.meetings.values() if each.host_id == user.id)
    told = [
        entry
        for meeting in mine
        if is_listed(meeting)
        for entry in telling.each_in_list(meeting, url)
        if is_asked_for(entry, meeting.status, query, now)
    ]
    return sorted(told, key=lambda entry: (entry.get("start_time", "~"), entry["id"]))


def is_listed(meeting: Meeting) -> bool:
    """Instant meetings and personal rooms are not scheduled."""
    return not meeting.deleted and meeting.type in LISTED_TYPES


def is_asked_for(entry: Told, status: str, query: Mapping[str, str], now: int) -> bool:
    kind, begins = query.get("type", "scheduled"), _begins(entry)
    if kind == "live":
        return status == "started"
    if begins is None:
        return kind != "previous_meetings"
    ends = begins + entry["duration"] * 60
    if kind == "previous_meetings":
        in_time = now - AS_FAR_AS < ends <= now
    elif kind == "scheduled":
        in_time = now < begins + EXPIRES_AFTER
    else:
        in_time = now < ends and begins < now + AS_FAR_AS
    return in_time and _within(begins, query)


def _begins(entry: Told) -> int | None:
    start = entry.get("start_time")
    return None if start is None else int(datetime.fromisoformat(start).timestamp())


def _within(begins: int, query: Mapping[str, str]) -> bool:
    """`from` and `to` are days, both included, of `timezone`."""
    zone = ZoneInfo(query.get("timezone", "UTC"))
    first, last = _day(query.get("from"), zone), _day(query.get("to"), zone)
    not_before = first is None or begins >= first.timestamp()
    return not_before and (last is None or begins < (last + timedelta(days=1)).timestamp())


def _day(text: str | None, zone: ZoneInfo) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=zone) if text else None
