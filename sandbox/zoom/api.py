"""The REST calls below /v2."""

from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from sandbox.zoom import errors, events, limits, listing, meetings, paging, series, telling
from sandbox.zoom.fields import CREATE, UPDATE, checked, checked_query
from sandbox.zoom.records import Meeting, Token
from sandbox.zoom.state import state
from sandbox.zoom.users import ZoomUser

api = Blueprint("api", __name__, url_prefix="/v2")

Answer = tuple[Response, int] | tuple[str, int] | Response
LATE = "sandbox.late"  # in the environment of a call that came in time and is done later


@api.errorhandler(errors.ApiError)
def tell(error: errors.ApiError) -> tuple[Response, int, dict[str, str]]:
    return jsonify(error.body), error.status, dict(error.headers)


@api.before_request
def authenticate() -> None:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    token = state.token(given)
    if scheme.lower() != "bearer" or token is None:
        raise errors.invalid_token()
    g.token = token
    g.user = state.user(token.user_id)
    if LATE not in request.environ:
        refuse_worn(token)
        limits.check_second(state, token.user_id)


def refuse_worn(token: Token) -> None:
    if not state.usable(token):
        raise errors.invalid_token()
    if token.expires <= state.now():
        raise errors.expired_token()


def need(granular: str, classic: str) -> ZoomUser:
    """The caller, if the token has either name of the scope."""
    token: Token = g.token
    user: ZoomUser = g.user
    if not {granular, classic} & set(token.scope.split()):
        raise errors.missing_scope(granular)
    return user


def need_host(granular: str, classic: str) -> ZoomUser:
    """The same, of somebody whose plan has meetings."""
    user = need(granular, classic)
    if not user.may_host:
        raise errors.refusal(3161)
    return user


def own_meeting(meeting_id: int, user: ZoomUser) -> Meeting:
    meeting = state.meetings.get(meeting_id)
    if meeting is None or meeting.deleted:
        raise errors.no_such_meeting(meeting_id)
    if meeting.host_id != user.id:
        raise errors.refusal(3003)
    return meeting


def told(body: dict[str, Any]) -> Response:
    """As JSON, without what is switched to be left out."""
    return jsonify(telling.without(body, set(state.switches.leave_out)))


@api.get("/users/<user_id>")
def get_user(user_id: str) -> Answer:
    user = need("user:read:user", "user:read")
    refuse_others(user_id)
    checked_query("me", request.args)
    return told(
        {
            "id": user.id,
            "account_id": user.account_id,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "display_name": user.display_name,
            "email": user.email,
            "type": user.type,
            "timezone": user.timezone,
            "status": "active",
            "verified": 1,
        }
    )


def refuse_others(user_id: str) -> None:
    """A user-managed app may only speak of "me"."""
    if user_id != "me":
        raise errors.no_such_user(user_id)


@api.post("/users/<user_id>/meetings")
def create(user_id: str) -> Answer:
    user = need_host("meeting:write:meeting", "meeting:write")
    refuse_others(user_id)
    limits.check_day(state, user.id)
    checked_query("create", request.args)
    body = checked(CREATE, request.get_json(silent=True))
    meeting = meetings.new_meeting(body, user, state.now())
    state.meetings[meeting.id] = meeting
    limits.count_for_day(state, user.id)
    return told(telling.in_full(meeting, state.settings.public_url)), 201


@api.get("/users/<user_id>/meetings")
def list_meetings(user_id: str) -> Answer:
    user = need_host("meeting:read:list_meetings", "meeting:read")
    refuse_others(user_id)
    now, query = state.now(), checked_query("list", request.args)
    page = paging.asked(query, now)
    found = listing.listed(state, user, query, now)
    return told(
        {
            "page_count": -(-len(found) // page.size),
            "page_number": page.number,
            "page_size": page.size,
            "total_records": len(found),
            "next_page_token": paging.token_after(page, len(found), now),
            "meetings": found[page.start : page.end],
        }
    )


@api.get("/meetings/<int:meeting_id>")
def get_meeting(meeting_id: int) -> Answer:
    user = need_host("meeting:read:meeting", "meeting:read")
    meeting, query = own_meeting(meeting_id, user), checked_query("get", request.args)
    url = state.settings.public_url
    if occurrence_id := query.get("occurrence_id"):
        return told(telling.of_occurrence(meeting, occurrence_id, url))
    since = None if query.get("show_previous_occurrences") == "true" else state.now()
    return told(telling.in_full(meeting, url, since))


@api.patch("/meetings/<int:meeting_id>")
def update(meeting_id: int) -> Answer:
    user = need_host("meeting:update:meeting", "meeting:write")
    limits.check_day(state, user.id)
    meeting = own_meeting(meeting_id, user)
    if meeting.status == "started":
        raise errors.refusal(3000)
    occurrence_id = checked_query("update", request.args).get("occurrence_id")
    body = checked(UPDATE, request.get_json(silent=True))
    changed = change(meeting, body, occurrence_id)
    limits.count_for_day(state, user.id)
    events.meeting_updated(state, meeting, changed, occurrence_id)
    return "", 204


def change(meeting: Meeting, body: dict[str, Any], occurrence_id: str | None) -> meetings.Changed:
    if occurrence_id is None:
        return meetings.change(meeting, body, state.now())
    return meetings.change_occurrence(meeting, occurrence_id, body, state.now())


@api.delete("/meetings/<int:meeting_id>")
def delete(meeting_id: int) -> Answer:
    """Without `occurrence_id` a series goes whole."""
    user = need_host("meeting:delete:meeting", "meeting:write")
    meeting = own_meeting(meeting_id, user)
    occurrence_id = checked_query("delete", request.args).get("occurrence_id")
    if meeting.status == "started":
        raise errors.refusal(3002)
    if meeting.type == series.PERSONAL_ROOM:
        raise errors.refusal(3018)
    series.drop(meeting, occurrence_id)
    events.meeting_gone(state, "meeting.deleted", meeting, occurrence_id)
    return "", 204


@api.route("/<path:_path>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def unknown(_path: str) -> Any:
    raise errors.ApiError(404, 2300, "This API endpoint is not recognized.")
