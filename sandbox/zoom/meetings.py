"""Meetings: made, changed, and told as JSON the way Zoom tells them."""

import base64
import hashlib
import secrets
from typing import Any

from sandbox.zoom.fields import Body, start_instant, utc_text
from sandbox.zoom.records import Meeting
from sandbox.zoom.users import USERS, ZoomUser

DEFAULT_MINUTES = 60
EXPIRES_AFTER = 30 * 86_400
AGENDA_IN_LIST = 250
DEFAULT_SETTINGS = {
    "host_video": False,
    "participant_video": False,
    "join_before_host": False,
    "mute_upon_entry": False,
    "waiting_room": False,
    "use_pmi": False,
    "approval_type": 2,
    "auto_recording": "none",
    "meeting_invitees": [],
}


def new_meeting(body: Body, host: ZoomUser, now: int) -> Meeting:
    meeting = Meeting(
        id=10**10 + secrets.randbelow(9 * 10**10),
        uuid=base64.b64encode(secrets.token_bytes(16)).decode(),
        host_id=host.id,
        topic="Zoom Meeting",
        start=now,
        duration=DEFAULT_MINUTES,
        timezone=host.timezone,
        created=now,
        settings=dict(DEFAULT_SETTINGS),
        password=secrets.token_hex(3) if body["default_password"] else "",
    )
    change(meeting, body, now)
    return meeting


def change(meeting: Meeting, body: Body, now: int) -> dict[str, tuple[Any, Any]]:
    """Sets what is given and returns the old and new value of each field that differs.

    A start in the past is ignored without a word, as Zoom does.
    """
    before = _telling(meeting)
    for name in ("topic", "agenda", "password", "type", "duration", "timezone"):
        if name in body:
            setattr(meeting, name, body[name])
    if "start_time" in body:
        _move(meeting, body["start_time"], now)
    meeting.settings |= body.get("settings", {})
    if not meeting.password:
        meeting.settings["waiting_room"] = True
    after = _telling(meeting)
    return {name: (before[name], after[name]) for name in after if before[name] != after[name]}


def _move(meeting: Meeting, start_time: str, now: int) -> None:
    start = start_instant(start_time, meeting.timezone)
    if start > now:
        meeting.start = start


def _telling(meeting: Meeting) -> dict[str, Any]:
    names = ("topic", "agenda", "password", "type", "duration", "timezone")
    told = {name: getattr(meeting, name) for name in names}
    return told | {"start_time": utc_text(meeting.start), "settings": dict(meeting.settings)}


def in_list(meeting: Meeting, public_url: str) -> dict[str, Any]:
    """As the list call tells it: a cut agenda, no passcode, no settings."""
    return {
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.type,
        "start_time": utc_text(meeting.start),
        "duration": meeting.duration,
        "timezone": meeting.timezone,
        "agenda": meeting.agenda[:AGENDA_IN_LIST],
        "created_at": utc_text(meeting.created),
        "join_url": join_url(meeting, public_url),
    }


def in_full(meeting: Meeting, public_url: str) -> dict[str, Any]:
    return in_list(meeting, public_url) | {
        "agenda": meeting.agenda,
        "host_email": USERS[meeting.host_id].email,
        "status": meeting.status,
        "start_url": f"{public_url}/s/{meeting.id}?zak={secrets.token_urlsafe(24)}",
        "password": meeting.password,
        "encrypted_password": _pass_in_link(meeting),
        "settings": meeting.settings,
        "creation_source": "open_api",
    }


def join_url(meeting: Meeting, public_url: str) -> str:
    return f"{public_url}/j/{meeting.id}?pwd={_pass_in_link(meeting)}"


def _pass_in_link(meeting: Meeting) -> str:
    """Changes with the passcode, so that a link from before does not let in."""
    digest = hashlib.sha256(f"{meeting.id}:{meeting.password}".encode()).digest()
    return base64.urlsafe_b64encode(digest)[:32].decode()


def is_listed(meeting: Meeting, kind: str, now: int) -> bool:
    if meeting.deleted or meeting.type == 1:
        return False
    if kind in ("upcoming", "upcoming_meetings"):
        return meeting.start + meeting.duration * 60 > now
    return meeting.start + EXPIRES_AFTER > now
