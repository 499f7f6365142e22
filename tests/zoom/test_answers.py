"""What each of Zoom's answers means, as tables."""

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from pinmycal.zoom import answers
from pinmycal.zoom.errors import Trouble, ZoomError
from sandbox.zoom.errors import PER_DAY, PER_SECOND

NOW = datetime(2027, 3, 1, 6, tzinfo=UTC)
SECRET = "eyJ-a-token-that-Zoom-wrote-back"
HTML = b"<!doctype html><h1>We will be back soon</h1>"


def answer(status: int, body: Any = b"", **headers: str) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode()
    response.headers.update({name.replace("_", "-"): text for name, text in headers.items()})
    return response


def failed(response: requests.Response) -> ZoomError:
    with pytest.raises(ZoomError) as caught:
        answers.read(response, NOW)
    return caught.value


@pytest.mark.parametrize(
    ("status", "code", "trouble"),
    [
        (400, 4700, Trouble.SCOPES),
        (401, 4700, Trouble.SCOPES),
        (400, 4711, Trouble.SCOPES),
        (401, 4711, Trouble.SCOPES),
        (400, 200, Trouble.REFUSED),
        (400, 300, Trouble.REFUSED),
        (400, 1010, Trouble.REFUSED),
        (400, 3000, Trouble.REFUSED),
        (400, 3001, Trouble.REFUSED),
        (400, 3002, Trouble.RUNNING),
        (400, 3003, Trouble.REFUSED),
        (400, 3007, Trouble.REFUSED),
        (400, 3161, Trouble.REFUSED),
        (403, 2306, Trouble.REFUSED),
        (404, 1001, Trouble.REFUSED),
        (404, 2300, Trouble.REFUSED),
        (404, 3001, Trouble.MISSING),
        (429, 429, Trouble.BUSY),
        (429, 4001, Trouble.BUSY),
    ],
)
def test_codes(status: int, code: int, trouble: Trouble) -> None:
    error = failed(answer(status, {"code": code, "message": SECRET}))
    assert error.trouble is trouble
    assert not error.may_have_happened


@pytest.mark.parametrize("body", [{"code": 124, "message": SECRET}, {}, HTML])
def test_a_refused_access_token(body: Any) -> None:
    with pytest.raises(answers.AccessTokenRefused) as caught:
        answers.read(answer(401, body), NOW)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("status", [302, 304, 500, 502, 503, 504, 599])
@pytest.mark.parametrize("body", [b"", HTML, {"code": 3001}, [1]])
def test_no_answer_worth_the_name(status: int, body: Any) -> None:
    error = failed(answer(status, body))
    assert error.trouble is Trouble.UNREACHABLE
    assert error.may_have_happened


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("body", [b"", HTML, b'{"id": 12345', [{"id": 1}], "text", None, 5])
def test_success_that_tells_nothing_may_have_happened(status: int, body: Any) -> None:
    error = failed(answer(status, body))
    assert error.trouble is Trouble.UNREACHABLE
    assert error.may_have_happened


@pytest.mark.parametrize("body", [HTML, b"", [1], "text"])
@pytest.mark.parametrize("status", [400, 403, 404, 409])
def test_a_page_instead_of_an_error(status: int, body: Any) -> None:
    """A 404 without Zoom's code is somebody's in between: it must not count as deleted."""
    assert failed(answer(status, body)).trouble is Trouble.REFUSED


def test_success() -> None:
    assert answers.read(answer(201, {"id": 1}), NOW) == {"id": 1}
    assert answers.read(answer(204), NOW) == {}


