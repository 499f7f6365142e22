"""Zoom's error bodies."""

from collections.abc import Mapping
from typing import Any

PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."
PER_DAY = (
    "You have exceeded the daily rate limit ({limit}) of Meeting Create/Update API requests "
    "permitted for this particular user. You may resume these requests at GMT 00:00:00."
)


class ApiError(Exception):
    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        errors: list[dict[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"code": code, "message": message}
        if errors:
            self.body["errors"] = errors
        self.headers = headers or {}


# Refusals that a fault can ask for by their code: the status, and our own words for it.
REFUSALS = {
    200: (400, "This is only for paid accounts."),
    300: (400, "A parameter is not valid: occurrence_id."),
    1001: (404, "There is no such user."),
    1120: (400, "The user never accepted the invitation to this account."),
    2306: (403, "Meetings that were scheduled for others are not shown."),
    3000: (400, "This meeting cannot be accessed."),
    3001: (404, "There is no such meeting."),
    3002: (400, "The meeting is in progress."),
    3003: (400, "You are not the host of this meeting."),
    3007: (400, "The meeting has ended."),
    3018: (400, "A personal meeting room cannot be deleted."),
    3037: (400, "A personal audio conference cannot be deleted."),
    3161: (400, "This account may neither host nor schedule meetings."),
    4001: (429, "Too many calls a second. Try again later."),
}


def refusal(code: int) -> ApiError:
    status, message = REFUSALS[code]
    return ApiError(status, code, message)


def invalid(errors: list[dict[str, str]]) -> ApiError:
    return ApiError(400, 300, "Validation Failed.", errors)


def invalid_token() -> ApiError:
    return ApiError(401, 124, "Invalid access token.")


def expired_token() -> ApiError:
    return ApiError(401, 124, "Access token is expired.")


def missing_scope(scope: str) -> ApiError:
    return ApiError(400, 4711, f"Invalid access token, does not contain scopes:[{scope}].")


def no_such_user(user_id: str) -> ApiError:
    return ApiError(404, 1001, f"User does not exist: {user_id}.")


def no_such_meeting(meeting_id: int) -> ApiError:
    return ApiError(404, 3001, f"Meeting does not exist: {meeting_id}.")


def per_second(limit: int | None = None, retry_after: str | None = None) -> ApiError:
    headers = {"X-RateLimit-Category": "Light", "X-RateLimit-Type": "QPS"}
    headers |= {"X-RateLimit-Limit": str(limit or 4), "X-RateLimit-Remaining": "0"}
    if retry_after is not None:
        headers["Retry-After"] = retry_after
    return ApiError(429, 4001, PER_SECOND, headers=headers)


def per_day(limit: int) -> ApiError:
    """Comes without Retry-After: the real answer does, so the message alone tells."""
    headers = {"X-RateLimit-Category": "Light", "X-RateLimit-Type": "Daily-limit"}
    headers |= {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": "0"}
    return ApiError(429, 429, PER_DAY.format(limit=limit), headers=headers)
