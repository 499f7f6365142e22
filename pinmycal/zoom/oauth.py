"""The OAuth 2.0 round trip with Zoom, by Authlib: authorization code with PKCE S256."""

from typing import Any

from authlib.integrations.flask_client import FlaskOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask, current_app

from pinmycal.extensions import oauth
from pinmycal.zoom.answers import raise_for_token
from pinmycal.zoom.http import bound

BASIC_AUTH = "client_secret_basic"
NEEDED_SCOPES = {
    "meeting:write:meeting": "create meetings",
    "meeting:update:meeting": "move them",
    "meeting:delete:meeting": "delete them on cancellation",
    "meeting:read:meeting": "fetch a fresh start link",
    "meeting:read:list_meetings": "look for a meeting before creating it twice",
    "user:read:user": "show whose account is connected",
}


class ZoomSession(OAuth2Session):
    """Authlib's session, through our door and with Zoom's own error bodies understood."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound(self)
        self.register_compliance_hook("access_token_response", raise_for_token)
        self.register_compliance_hook("refresh_token_response", raise_for_token)


class ZoomApp(FlaskOAuth2App):
    """Authlib's Flask client, with our session."""

    client_cls = ZoomSession


def register(app: Flask) -> None:
    """Make `oauth.zoom`. No scope: Zoom takes scopes from the Marketplace app alone."""
    address = app.config["ZOOM_OAUTH_URL"]
    oauth.init_app(app)
    oauth._clients.pop("zoom", None)  # Authlib would keep that of an earlier app in this process
    oauth.register(
        "zoom",
        overwrite=True,
        client_cls=ZoomApp,
        client_id=app.config["ZOOM_CLIENT_ID"],
        client_secret=app.config["ZOOM_CLIENT_SECRET"],
        authorize_url=f"{address}/authorize",
        access_token_url=f"{address}/token",
        client_kwargs={
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": BASIC_AUTH,
        },
    )


def zoom_session() -> ZoomSession:
    """A session for token calls outside the round trip: refresh and revoke."""
    config = current_app.config
    return ZoomSession(
        client_id=config["ZOOM_CLIENT_ID"],
        client_secret=config["ZOOM_CLIENT_SECRET"],
        token_endpoint=f"{config['ZOOM_OAUTH_URL']}/token",
        token_endpoint_auth_method=BASIC_AUTH,
        revocation_endpoint_auth_method=BASIC_AUTH,
    )
