"""What people do inside Zoom itself, away from the app."""

from typing import Any

from sandbox.zoom import errors, events, meetings, series
from sandbox.zoom.fields import UPDATE, checked
from sandbox.zoom.records import Meeting
from sandbox.zoom.state import State

HELD = {"started": "meeting.started", "waiting": "meeting.ended"}


def host_edits(state: State, meeting_id: int, body: dict[str, Any]) -> None:
    """Fields as in an update. `status` starts and ends the meeting; `occurrence_id` means one date.

    Only here can a meeting become type 4, the host's personal room.
    """
    with state.change():
        meeting, rest = state.meetings[meeting_id], dict(body)
        status, occurrence_id = rest.pop("status", None), rest.pop("occurrence_id", None)
        if rest.get("type") == series.PERSONAL_ROOM:
            meeting.type = rest.pop("type")
        _edit(state, meeting, checked(UPDATE, rest), occurrence_id)
        if status not in (None, meeting.status):
            meeting.status = status
            events.meeting_held(state, HELD[status], meeting)


def _edit(state: State, meeting: Meeting, body: dict[str, Any], occurrence_id: str | None) -> None:
    now = state.now()
    if occurrence_id is not None:
        changed = meetings.change_occurrence(meeting, occurrence_id, body, now)
    else:  # whoever moves a series by hand keeps its rule
        rule = {"recurrence": meeting.recurrence} if meeting.recurrence else {}
        changed = meetings.change(meeting, rule | body, now)
    events.meeting_updated(state, meeting, changed, occurrence_id)


def host_deletes(state: State, meeting_id: int, occurrence_id: str | None = None) -> None:
    """Into the trash, from where it may come back."""
    with state.change():
        meeting = state.meetings[meeting_id]
        series.drop(meeting, occurrence_id)
        events.meeting_gone(state, "meeting.deleted", meeting, occurrence_id)


def host_recovers(state: State, meeting_id: int, occurrence_id: str | None = None) -> None:
    with state.change():
        meeting = state.meetings[meeting_id]
        if meeting.purged:
            raise errors.no_such_meeting(meeting_id)
        series.bring_back(meeting, occurrence_id)
        events.meeting_gone(state, "meeting.recovered", meeting, occurrence_id)


def host_purges(state: State, meeting_id: int) -> None:
    """Deletes for good, from the trash or straight away."""
    with state.change():
        meeting = state.meetings[meeting_id]
        meeting.deleted = meeting.purged = True
        events.meeting_gone(state, "meeting.permanently_deleted", meeting)


def user_uninstalls(state: State, user_id: str) -> None:
    with state.change():
        events.uninstall(state, state.user(user_id))


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
