"""The consent page, and the two addresses that programs call: token and revoke."""

from authlib.oauth2 import OAuth2Error
from flask import Blueprint, current_app, render_template, request
from werkzeug.wrappers import Response

from sandbox.zoom.oauth import ZoomAuthorizationServer
from sandbox.zoom.state import state
from sandbox.zoom.users import USERS

oauth = Blueprint("oauth", __name__, url_prefix="/oauth")

APP_NAME = "PinMyCal"
IN_WORDS = {
    "meeting:write:meeting": "Create meetings for you",
    "meeting:update:meeting": "Change your meetings",
    "meeting:delete:meeting": "Delete your meetings",
    "meeting:read:meeting": "See one of your meetings",
    "meeting:read:list_meetings": "See the list of your meetings",
    "user:read:user": "See your name, e-mail address and plan",
}


def _server() -> ZoomAuthorizationServer:
    server: ZoomAuthorizationServer = current_app.extensions["zoom_oauth"]
    return server


@oauth.route("/authorize", methods=["GET", "POST"])
def authorize() -> Response | str | tuple[str, int]:
    if refusal := _why_refused():
        return render_template("zoom/refused.html", reason=refusal), 400
    try:
        grant = _server().get_consent_grant()
    except OAuth2Error as error:
        return _redirect_with(error)
    if request.method == "GET":
        return _page()
    user = USERS.get(request.form.get("user", ""))
    if request.form.get("decision") == "allow" and user is None:
        return _page()
    allowed = user if request.form.get("decision") == "allow" else None
    with state.change():
        answer: Response = _server().create_authorization_response(grant_user=allowed, grant=grant)
    return answer


def _why_refused() -> str | None:
    """Wrong here, and nobody is sent on: the address to send to is what is in doubt."""
    if request.args.get("client_id") != state.settings.client_id:
        return "Invalid client_id. (4,702)"
    asked = request.args.get("redirect_uri", "")
    if asked not in state.switches.redirect_uris:
        return f"Invalid redirect: {asked} (4,709)"
    return None


def _redirect_with(error: OAuth2Error) -> Response | tuple[str, int]:
    if error.redirect_uri is None:
        return render_template("zoom/refused.html", reason=error.error), 400
    answer: Response = _server().handle_error_response(None, error)
    return answer


def _page() -> str:
    words = [IN_WORDS.get(scope, scope) for scope in state.switches.scopes]
    installed = {user for user in USERS if state.live_token(user)}
    return render_template(
        "zoom/consent.html", app_name=APP_NAME, words=words, users=USERS, installed=installed
    )


@oauth.post("/token")
def token() -> Response:
    answer: Response = _server().create_token_response()
    return answer


@oauth.post("/revoke")
def revoke() -> Response:
    answer: Response = _server().create_endpoint_response("revocation")
    return answer
