"""The REST calls below /v2."""

from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from sandbox.zoom import errors, events, limits, meetings, paging
from sandbox.zoom.fields import checked
from sandbox.zoom.records import Meeting, Token
from sandbox.zoom.state import state
from sandbox.zoom.users import USERS, ZoomUser

api = Blueprint("api", __name__, url_prefix="/v2")

Answer = tuple[Response, int] | tuple[str, int] | Response


@api.errorhandler(errors.ApiError)
def tell(error: errors.ApiError) -> tuple[Response, int, dict[str, str]]:
    return jsonify(error.body), error.status, dict(error.headers)


@api.before_request
def authenticate() -> None:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    token = next((each for each in state.tokens if each.access_token == given), None)
    if scheme.lower() != "bearer" or token is None or not state.usable(token):
        raise errors.invalid_token()
    if token.expires <= state.now():
        raise errors.expired_token()
    g.token = token
    g.user = USERS[token.user_id]
    limits.check_second(state, token.user_id)


def need(granular: str, classic: str) -> ZoomUser:
    """The caller, if his token has either name of the scope."""
    token: Token = g.token
    user: ZoomUser = g.user
    if not {granular, classic} & set(token.scope.split()):
        raise errors.missing_scope(granular)
    return user


def own_meeting(meeting_id: int, user: ZoomUser) -> Meeting:
    meeting = state.meetings.get(meeting_id)
    if meeting is None or meeting.deleted:
        raise errors.no_such_meeting(meeting_id)
    if meeting.host_id != user.id:
        raise errors.ApiError(400, 3003, "You are not the meeting host.")
    return meeting


@api.get("/users/<user_id>")
def get_user(user_id: str) -> Answer:
    user = need("user:read:user", "user:read")
    refuse_others(user_id)
    return jsonify(
        id=user.id,
        account_id=user.account_id,
        first_name=user.first_name,
        last_name=user.last_name,
        display_name=user.display_name,
        email=user.email,
        type=user.type,
        timezone=user.timezone,
        status="active",
        verified=1,
    )


def refuse_others(user_id: str) -> None:
    """A user-managed app may only speak of "me"."""
    if user_id != "me":
        raise errors.no_such_user(user_id)


@api.post("/users/<user_id>/meetings")
def create(user_id: str) -> Answer:
    user = need("meeting:write:meeting", "meeting:write")
    refuse_others(user_id)
    limits.check_day(state, user.id)
    body = checked(request.get_json(silent=True))
    meeting = meetings.new_meeting(body, user, state.now())
    state.meetings[meeting.id] = meeting
    limits.count_for_day(state, user.id)
    return jsonify(meetings.in_full(meeting, state.settings.public_url)), 201


@api.get("/users/<user_id>/meetings")
def list_meetings(user_id: str) -> Answer:
    user = need("meeting:read:list_meetings", "meeting:read")
    refuse_others(user_id)
    now = state.now()
    page = paging.asked(request.args, now)
    found = listed(user, request.args.get("type", "scheduled"), now)
    shown = found[page.start : page.end]
    return jsonify(
        page_size=page.size,
        total_records=len(found),
        next_page_token=paging.token_after(page, len(found), now),
        meetings=[meetings.in_list(each, state.settings.public_url) for each in shown],
    )


def listed(user: ZoomUser, kind: str, now: int) -> list[Meeting]:
    mine = (each for each in state.meetings.values() if each.host_id == user.id)
    found = [each for each in mine if meetings.is_listed(each, kind, now)]
    return sorted(found, key=lambda each: (each.start, each.id))


@api.get("/meetings/<int:meeting_id>")
def get_meeting(meeting_id: int) -> Answer:
    user = need("meeting:read:meeting", "meeting:read")
    meeting = own_meeting(meeting_id, user)
    return jsonify(meetings.in_full(meeting, state.settings.public_url))


@api.patch("/meetings/<int:meeting_id>")
def update(meeting_id: int) -> Answer:
    user = need("meeting:update:meeting", "meeting:write")
    limits.check_day(state, user.id)
    meeting = own_meeting(meeting_id, user)
    if meeting.status == "started":
        raise errors.ApiError(400, 3000, "Cannot access meeting information.")
    changed = meetings.change(meeting, checked(request.get_json(silent=True)), state.now())
    limits.count_for_day(state, user.id)
    events.meeting_updated(state, meeting, changed)
    return "", 204


@api.delete("/meetings/<int:meeting_id>")
def delete(meeting_id: int) -> Answer:
    user = need("meeting:delete:meeting", "meeting:write")
    meeting = own_meeting(meeting_id, user)
    if meeting.status == "started":
        raise errors.ApiError(400, 3002, "Sorry, you cannot delete a meeting in progress.")
    meeting.deleted = True
    events.meeting_deleted(state, meeting)
    return "", 204


@api.route("/<path:_path>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def unknown(_path: str) -> Any:
    raise errors.ApiError(404, 2300, "This API endpoint is not recognized.")
