"""Meetings: made and changed."""

import base64
import secrets
from typing import Any

from sandbox.zoom import errors, series
from sandbox.zoom.fields import Body, start_instant, utc_text
from sandbox.zoom.records import Meeting
from sandbox.zoom.users import ZoomUser

DEFAULT_MINUTES = 60
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
FIELDS = ("topic", "agenda", "password", "type", "duration", "timezone", "recurrence")
LAYS_OUT = {"type", "recurrence", "start_time", "duration", "timezone"}

Changed = dict[str, tuple[Any, Any]]


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
        password=secrets.token_hex(3) if body.get("default_password", True) else "",
    )
    change(meeting, body, now)
    return meeting


def change(meeting: Meeting, body: Body, now: int) -> Changed:
    """Sets what is given and returns the old and new value of each field that differs.

    A start in the past is ignored without a word, as Zoom does.
    """
    before = _telling(meeting)
    _need_recurrence(meeting, body)
    for name in FIELDS:
        if name in body:
            setattr(meeting, name, body[name])
    if meeting.type != series.FIXED_TIME:
        meeting.recurrence = None
    if "start_time" in body:
        _move(meeting, body["start_time"], now)
    if LAYS_OUT & body.keys():
        series.lay_out(meeting)
    meeting.settings |= body.get("settings", {})
    _settle_entry(meeting)
    return _difference(before, _telling(meeting))


def change_occurrence(meeting: Meeting, occurrence_id: str, body: Body, now: int) -> Changed:
    """One date of a series."""
    before = _telling(meeting)
    series.change_one(series.find(meeting, occurrence_id), body, meeting.timezone, now)
    return _difference(before, _telling(meeting))


def _need_recurrence(meeting: Meeting, body: Body) -> None:
    """A series at fixed times is made, and moved whole, only with its rule."""
    kind = body.get("type", meeting.type)
    if kind == series.FIXED_TIME and LAYS_OUT & body.keys() and not body.get("recurrence"):
        raise errors.invalid([{"field": "recurrence", "message": "recurrence is missing."}])


def _move(meeting: Meeting, start_time: str, now: int) -> None:
    start = start_instant(start_time, meeting.timezone)
    if start > now:
        meeting.start = start


def _settle_entry(meeting: Meeting) -> None:
    """Nobody gets in unseen: no passcode means a waiting room, and where one waits, none enters."""
    if not meeting.password:
        meeting.settings["waiting_room"] = True
    if meeting.settings["waiting_room"]:
        meeting.settings["join_before_host"] = False


def _telling(meeting: Meeting) -> dict[str, Any]:
    told = {name: getattr(meeting, name) for name in FIELDS}
    return told | {
        "start_time": utc_text(meeting.start),
        "occurrences": [series.told(each) for each in meeting.occurrences],
        "settings": dict(meeting.settings),
    }


def _difference(before: dict[str, Any], after: dict[str, Any]) -> Changed:
    """Of the settings, only those that differ; None is what was not there."""
    pairs = {name: (before.get(name), after[name]) for name in after}
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if "settings" in changed:
        inside = _difference(before["settings"], after["settings"])
        changed["settings"] = (_side(inside, 0), _side(inside, 1))
    return changed


def _side(changed: Changed, side: int) -> dict[str, Any]:
    return {name: pair[side] for name, pair in changed.items() if pair[side] is not None}
