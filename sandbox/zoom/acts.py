"""What people do inside Zoom itself, away from the app."""

from typing import Any

from sandbox.zoom import events, meetings
from sandbox.zoom.fields import checked
from sandbox.zoom.state import State
from sandbox.zoom.users import USERS


def host_edits(state: State, meeting_id: int, body: dict[str, Any]) -> None:
    with state.change():
        meeting = state.meetings[meeting_id]
        meeting.status = body.get("status", meeting.status)
        changed = meetings.change(meeting, checked(body), state.now())
        events.meeting_updated(state, meeting, changed)


def host_deletes(state: State, meeting_id: int) -> None:
    with state.change():
        meeting = state.meetings[meeting_id]
        meeting.deleted = True
        events.meeting_deleted(state, meeting)


def user_uninstalls(state: State, user_id: str) -> None:
    with state.change():
        events.uninstall(state, USERS[user_id])


def tokens_expire(state: State, user_id: str | None = None) -> None:
    """Access tokens and unused codes; the refresh tokens beside them go on living."""
    with state.change():
        for code in state.codes.values():
            if user_id in (None, code.user_id):
                code.expires = 0
        for token in state.tokens:
            if user_id in (None, token.user_id):
                token.expires = 0


def tokens_die(state: State, user_id: str | None = None) -> None:
    """Access and refresh tokens, and nobody is told: what a forgotten app meets."""
    with state.change():
        for token in state.tokens:
            if user_id in (None, token.user_id):
                token.dead = "revoked"
