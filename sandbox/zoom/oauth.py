"""Zoom's OAuth, by Authlib's server: codes that work once, tokens that rotate."""

import hmac
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, InvalidGrantError, grants
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import Flask, Response

from sandbox.zoom import events
from sandbox.zoom.records import Code, Token
from sandbox.zoom.state import State, state
from sandbox.zoom.users import USERS, ZoomUser

CODE_SECONDS = 300
DEAD_TOKEN = "Invalid Token!"
BAD_CODE = "Invalid authorization code"
REASONS = {
    "invalid_client": "Invalid client_id or client_secret",
    "unsupported_grant_type": "unsupported grant type",
    "Invalid 'redirect_uri' in request.": "Redirect URI mismatch.",
    "Invalid 'code' in request.": BAD_CODE,
    "Code challenge failed.": BAD_CODE,
}


class Client(ClientMixin):
    """The one app that is registered here."""

    client_id = property(lambda self: state.settings.client_id)

    def get_allowed_scope(self, scope: str) -> str:
        """A scope in the authorize address is put up with and ignored, as at Zoom."""
        return scope or " ".join(state.switches.scopes)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in state.switches.redirect_uris

    def get_default_redirect_uri(self) -> None:
        return None

    def check_client_secret(self, client_secret: str) -> bool:
        expected = state.settings.client_secret.encode()
        return hmac.compare_digest(client_secret.encode(), expected)

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in ("authorization_code", "refresh_token")


class CodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = request.payload.data
        state.codes[code] = Code(
            code=code,
            user_id=request.user.id,
            redirect_uri=asked["redirect_uri"],
            scope=" ".join(state.switches.scopes),
            expires=state.now() + CODE_SECONDS,
            code_challenge=asked.get("code_challenge"),
            code_challenge_method=asked.get("code_challenge_method"),
        )

    def query_authorization_code(self, code: str, _client: Client) -> Code | None:
        found = state.codes.get(code)
        return found if found and found.expires > state.now() else None

    def delete_authorization_code(self, code: Code) -> None:
        del state.codes[code.code]

    def authenticate_user(self, code: Code) -> ZoomUser:
        return USERS[code.user_id]


class RefreshGrant(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Token:
        for token in state.tokens:
            if token.refresh_token == refresh_token and state.usable(token):
                return token
        raise InvalidGrantError(DEAD_TOKEN)

    def authenticate_user(self, token: Token) -> ZoomUser:
        return USERS[token.user_id]

    def revoke_old_credential(self, token: Token) -> None:
        token.dead = "rotated"


class Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS = ("client_secret_basic",)

    def query_token(self, text: str, _hint: str | None) -> Token:
        """Only a live access token will do: Zoom documents no other."""
        for token in state.tokens:
            live = not token.dead and token.expires > state.now()
            if live and token.access_token == text:
                return token
        raise InvalidGrantError(DEAD_TOKEN)

    def revoke_token(self, token: Token, _request: Any) -> None:
        """Revoking uninstalls, at Zoom, so the app is told by webhook as well."""
        events.uninstall(state, state.user(token.user_id))


class ZoomAuthorizationServer(AuthorizationServer):
    def handle_response(self, status: int, payload: Any, headers: Any) -> Response:
        """Turns the standard's bodies into Zoom's."""
        if isinstance(payload, dict):
            status, payload = _in_zooms_words(status, payload)
        response: Response = super().handle_response(status, payload, headers)
        return response


def _in_zooms_words(status: int, payload: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    if "error" in payload:
        error, description = payload["error"], payload.get("error_description", "")
        reason = REASONS.get(description) or REASONS.get(error) or description or error
        return 400, {"reason": reason, "error": error}
    if "access_token" in payload:
        return status, payload | {
            "token_type": "bearer",
            "expires_in": state.switches.access_token_seconds - 1,
            "api_url": state.settings.public_url,
        }
    return status, {"status": "success"}


def _save_token(token: dict[str, Any], request: Any) -> None:
    """A new authorisation by the same user ends the earlier one."""
    if request.payload.grant_type == "authorization_code":
        for earlier in state.tokens:
            if earlier.user_id == request.user.id:
                earlier.dead = "superseded"
    state.tokens.append(
        Token(
            access_token=token["access_token"],
            refresh_token=token["refresh_token"],
            user_id=request.user.id,
            scope=token["scope"],
            expires=state.now() + state.switches.access_token_seconds,
        )
    )


def make_server(app: Flask, kept: State) -> ZoomAuthorizationServer:
    app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
    client = Client()

    def query_client(client_id: str) -> Client | None:
        return client if client_id == kept.settings.client_id else None

    server = ZoomAuthorizationServer(app, query_client, _save_token)
    server.register_grant(CodeGrant, [CodeChallenge(required=False)])
    server.register_grant(RefreshGrant)
    server.register_endpoint(Revocation)
    return server
