"""Series: meetings that recur. Those at fixed times have occurrences."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

from sandbox.zoom import errors
from sandbox.zoom.fields import Body, start_instant, utc_text
from sandbox.zoom.records import Meeting, Occurrence

NO_FIXED_TIME, PERSONAL_ROOM, FIXED_TIME = 3, 4, 8
MOST_OCCURRENCES = 60
FREQUENCY = {1: DAILY, 2: WEEKLY, 3: MONTHLY}


def lay_out(meeting: Meeting) -> None:
    """Gives a series at fixed times its occurrences, and any other meeting none."""
    starts = _starts(meeting) if meeting.type == FIXED_TIME else []
    meeting.occurrences = [
        Occurrence(
            occurrence_id=f"{start}000",
            start=start,
            duration=meeting.duration,
            status="available",
        )
        for start in starts
    ]


def _starts(meeting: Meeting) -> list[int]:
    """Wall time stays the same over a change of clocks."""
    zone = ZoneInfo(meeting.timezone)
    first = datetime.fromtimestamp(meeting.start, zone).replace(tzinfo=None)
    walls = list(rrule(dtstart=first, **_rule(meeting.recurrence or {"type": 1}, zone)))
    return [int(wall.replace(tzinfo=zone).timestamp()) for wall in walls]


def _rule(recurrence: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "freq": FREQUENCY[recurrence["type"]],
        "interval": recurrence.get("repeat_interval") or 1,
    }
    if "weekly_days" in recurrence:
        rule["byweekday"] = _weekday(recurrence["weekly_days"])
    if "monthly_day" in recurrence:
        rule["bymonthday"] = recurrence["monthly_day"]
    if "monthly_week" in recurrence:
        day = _weekday(recurrence.get("monthly_week_day", 1))
        rule["byweekday"] = day(recurrence["monthly_week"])
    return rule | _end(recurrence, zone)


def _weekday(number: int | str) -> weekday:
    """Zoom counts from Sunday, which is 1."""
    return weekday((int(number) - 2) % 7)


def _end(recurrence: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    if "end_date_time" not in recurrence:
        return {"count": recurrence.get("end_times", 1) or MOST_OCCURRENCES}
    last = start_instant(recurrence["end_date_time"], zone.key)
    return {"until": datetime.fromtimestamp(last, zone).replace(tzinfo=None)}


def find(meeting: Meeting, occurrence_id: str) -> Occurrence:
    for each in meeting.occurrences:
        if each["occurrence_id"] == occurrence_id and each["status"] == "available":
            return each
    raise errors.refusal(300)


def drop(meeting: Meeting, occurrence_id: str | None) -> None:
    """Into the trash: one date, or the meeting whole; a series ends with its last date."""
    if occurrence_id is not None:
        find(meeting, occurrence_id)["status"] = "deleted"
    meeting.deleted = occurrence_id is None or not available(meeting)


def bring_back(meeting: Meeting, occurrence_id: str | None) -> None:
    """Out of the trash again."""
    for each in meeting.occurrences:
        if occurrence_id in (None, each["occurrence_id"]):
            each["status"] = "available"
    meeting.deleted = False


def available(meeting: Meeting) -> list[Occurrence]:
    return [each for each in meeting.occurrences if each["status"] == "available"]


def change_one(occurrence: Occurrence, body: Body, zone: str, now: int) -> None:
    """A start in the past is ignored without a word, as with single meetings."""
    occurrence["duration"] = body.get("duration", occurrence["duration"])
    start = start_instant(body.get("start_time", utc_text(occurrence["start"])), zone)
    if start > now:
        occurrence["start"] = start


def told(occurrence: Occurrence) -> dict[str, Any]:
    return {
        "occurrence_id": occurrence["occurrence_id"],
        "start_time": utc_text(occurrence["start"]),
        "duration": occurrence["duration"],
        "status": occurrence["status"],
    }
