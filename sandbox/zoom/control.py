"""The sandbox's own switches, as JSON below /_sandbox."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.zoom import acts, errors, telling, webhooks
from sandbox.zoom.faults import OPERATIONS, Rule
from sandbox.zoom.misbehave import FAULTS
from sandbox.zoom.state import set_switches, state
from sandbox.zoom.users import USERS

control = Blueprint("control", __name__, url_prefix="/_sandbox")

Answer = Response | tuple[Response, int] | tuple[str, int]
DONE = ("", 204)


@control.errorhandler(KeyError)
@control.errorhandler(TypeError)
def not_understood(error: Exception) -> Answer:
    return jsonify(error=f"{type(error).__name__}: {error}"), 400


@control.errorhandler(errors.ApiError)
def not_valid(error: errors.ApiError) -> Answer:
    return jsonify(error.body), error.status


@control.get("/state")
def tell_state() -> Answer:
    with state.lock:
        return jsonify(
            now=state.now(),
            late=state.late_count,
            settings=asdict(state.settings) | {"state_file": str(state.settings.state_file or "")},
            switches=asdict(state.switches),
            users=[asdict(state.user(user_id)) for user_id in USERS],
            installed=[user for user in USERS if state.live_token(user)],
            meetings=all_meetings(),
            faults=state.faults.rules(),
            daily=state.daily,
            deliveries=[asdict(each) for each in list(state.deliveries)],
        )


def all_meetings() -> list[dict[str, Any]]:
    """Deleted ones too, oldest first."""
    url = state.settings.public_url
    return [
        telling.in_full(each, url) | {"deleted": each.deleted, "purged": each.purged}
        for each in state.meetings.values()
    ]


@control.get("/calls")
def tell_calls() -> Answer:
    after = request.args.get("after", 0, int)
    with state.lock:
        return jsonify([asdict(call) for call in state.calls if call.number > after])


@control.post("/faults")
def add_fault() -> Answer:
    rule = Rule.from_json(request.get_json())
    if rule.fault not in FAULTS or rule.operation not in OPERATIONS:
        return jsonify(error="unknown", faults=list(FAULTS), operations=OPERATIONS), 400
    state.faults.add(rule)
    return jsonify(rule.to_json()), 201


@control.delete("/faults")
def clear_faults() -> Answer:
    state.faults.clear()
    return DONE


@control.patch("/switches")
def switch() -> Answer:
    with state.change():
        unknown = set_switches(state.switches, request.get_json())
    return (jsonify(unknown=unknown), 400) if unknown else DONE


@control.post("/reset")
def reset() -> Answer:
    state.reset()
    return DONE


@control.post("/tokens/expire")
def expire_tokens() -> Answer:
    return _on_tokens(acts.tokens_expire)


@control.post("/tokens/kill")
def kill_tokens() -> Answer:
    return _on_tokens(acts.tokens_die)


def _on_tokens(act: Callable[..., None]) -> Answer:
    act(state, (request.get_json(silent=True) or {}).get("user"))
    return DONE


@control.post("/users/<user_id>/uninstall")
def uninstall(user_id: str) -> Answer:
    acts.user_uninstalls(state, user_id)
    return DONE


@control.patch("/meetings/<int:meeting_id>")
def edit_meeting(meeting_id: int) -> Answer:
    acts.host_edits(state, meeting_id, request.get_json())
    return DONE


@control.delete("/meetings/<int:meeting_id>")
def delete_meeting(meeting_id: int) -> Answer:
    """Into the trash; with `purge` for good."""
    if request.args.get("purge"):
        acts.host_purges(state, meeting_id)
    else:
        acts.host_deletes(state, meeting_id, request.args.get("occurrence_id"))
    return DONE


@control.post("/meetings/<int:meeting_id>/recover")
def recover_meeting(meeting_id: int) -> Answer:
    acts.host_recovers(state, meeting_id, request.args.get("occurrence_id"))
    return DONE


@control.patch("/users/<user_id>")
def change_user(user_id: str) -> Answer:
    """Another plan, say; until the next reset."""
    with state.change():
        given = state.switches.users.get(user_id, {}) | request.get_json()
        replace(USERS[user_id], **given)
        state.switches.users[user_id] = given
    return DONE


@control.post("/clock")
def shift_clock() -> Answer:
    """Holds no lock: what becomes due may send webhooks, and their receiver may call back."""
    state.clock.shift(request.get_json()["seconds"])
    return jsonify(now=state.now())


@control.post("/webhooks/challenge")
def challenge() -> Answer:
    return jsonify(asdict(webhooks.challenge(state)))


@control.post("/webhooks")
def send_webhook() -> Answer:
    """Holds no lock while it waits: the receiver may well call back."""
    given = request.get_json()
    forged = given.get("body")
    forgery = webhooks.Forgery(
        body=None if forged is None else forged.encode("latin-1"),
        timestamp=given.get("timestamp"),
        signature=given.get("signature"),
        request_id=given.get("request_id"),
    )
    event, payload, times = given["event"], given.get("payload", {}), given.get("times", 1)
    sent = webhooks.send(state, event, payload, forgery, times)
    return jsonify([asdict(each) for each in sent])
