"""What Zoom tells the app by webhook, and to whose meetings it keeps quiet."""

import secrets
from datetime import UTC, datetime
from typing import Any

from sandbox.zoom import series, webhooks
from sandbox.zoom.fields import utc_text
from sandbox.zoom.meetings import Changed
from sandbox.zoom.promised import FAREWELL
from sandbox.zoom.records import Meeting
from sandbox.zoom.state import State
from sandbox.zoom.users import ZoomUser

Payload = dict[str, Any]


def meeting_updated(
    state: State, meeting: Meeting, changed: Changed, occurrence_id: str | None = None
) -> None:
    if not changed:
        return
    told: Payload = {
        "time_stamp": state.now() * 1000,
        "object": _sides(meeting, changed, 1),
        "old_object": _sides(meeting, changed, 0),
    }
    if meeting.type == series.FIXED_TIME:
        told["scope"] = "single" if occurrence_id else "all"
    _about_edit(state, "meeting.updated", meeting, told)


def _sides(meeting: Meeting, changed: Changed, side: int) -> Payload:
    """The old or the new values; what was not there is left out."""
    values = {name: pair[side] for name, pair in changed.items() if pair[side] is not None}
    return {"id": meeting.id} | values


def meeting_gone(
    state: State, event: str, meeting: Meeting, occurrence_id: str | None = None
) -> None:
    """`meeting.deleted`, `meeting.recovered` or `meeting.permanently_deleted`."""
    told: Payload = {"object": _about(meeting)}
    if meeting.type == series.FIXED_TIME:
        told["operation"] = "single" if occurrence_id else "all"
        told["object"]["occurrences"] = [
            {"occurrence_id": each["occurrence_id"], "start_time": utc_text(each["start"])}
            for each in meeting.occurrences
            if occurrence_id in (None, each["occurrence_id"])
        ]
    _about_edit(state, event, meeting, told)


def meeting_held(state: State, event: str, meeting: Meeting) -> None:
    """`meeting.started` or `meeting.ended`, which hosts of every plan get; the id is text here."""
    host = state.user(meeting.host_id)
    told = _about(meeting) | {"id": str(meeting.id), "host_email": host.email}
    if event == "meeting.ended":
        told["end_time"] = utc_text(state.now())
    _send(state, event, host, {"account_id": host.account_id, "object": told})


def _about(meeting: Meeting) -> Payload:
    return {
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.type,
        "start_time": utc_text(meeting.start),
        "duration": meeting.duration,
        "timezone": meeting.timezone,
    }


def _about_edit(state: State, event: str, meeting: Meeting, payload: Payload) -> None:
    host = state.user(meeting.host_id)
    if host.is_told_of_edits:
        who = {"account_id": host.account_id, "operator": host.email, "operator_id": host.id}
        _send(state, event, host, who | payload)


def _send(state: State, event: str, host: ZoomUser, payload: Payload) -> None:
    """Nothing of a host without the app."""
    if state.live_token(host.id) is not None:
        webhooks.send_soon(state, event, payload)


def uninstall(state: State, user: ZoomUser) -> None:
    """Kills the user's tokens and tells the app, whatever plan the user is on."""
    if state.live_token(user.id) is None:
        return
    for each in state.tokens:
        if each.user_id == user.id:
            each.dead = "uninstalled"
    webhooks.send_soon(state, FAREWELL, _farewell(state, user))


def _farewell(state: State, user: ZoomUser) -> Payload:
    moment = datetime.fromtimestamp(state.now(), UTC)
    return {
        "account_id": user.account_id,
        "user_id": user.id,
        "client_id": state.settings.client_id,
        "signature": secrets.token_hex(32),
        "deauthorization_time": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "event_ts": state.now() * 1000,
    }
