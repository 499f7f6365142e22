"""An app as Zoom meets it: a browser that consents, and calls with Basic and Bearer."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from sandbox.zoom import ZoomSandbox, ZoomSettings
from sandbox.zoom.users import LICENSED

SETTINGS = ZoomSettings()
REDIRECT_URI = SETTINGS.redirect_uris[0]
VERIFIER = "a-verifier-of-at-least-forty-three-characters"
DEADLINE_SECONDS = 5


class Client:
    def __init__(self, sandbox: ZoomSandbox) -> None:
        self.sandbox = sandbox
        self.tokens: dict[str, Any] = {}

    def authorize(
        self, user: str = LICENSED.id, decision: str = "allow", **changed: str
    ) -> requests.Response:
        return requests.post(
            f"{self.sandbox.oauth_url}/authorize",
            params=authorize_query(**changed),
            data={"user": user, "decision": decision},
            allow_redirects=False,
            timeout=DEADLINE_SECONDS,
        )

    def new_code(self, user: str = LICENSED.id, **changed: str) -> str:
        return answer_in(self.authorize(user, **changed))["code"]

    def exchange(self, code: str, **changed: str) -> requests.Response:
        form = {"grant_type": "authorization_code", "code": code}
        form |= {"redirect_uri": REDIRECT_URI, "code_verifier": VERIFIER}
        return self.token_call("token", form | changed)

    def refresh(self, refresh_token: str | None = None) -> requests.Response:
        token = refresh_token or self.tokens["refresh_token"]
        return self.token_call("token", {"grant_type": "refresh_token", "refresh_token": token})

    def revoke(self) -> requests.Response:
        return self.token_call("revoke", {"token": self.tokens["access_token"]})

    def token_call(
        self, name: str, form: dict[str, str], secret: str = SETTINGS.client_secret
    ) -> requests.Response:
        return requests.post(
            f"{self.sandbox.oauth_url}/{name}",
            data=form,
            auth=(SETTINGS.client_id, secret),
            timeout=DEADLINE_SECONDS,
        )

    def connect(self, user: str = LICENSED.id) -> None:
        self.tokens = self.exchange(self.new_code(user)).json()

    def call(
        self, method: str, path: str, timeout: float = DEADLINE_SECONDS, **more: Any
    ) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.tokens.get('access_token')}"}
        address = f"{self.sandbox.api_url}{path}"
        return requests.request(method, address, headers=headers, timeout=timeout, **more)

    def create(self, **fields: Any) -> requests.Response:
        usual = {"topic": "Consultation", "start_time": "2099-03-01T08:00:00Z", "duration": 30}
        return self.call("POST", "/users/me/meetings", json=usual | fields)

    def new_meeting(self, **fields: Any) -> int:
        meeting_id: int = self.create(**fields).json()["id"]
        return meeting_id

    def get(self, meeting_id: int) -> requests.Response:
        return self.call("GET", f"/meetings/{meeting_id}")

    def update(self, meeting_id: int, **fields: Any) -> requests.Response:
        return self.call("PATCH", f"/meetings/{meeting_id}", json=fields)

    def delete(self, meeting_id: int, **query: str) -> requests.Response:
        return self.call("DELETE", f"/meetings/{meeting_id}", params=query)

    def list(self, **query: Any) -> requests.Response:
        return self.call("GET", "/users/me/meetings", params=query)


def authorize_query(**changed: str) -> dict[str, str]:
    usual = {
        "response_type": "code",
        "client_id": SETTINGS.client_id,
        "redirect_uri": REDIRECT_URI,
        "state": "opaque",
        "code_challenge": create_s256_code_challenge(VERIFIER),
        "code_challenge_method": "S256",
    }
    return usual | changed


def answer_in(redirect: requests.Response) -> dict[str, str]:
    """The query that the browser is sent back with."""
    query = parse_qs(urlsplit(redirect.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}
