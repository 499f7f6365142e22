"""The pages for people: what is in the sandbox, and buttons for what may happen to it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from sandbox.zoom import acts, errors, telling, webhooks
from sandbox.zoom.faults import OPERATIONS, Rule
from sandbox.zoom.misbehave import FAULTS
from sandbox.zoom.records import Meeting
from sandbox.zoom.state import state
from sandbox.zoom.users import USERS

pages = Blueprint("pages", __name__)

Page = Response | str | tuple[str, int]
SHOWN_CALLS = 50


@pages.errorhandler(errors.ApiError)
def not_valid(error: errors.ApiError) -> Page:
    wrong = error.body.get("errors", [])
    reason = " ".join(each["message"] for each in wrong) or error.body["message"]
    return render_template("zoom/refused.html", reason=reason), 400


@pages.get("/")
def overview() -> Page:
    with state.lock:
        return render_template(
            "zoom/overview.html",
            meetings=sorted(state.meetings.values(), key=lambda each: each.created, reverse=True),
            join_url=lambda each: telling.join_url(each, state.settings.public_url),
            wall_time=wall_time,
            users=USERS,
            installed=[state.user(each) for each in USERS if state.live_token(each)],
            rules=state.faults.rules(),
            faults=list(FAULTS),
            operations=OPERATIONS,
            calls=list(state.calls)[-SHOWN_CALLS:][::-1],
            deliveries=list(state.deliveries)[-SHOWN_CALLS:][::-1],
            webhook_url=state.switches.webhook_url,
        )


def wall_time(meeting: Meeting) -> str:
    """The start as a datetime-local field holds it, in the meeting's own zone."""
    return f"{datetime.fromtimestamp(meeting.start, ZoneInfo(meeting.timezone)):%Y-%m-%dT%H:%M}"


def known(meeting_id: int) -> Meeting:
    meeting = state.meetings.get(meeting_id)
    if meeting is None or meeting.deleted:
        abort(404)
    return meeting


@pages.post("/meetings/<int:meeting_id>/edit")
def edit(meeting_id: int) -> Page:
    known(meeting_id)
    minutes = request.form.get("duration", 0, int)
    start = f"{request.form.get('start', '')[:16]}:00"
    acts.host_edits(state, meeting_id, {"start_time": start, "duration": minutes})
    return redirect("/#meetings", 303)


@pages.post("/meetings/<int:meeting_id>/delete")
def delete(meeting_id: int) -> Page:
    known(meeting_id)
    acts.host_deletes(state, meeting_id)
    return redirect("/#meetings", 303)


@pages.post("/meetings/<int:meeting_id>/repeat")
def repeat(meeting_id: int) -> Page:
    known(meeting_id)
    rule = {"type": 2, "end_times": request.form.get("times", 4, int)}
    acts.host_edits(state, meeting_id, {"type": 8, "recurrence": rule})
    return redirect("/#meetings", 303)


@pages.post("/meetings/<int:meeting_id>/recover")
def recover(meeting_id: int) -> Page:
    in_trash(meeting_id)
    acts.host_recovers(state, meeting_id)
    return redirect("/#meetings", 303)


@pages.post("/meetings/<int:meeting_id>/purge")
def purge(meeting_id: int) -> Page:
    in_trash(meeting_id)
    acts.host_purges(state, meeting_id)
    return redirect("/#meetings", 303)


def in_trash(meeting_id: int) -> None:
    meeting = state.meetings.get(meeting_id)
    if meeting is None or not meeting.deleted or meeting.purged:
        abort(404)


@pages.post("/users/<user_id>/uninstall")
def uninstall(user_id: str) -> Page:
    if user_id not in USERS:
        abort(404)
    acts.user_uninstalls(state, user_id)
    return redirect("/#apps", 303)


@pages.post("/users/<user_id>/expire")
def expire(user_id: str) -> Page:
    acts.tokens_expire(state, user_id)
    return redirect("/#apps", 303)


@pages.post("/faults")
def add_fault() -> Page:
    form = request.form
    if form.get("operation") not in OPERATIONS or form.get("fault") not in FAULTS:
        abort(400)
    times = form.get("times", 0, int) or None
    state.faults.add(Rule(form["operation"], form["fault"], times, parameters=parameters()))
    return redirect("/#faults", 303)


def parameters() -> dict[str, Any]:
    """What was filled in of the fields that only some faults look at."""
    kinds = {"seconds": float, "code": int, "retry_after": str}
    asked = {name: request.form.get(name, None, kind) for name, kind in kinds.items()}
    return {name: value for name, value in asked.items() if value not in (None, "")}


@pages.post("/faults/clear")
def clear_faults() -> Page:
    state.faults.clear()
    return redirect("/#faults", 303)


@pages.post("/webhooks/challenge")
def challenge() -> Page:
    webhooks.challenge(state)
    return redirect("/#webhooks", 303)


@pages.get("/j/<int:meeting_id>")
def join(meeting_id: int) -> Page:
    return meeting_page(meeting_id, "You would now be in the meeting")


@pages.get("/s/<int:meeting_id>")
def start(meeting_id: int) -> Page:
    return meeting_page(meeting_id, "You would now be starting the meeting as its host")


def meeting_page(meeting_id: int, headline: str) -> Page:
    with state.lock:
        meeting = state.meetings.get(meeting_id)
    if meeting is None or meeting.deleted:
        return render_template("zoom/gone.html"), 404
    host = USERS[meeting.host_id]
    return render_template("zoom/meeting.html", meeting=meeting, host=host, headline=headline)
