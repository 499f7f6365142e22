"""Meetings told as JSON, the way Zoom tells them."""

import base64
import hashlib
import secrets
from collections.abc import Iterator
from typing import Any

from sandbox.zoom import series
from sandbox.zoom.fields import utc_text
from sandbox.zoom.records import Meeting, Occurrence
from sandbox.zoom.users import USERS

AGENDA_IN_LIST = 250


def in_list(meeting: Meeting, public_url: str) -> dict[str, Any]:
    """As the list call tells it: a cut agenda, no passcode, no settings."""
    told = {
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.type,
        "timezone": meeting.timezone,
        "agenda": meeting.agenda[:AGENDA_IN_LIST],
        "created_at": utc_text(meeting.created),
        "join_url": join_url(meeting, public_url),
    }
    return told | _time(meeting)


def _time(meeting: Meeting) -> dict[str, Any]:
    if meeting.type == series.NO_FIXED_TIME:
        return {}
    return {"start_time": utc_text(meeting.start), "duration": meeting.duration}


def each_in_list(meeting: Meeting, public_url: str) -> Iterator[dict[str, Any]]:
    """A series at fixed times is listed once for each date, always under the one id."""
    told = in_list(meeting, public_url)
    if meeting.type != series.FIXED_TIME:
        yield told
    for each in series.available(meeting):
        yield told | {"start_time": utc_text(each["start"]), "duration": each["duration"]}


def in_full(meeting: Meeting, public_url: str, since: int | None = None) -> dict[str, Any]:
    """As asked for by its id; dates of a series that were over before `since` are left out."""
    told = in_list(meeting, public_url) | {
        "agenda": meeting.agenda,
        "host_email": USERS[meeting.host_id].email,
        "status": meeting.status,
        "start_url": f"{public_url}/s/{meeting.id}?zak={secrets.token_urlsafe(24)}",
        "password": meeting.password,
        "encrypted_password": _pass_in_link(meeting),
        "settings": meeting.settings,
        "creation_source": "open_api",
    }
    if meeting.recurrence:
        told["recurrence"] = meeting.recurrence
    if meeting.type == series.FIXED_TIME:
        dates = [each for each in meeting.occurrences if not _is_over(each, since)]
        told["occurrences"] = [series.told(each) for each in dates]
    return told


def _is_over(occurrence: Occurrence, since: int | None) -> bool:
    return since is not None and occurrence["start"] + occurrence["duration"] * 60 <= since


def of_occurrence(meeting: Meeting, occurrence_id: str, public_url: str) -> dict[str, Any]:
    """One date of a series, told as a meeting."""
    date = series.find(meeting, occurrence_id)
    told = in_full(meeting, public_url) | {
        "start_time": utc_text(date["start"]),
        "duration": date["duration"],
    }
    del told["occurrences"]
    return told


def join_url(meeting: Meeting, public_url: str) -> str:
    return f"{public_url}/j/{meeting.id}?pwd={_pass_in_link(meeting)}"


def _pass_in_link(meeting: Meeting) -> str:
    """Changes with the passcode, so that a link from before does not let in."""
    digest = hashlib.sha256(f"{meeting.id}:{meeting.password}".encode()).digest()
    return base64.urlsafe_b64encode(digest)[:32].decode()


def without(told: Any, names: set[str]) -> Any:
    """Every field of Zoom's is optional: the same, without the fields of these names."""
    if isinstance(told, dict):
        return {name: without(each, names) for name, each in told.items() if name not in names}
    if isinstance(told, list):
        return [without(each, names) for each in told]
    return told
