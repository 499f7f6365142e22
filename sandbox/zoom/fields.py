"""What Zoom accepts: the bodies of a create and of an update, and the query of each call.

Facts out of Zoom's published description; the contract test compares them with it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.zoom import errors
from sandbox.zoom.kinds import (
    BOOLEAN,
    DAY,
    FLAG,
    START,
    TEXT,
    WHOLE,
    ZONE,
    Kind,
    digits,
    list_of,
    one_of,
    record,
    text,
    whole,
)
from sandbox.zoom.setting_fields import SETTINGS, SETTINGS_OF_CREATE, SETTINGS_OF_UPDATE

Body = dict[str, Any]

RECURRENCE = record(
    {
        "type": one_of(1, 2, 3),
        "repeat_interval": WHOLE,
        "weekly_days": one_of("1", "2", "3", "4", "5", "6", "7"),
        "monthly_day": WHOLE,
        "monthly_week": one_of(-1, 1, 2, 3, 4),
        "monthly_week_day": one_of(1, 2, 3, 4, 5, 6, 7),
        "end_times": whole(most=60),
        "end_date_time": START,
    },
    need={"type"},
)
BODY: dict[str, Kind] = {
    "agenda": text(2000),
    "duration": whole(1, 1440),
    "password": text(10),
    "pre_schedule": BOOLEAN,
    "recurrence": RECURRENCE,
    "schedule_for": TEXT,
    "sensitivity_label_id": TEXT,
    "start_time": START,
    "template_id": TEXT,
    "timezone": ZONE,
    "topic": text(200),
    "type": one_of(1, 2, 3, 8, 10),
}
TRACKING_FIELD: dict[str, Kind] = {"field": TEXT, "value": TEXT}
CREATE = record(
    BODY
    | {
        "default_password": BOOLEAN,
        "settings": record(SETTINGS | SETTINGS_OF_CREATE),
        "tracking_fields": list_of(record(TRACKING_FIELD, need={"field"})),
    }
)
UPDATE = record(
    BODY
    | {
        "settings": record(SETTINGS | SETTINGS_OF_UPDATE),
        "tracking_fields": list_of(record(TRACKING_FIELD)),
    }
)
KINDS_OF_LIST = ("scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings")
QUERIES: dict[str, dict[str, Kind]] = {
    "create": {},
    "list": {
        "type": one_of(*KINDS_OF_LIST),
        "page_size": digits(1, 300),
        "next_page_token": TEXT,
        "page_number": digits(1, 10**6),
        "from": DAY,
        "to": DAY,
        "timezone": ZONE,
    },
    "get": {"occurrence_id": TEXT, "show_previous_occurrences": FLAG},
    "update": {"occurrence_id": TEXT},
    "delete": {
        "occurrence_id": TEXT,
        "schedule_for_reminder": FLAG,
        "cancel_meeting_reminder": FLAG,
    },
    "me": {
        "login_type": one_of(*map(str, (0, 1, 11, 21, 23, 24, 27, 97, 98, 99, 100, 101))),
        "encrypted_email": FLAG,
        "search_by_unique_id": FLAG,
    },
}


def checked(kind: Kind, body: Any) -> Body:
    """The body, or Zoom's 400 with a line for each field that is not right."""
    if not isinstance(body, dict):
        raise errors.ApiError(400, 300, "The body has to be a JSON object.")
    if wrong := list(kind("", body)):
        raise errors.invalid(wrong)
    return body


def checked_query(operation: str, query: Mapping[str, str]) -> Mapping[str, str]:
    """The same for what stands behind the question mark."""
    if wrong := list(record(QUERIES[operation])("", dict(query))):
        raise errors.invalid(wrong)
    return query


def start_instant(text: str, zone: str) -> int:
    """Epoch seconds. With Z the text is UTC; without, it is wall time in `zone`."""
    if text.endswith("Z"):
        return int(datetime.fromisoformat(text).timestamp())
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def utc_text(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
