"""Reading Zoom's answers: what failed, and when to come back."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from requests.exceptions import ConnectTimeout

from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.plain import pair_of

ACCESS_TOKEN_INVALID = 124
SCOPES_MISSING = {4700, 4711}
MEETING_MISSING, MEETING_RUNNING = 3001, 3002
# What an error of the token endpoint speaks of when it ends one authorisation: the token or the
# code, its owner who is gone, its grant that was withdrawn, an admin who does not allow the app.
ABOUT_TOKENS = ("token", "code", "grant", "owner", "admin", "revoked")
APP_DISABLED = "4717"
_DISABLED = re.compile("app (has been|was|is) disabled")
LONGEST_WAIT = timedelta(hours=25)  # whatever Retry-After says
# What a moment that has passed means: Zoom's clock and ours are apart, by how much nobody knows.
CLOCKS_APART = timedelta(minutes=2)
DEAD_TOKEN_ERRORS = {"invalid_grant", "invalid_request"}


class AccessTokenRefused(Exception):
    """Zoom does not take this access token; a refreshed one may do."""


def read(response: requests.Response, now: datetime) -> dict[str, Any]:
    """The JSON object of a successful answer, {} for 204.

    Raises AccessTokenRefused, or ZoomError.
    """
    if response.status_code == 204:
        return {}
    body = _object(response)
    if response.status_code < 300:
        if body is None:
            raise ZoomError(Trouble.UNREACHABLE, "no JSON object", may_have_happened=True)
        return body
    raise _error(response, body or {}, now)


def unanswered(error: requests.RequestException) -> ZoomError:
    """The error of a call that got no answer: only a refused connection surely did nothing."""
    never_sent = isinstance(error, ConnectTimeout) or "NewConnectionError" in repr(error)
    name = type(error).__name__
    return ZoomError(Trouble.UNREACHABLE, name, may_have_happened=not never_sent)


def raise_for_token(response: requests.Response) -> requests.Response:
    """Turn an error of the token endpoint into ours; Authlib calls this before it parses.

    And leave it nothing to parse but what a pair of tokens can be.
    """
    body = _object(response) or {}
    pair = pair_of(body)
    if response.status_code != 200 or pair is None or "error" in body:
        raise token_error(response)
    response._content, response.encoding = json.dumps(pair).encode(), "utf-8"
    return response


def token_error(response: requests.Response) -> ZoomError:
    """What an answer of the token or the revoke endpoint means that is not the wished-for one."""
    body = _object(response) or {}
    status, error = response.status_code, str(body.get("error", ""))
    reason = str(body.get("reason", "")).lower()
    if _app_is_disabled(body):
        return ZoomError(Trouble.DISABLED, f"token endpoint {status}/{APP_DISABLED}")
    if error == "invalid_client" or (error == "unauthorized_client" and status in (400, 401)):
        return ZoomError(Trouble.MISCONFIGURED, error)
    about_token = not reason or any(word in reason for word in ABOUT_TOKENS)
    if status in (400, 401) and error in DEAD_TOKEN_ERRORS and about_token:
        return ZoomError(Trouble.DISCONNECTED, error)
    asked = f"token endpoint {status}"
    return ZoomError(Trouble.UNREACHABLE, asked, may_have_happened=status != 429)


def _object(response: requests.Response) -> dict[str, Any] | None:
    try:
        body = response.json()
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _error(response: requests.Response, body: dict[str, Any], now: datetime) -> Exception:
    status, code = response.status_code, body.get("code")
    text = f"{status}/{code} tracking {response.headers.get('x-zm-trackingid', 'none')}"
    if _app_is_disabled(body):
        return ZoomError(Trouble.DISABLED, text)
    if code in SCOPES_MISSING:
        return ZoomError(Trouble.SCOPES, text)
    if status == 401:
        return AccessTokenRefused(text)
    if status == 404 and code == MEETING_MISSING:
        return ZoomError(Trouble.MISSING, text)
    if status == 400 and code == MEETING_RUNNING:
        return ZoomError(Trouble.RUNNING, text)
    if status == 429:
        return _limit(response, str(body.get("message", "")), text, now)
    if status >= 500 or status < 400:
        return ZoomError(Trouble.UNREACHABLE, text, may_have_happened=True)
    return ZoomError(Trouble.REFUSED, text)


def _app_is_disabled(body: Mapping[str, Any]) -> bool:
    """Whether Zoom has switched our app off, for everybody. An account's admin may do so for that
    account: that is no affair of the operator's."""
    if APP_DISABLED in (str(body.get(name)) for name in ("code", "errorCode", "error_code")):
        return True
    words = f"{body.get('reason')} {body.get('message')}".lower()
    return bool(_DISABLED.search(words)) and "admin" not in words


def _limit(response: requests.Response, message: str, text: str, now: datetime) -> ZoomError:
    retry_at = _retry_at(response.headers.get("Retry-After", ""), now)
    daily = "daily" in message.lower() or response.headers.get("X-RateLimit-Type") == "Daily-limit"
    trouble = Trouble.DAILY_LIMIT if daily else Trouble.BUSY
    return ZoomError(trouble, text, retry_at=retry_at)


def _retry_at(text: str, now: datetime) -> datetime | None:
    """Retry-After as seconds, an HTTP date or an ISO time; None if absent or nonsense."""
    moment = _moment(text.strip(), now)
    if moment is None or moment == now:
        return None
    return min(moment, now + LONGEST_WAIT) if moment > now else now + CLOCKS_APART


def _moment(text: str, now: datetime) -> datetime | None:
    if text.isdecimal() and len(text) < 8:
        return now + timedelta(seconds=int(text))
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except (ValueError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
