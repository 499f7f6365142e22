"""What Zoom accepts in the body of a create or an update."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sandbox.zoom import errors

Body = dict[str, Any]
Check = Callable[[Any], bool]

START_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?")


@cache
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _text(longest: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _whole(least: int, most: int) -> Check:
    return lambda value: type(value) is int and least <= value <= most


def _is_start_time(value: Any) -> bool:
    if not isinstance(value, str) or not START_TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _are_settings(value: Any) -> bool:
    """Invitees are objects: Zoom refuses plain addresses with code 300."""
    if not isinstance(value, dict):
        return False
    return all(isinstance(each, dict) for each in value.get("meeting_invitees", []))


CHECKS: dict[str, tuple[Check, str]] = {
    "topic": (_text(200), "The topic may have at most 200 characters."),
    "agenda": (_text(2000), "The agenda may have at most 2000 characters."),
    "password": (_text(10), "The passcode may have at most 10 characters."),
    "type": (lambda value: value in (1, 2, 3, 8, 10), "There is no such type of meeting."),
    "duration": (_whole(1, 1440), "The duration is between 1 and 1440 minutes."),
    "start_time": (_is_start_time, "Use yyyy-MM-ddTHH:mm:ss, with Z for UTC."),
    "timezone": (lambda value: value in zones(), "The time zone is not known."),
    "settings": (_are_settings, "The settings are not valid."),
}


def checked(body: Any) -> Body:
    """The known fields of a body, all valid, or Zoom's 400 with a line for each that is not."""
    if not isinstance(body, dict):
        raise errors.ApiError(400, 300, "Request Body should be a valid JSON object.")
    given = {name: body[name] for name in CHECKS if name in body}
    wrong = [
        {"field": name, "message": CHECKS[name][1]}
        for name, value in given.items()
        if not CHECKS[name][0](value)
    ]
    if wrong:
        raise errors.invalid(wrong)
    return given | {"default_password": body.get("default_password", True)}


def start_instant(text: str, zone: str) -> int:
    """Epoch seconds. With Z the text is UTC; without, it is wall time in `zone`."""
    if text.endswith("Z"):
        return int(datetime.fromisoformat(text).timestamp())
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def utc_text(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
