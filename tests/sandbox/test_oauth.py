import pytest
import requests

from sandbox.zoom import ZoomSandbox
from sandbox.zoom.settings import GRANTED_SCOPES
from sandbox.zoom.users import BASIC, LICENSED
from tests.sandbox.client import (
    DEADLINE_SECONDS,
    REDIRECT_URI,
    Client,
    answer_in,
    authorize_query,
)


def test_round_trip_ends_with_zooms_tokens(client: Client) -> None:
    answer = answer_in(client.authorize())
    tokens = client.exchange(answer["code"]).json()
    assert answer["state"] == "opaque"
    assert tokens["token_type"] == "bearer"
    assert tokens["expires_in"] == 3599
    assert tokens["scope"].split() == list(GRANTED_SCOPES)
    assert tokens["api_url"] == client.sandbox.url
    assert tokens["access_token"] != tokens["refresh_token"]


def test_consent_page_names_scopes_and_users(sandbox: ZoomSandbox) -> None:
    address = f"{sandbox.oauth_url}/authorize"
    page = requests.get(address, params=authorize_query(), timeout=DEADLINE_SECONDS).text
    for words in ("PinMyCal", "Create meetings for you", LICENSED.id, BASIC.id, "Allow", "Deny"):
        assert words in page


def test_scope_in_the_address_is_ignored(client: Client) -> None:
    tokens = client.exchange(client.new_code(scope="something:else")).json()
    assert tokens["scope"].split() == list(GRANTED_SCOPES)


def test_deny_goes_back_with_the_state(client: Client) -> None:
    answer = answer_in(client.authorize(decision="deny"))
    assert answer["error"] == "access_denied"
    assert answer["state"] == "opaque"
    assert "code" not in answer


@pytest.mark.parametrize(
    "changed",
    [
        {"redirect_uri": REDIRECT_URI + "/"},
        {"redirect_uri": 'https://example.com/"'},
        {"client_id": "stranger"},
    ],
)
def test_unregistered_request_is_refused_on_a_page(client: Client, changed: dict[str, str]) -> None:
    answer = client.authorize(**changed)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_code_works_once(client: Client) -> None:
    code = client.new_code()
    assert client.exchange(code).ok
    assert refusal(client.exchange(code)) == ("Invalid authorization code", "invalid_grant")


@pytest.mark.parametrize("verifier", ["another-" * 8, ""])
def test_wrong_verifier_is_refused(client: Client, verifier: str) -> None:
    answer = client.exchange(client.new_code(), code_verifier=verifier)
    assert answer.status_code == 400
    assert set(answer.json()) == {"reason", "error"}


def test_other_redirect_at_the_token_call_is_refused(client: Client) -> None:
    answer = client.exchange(client.new_code(), redirect_uri="https://example.com/")
    assert refusal(answer)[0] == "Redirect URI mismatch."


def test_wrong_secret_is_refused(client: Client) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": "any"}
    assert refusal(client.token_call("token", form, secret="wrong"))[1] == "invalid_client"


def test_refresh_rotates_both_tokens(host: Client) -> None:
    old = host.tokens
    host.tokens = host.refresh().json()
    assert host.call("GET", "/users/me").ok
    assert refusal(host.refresh(old["refresh_token"])) == ("Invalid Token!", "invalid_grant")
    host.tokens = old
    assert host.call("GET", "/users/me").status_code == 401


def test_grace_lets_the_rotated_token_work_again(host: Client) -> None:
    host.sandbox.switch(refresh_grace=True)
    host.refresh()
    assert host.refresh().ok


def test_new_authorisation_ends_the_earlier_one(host: Client) -> None:
    earlier = host.tokens
    host.connect()
    assert refusal(host.refresh(earlier["refresh_token"]))[1] == "invalid_grant"
    assert host.call("GET", "/users/me").ok


def test_another_users_authorisation_ends_nothing(host: Client) -> None:
    Client(host.sandbox).connect(BASIC.id)
    assert host.call("GET", "/users/me").ok


def test_revoke_ends_both_tokens(host: Client) -> None:
    assert host.revoke().json() == {"status": "success"}
    assert host.call("GET", "/users/me").json()["code"] == 124
    assert refusal(host.refresh())[1] == "invalid_grant"
    assert refusal(host.revoke()) == ("Invalid Token!", "invalid_grant")


def test_expired_access_token_can_be_refreshed(host: Client) -> None:
    host.sandbox.expire_tokens(LICENSED.id)
    answer = host.call("GET", "/users/me")
    assert (answer.status_code, answer.json()["message"]) == (401, "Access token is expired.")
    host.tokens = host.refresh().json()
    assert host.call("GET", "/users/me").ok


def test_expired_token_cannot_be_revoked(host: Client) -> None:
    host.sandbox.expire_tokens()
    assert refusal(host.revoke()) == ("Invalid Token!", "invalid_grant")


def test_expired_code_is_refused(client: Client) -> None:
    code = client.new_code()
    client.sandbox.expire_tokens()
    assert refusal(client.exchange(code))[0] == "Invalid authorization code"


def test_expiry_for_one_user_spares_the_others(host: Client) -> None:
    code = host.new_code()
    host.sandbox.expire_tokens(BASIC.id)
    assert host.call("GET", "/users/me").ok
    assert host.exchange(code).ok


def test_killed_tokens_cannot_be_refreshed(host: Client) -> None:
    host.sandbox.kill_tokens()
    assert refusal(host.refresh())[1] == "invalid_grant"


def refusal(answer: requests.Response) -> tuple[str, str]:
    assert answer.status_code == 400
    return answer.json()["reason"], answer.json()["error"]
