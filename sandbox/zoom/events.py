"""What Zoom tells the app by webhook, and to whose meetings it keeps quiet."""

import secrets
import time
from datetime import UTC, datetime
from typing import Any

from sandbox.zoom import webhooks
from sandbox.zoom.fields import utc_text
from sandbox.zoom.records import Meeting
from sandbox.zoom.state import State
from sandbox.zoom.users import LICENSED_TYPE, USERS, ZoomUser

Changed = dict[str, tuple[Any, Any]]


def meeting_updated(state: State, meeting: Meeting, changed: Changed) -> None:
    if not changed:
        return
    payload = {
        "scope": "all",
        "time_stamp": int(time.time() * 1000),
        "object": {"id": meeting.id} | {name: new for name, (_, new) in changed.items()},
        "old_object": {"id": meeting.id} | {name: old for name, (old, _) in changed.items()},
    }
    _about_meeting(state, "meeting.updated", meeting, payload)


def meeting_deleted(state: State, meeting: Meeting) -> None:
    told = {
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.type,
        "start_time": utc_text(meeting.start),
        "duration": meeting.duration,
        "timezone": meeting.timezone,
    }
    _about_meeting(state, "meeting.deleted", meeting, {"object": told})


def _about_meeting(state: State, event: str, meeting: Meeting, payload: dict[str, Any]) -> None:
    """Hosts on the Basic plan get no such event, nor do those without the app."""
    host = USERS[meeting.host_id]
    if host.type < LICENSED_TYPE or state.live_token(host.id) is None:
        return
    who = {"account_id": host.account_id, "operator": host.email, "operator_id": host.id}
    webhooks.send_soon(state, event, who | payload)


def uninstall(state: State, user: ZoomUser) -> None:
    """Kills the user's tokens and tells the app, whatever plan he is on."""
    token = state.live_token(user.id)
    if token is None:
        return
    for each in state.tokens:
        if each.user_id == user.id:
            each.dead = "uninstalled"
    webhooks.send_soon(state, "app_deauthorized", _farewell(state, user))


def _farewell(state: State, user: ZoomUser) -> dict[str, Any]:
    moment = datetime.now(UTC)
    return {
        "account_id": user.account_id,
        "user_id": user.id,
        "client_id": state.settings.client_id,
        "signature": secrets.token_hex(32),
        "deauthorization_time": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "event_ts": moment.strftime("%Y-%m-%d %H:%M:%S"),
    }