@pytest.mark.parametrize(
    ("message", "headers", "trouble"),
    [
        (PER_SECOND, {}, Trouble.BUSY),
        (PER_SECOND, {"X_RateLimit_Type": "QPS"}, Trouble.BUSY),
        (PER_DAY.format(limit=100), {}, Trouble.DAILY_LIMIT),
        ("You have reached the maximum daily rate limit for this API.", {}, Trouble.DAILY_LIMIT),
        ("", {"X_RateLimit_Type": "Daily-limit"}, Trouble.DAILY_LIMIT),
    ],
)
def test_which_limit(message: str, headers: dict[str, str], trouble: Trouble) -> None:
    error = failed(answer(429, {"code": 429, "message": message}, **headers))
    assert error.trouble is trouble
    assert not error.may_have_happened


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("1", timedelta(seconds=1)),
        (" 120 ", timedelta(minutes=2)),
        ("Mon, 01 Mar 2027 06:30:00 GMT", timedelta(minutes=30)),
        ("2027-03-01T07:00:00Z", timedelta(hours=1)),
        ("2027-03-01T07:00:00", timedelta(hours=1)),
        ("2027-03-01T09:00:00+02:00", timedelta(hours=1)),
        ("9999999", timedelta(hours=25)),
        ("2031-01-01T00:00:00Z", timedelta(hours=25)),
        ("Wed, 01 Jan 9998 00:00:00 GMT", timedelta(hours=25)),
        ("9999-12-31T23:59:59-23:59", timedelta(hours=25)),
    ],
)
def test_when_to_come_back(text: str, wait: timedelta) -> None:
    assert failed(answer(429, Retry_After=text)).retry_at == NOW + wait


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "-5",
        "soon",
        "1e9",
        "²",
        "99999999999999999999",
        "2027-13-01T00:00:00Z",
        "Mon, 01 Jan 99999 00:00:00 GMT",
        "Mon, 01 Mar 2027 07:00:00 +999999999999999999",
    ],
)
def test_nothing_to_wait_for(text: str) -> None:
    assert failed(answer(429, Retry_After=text)).retry_at is None


@pytest.mark.parametrize(
    "text",
    ["2020-05-31T00:00:00Z", "Mon, 01 Mar 2027 05:59:59 GMT", "0001-01-01T00:00:00+23:59"],
)
@pytest.mark.parametrize("message", [PER_SECOND, PER_DAY])
def test_a_moment_that_has_passed_means_minutes(text: str, message: str) -> None:
    error = failed(answer(429, {"code": 429, "message": message}, Retry_After=text))
    assert error.retry_at == NOW + answers.CLOCKS_APART


def test_absent_is_nothing_to_wait_for() -> None:
    assert failed(answer(429)).retry_at is None


@pytest.mark.parametrize("status", [400, 404, 429, 500])
def test_errors_carry_the_tracking_id_and_nothing_that_zoom_wrote(status: int) -> None:
    body = {"code": 300, "message": SECRET, "errors": [{"field": SECRET}]}
    error = failed(answer(status, body, x_zm_trackingid="SBX_1"))
    assert "SBX_1" in str(error)
    assert SECRET not in str(error) + repr(error)


@pytest.mark.parametrize(
    ("status", "body", "trouble"),
    [
        (400, {"reason": "Invalid Token!", "error": "invalid_grant"}, Trouble.DISCONNECTED),
        (401, {"reason": "Invalid Token!", "error": "invalid_grant"}, Trouble.DISCONNECTED),
        (400, {"reason": "Invalid Token!", "error": "invalid_request"}, Trouble.DISCONNECTED),
        (400, {"error": "invalid_grant"}, Trouble.DISCONNECTED),
        (400, {"reason": f"Invalid authorization code {SECRET}", "error": "invalid_grant"},
         Trouble.DISCONNECTED),
        (400, {"reason": "unsupported", "error": "invalid_request"}, Trouble.UNREACHABLE),
        (400, {"reason": "Invalid client_id", "error": "invalid_client"}, Trouble.MISCONFIGURED),
        (401, {"reason": "Invalid client secret", "error": "invalid_client"},
         Trouble.MISCONFIGURED),
        (401, {"error": "unauthorized_client"}, Trouble.MISCONFIGURED),
        (500, {"error": "invalid_grant"}, Trouble.UNREACHABLE),
        (503, HTML, Trouble.UNREACHABLE),
        (302, {"access_token": SECRET}, Trouble.UNREACHABLE),
        (200, HTML, Trouble.UNREACHABLE),
        (200, {}, Trouble.UNREACHABLE),
        (200, [SECRET], Trouble.UNREACHABLE),
        (200, {"access_token": ""}, Trouble.UNREACHABLE),
        (200, {"access_token": SECRET, "error": "server_error"}, Trouble.UNREACHABLE),
    ],
)  # fmt: skip
def test_the_token_endpoint(status: int, body: Any, trouble: Trouble) -> None:
    with pytest.raises(ZoomError) as caught:
        answers.raise_for_token(answer(status, body))
    assert caught.value.trouble is trouble
    assert caught.value.may_have_happened is (trouble is Trouble.UNREACHABLE)
    assert SECRET not in str(caught.value)


def test_a_limit_of_the_token_endpoint_surely_did_nothing() -> None:
    error = answers.token_error(answer(429, {"error": "invalid_grant"}))
    assert (error.trouble, error.may_have_happened) == (Trouble.UNREACHABLE, False)


def test_a_pair_of_tokens_is_let_through() -> None:
    told = {"access_token": SECRET, "refresh_token": "r", "expires_in": 3599, "scope": "a b"}
    assert answers.raise_for_token(answer(200, told)).json() == told | {"token_type": "bearer"}


@pytest.mark.parametrize("seconds", ["soon", "3599x", -5, 0, 1e400, [1], {}, True, None, 10**30])
def test_an_odd_lifetime_is_none(seconds: Any) -> None:
    """The tokens are good all the same, and the one before is dead already."""
    told = {"access_token": SECRET, "expires_in": seconds, "scope": ["a"], "api_url": 5}
    kept = {"access_token": SECRET, "token_type": "bearer", "scope": ""}
    assert answers.raise_for_token(answer(200, told)).json() == kept


@pytest.mark.parametrize("token", [5, True, ["x"], {"x": 1}, "two words", "\n", "é", "x" * 9000])
def test_what_no_header_can_carry_is_no_token(token: Any) -> None:
    with pytest.raises(ZoomError):
        answers.raise_for_token(answer(200, {"access_token": token}))
    told = {"access_token": SECRET, "refresh_token": token}
    assert "refresh_token" not in answers.raise_for_token(answer(200, told)).json()


@pytest.mark.parametrize("status", [400, 401, 403])
@pytest.mark.parametrize(
    "body",
    [
        {"code": 4717, "message": SECRET},
        {"code": "4717"},
        {"errorCode": 4717, "error": "invalid_grant"},
        {"reason": "The app has been disabled by the developer", "error": "invalid_request"},
        {"reason": "The app has been disabled", "error": "invalid_client"},
    ],
)
def test_an_app_that_was_switched_off_is_the_operators(status: int, body: Any) -> None:
    for error in (failed(answer(status, body)), answers.token_error(answer(status, body))):
        assert (error.trouble, error.severity) == (Trouble.DISABLED, logging.ERROR)
        assert error.permanent
        assert not error.may_have_happened
        assert SECRET not in str(error)


@pytest.mark.parametrize("error", ["invalid_grant", "invalid_request"])
@pytest.mark.parametrize(
    "reason",
    [
        "The app has been disabled by the account admin",  # 4738
        "The owner no longer exists",  # 4735
        "No grant was found",  # 4737
        "It was revoked by a later authorization",  # 4741
    ],
)
def test_what_ends_one_authorisation_is_that_hosts(error: str, reason: str) -> None:
    """And not asked for over and over again."""
    told = {"reason": reason, "error": error}
    assert answers.token_error(answer(400, told)).trouble is Trouble.DISCONNECTED


def test_an_answer_of_a_thousand_brackets_is_no_answer() -> None:
    deep = b"[" * 200_000
    assert failed(answer(200, deep)).trouble is Trouble.UNREACHABLE
    assert answers.token_error(answer(200, deep)).trouble is Trouble.UNREACHABLE


def test_only_a_connection_that_was_never_made_surely_did_nothing() -> None:
    made = [requests.ReadTimeout(), requests.ConnectionError("reset"), requests.TooManyRedirects()]
    assert all(answers.unanswered(error).may_have_happened for error in made)
    assert not answers.unanswered(requests.ConnectTimeout()).may_have_happened
