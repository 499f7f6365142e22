"""The faults themselves. Those that spoil the answer do the work first; the others do none.

To raise ConnectionAbortedError is how a WSGI app makes werkzeug close the line unanswered.
"""

import json
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.wrappers import Response

from sandbox.zoom import errors
from sandbox.zoom.telling import without

HUGE_BYTES = 200_000_000
CHUNK = b" " * 1_000_000


@dataclass(frozen=True)
class Line:
    """The caller's connection, and whether the sandbox is being stopped."""

    socket: socket.socket | None
    stopping: threading.Event

    def wait(self, seconds: float) -> None:
        """Ends early, and the request with it, when either side has gone."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.stopping.wait(min(0.05, seconds)) or self._caller_has_gone():
                raise ConnectionAbortedError

    def _caller_has_gone(self) -> bool:
        if self.socket is None:
            return False
        readable, _, _ = select.select([self.socket], [], [], 0)
        return bool(readable) and not self.socket.recv(1, socket.MSG_PEEK)


@dataclass(frozen=True)
class Case:
    """A call that a fault has struck; `later` does the work after so many of Zoom's seconds."""

    parameters: dict[str, Any]
    work: Callable[[], Response]
    line: Line
    later: Callable[[float], None]

    def get(self, name: str, otherwise: Any) -> Any:
        return self.parameters.get(name, otherwise)


def _json(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Response:
    return Response(json.dumps(body), status, headers, content_type="application/json")


def status(case: Case) -> Response:
    """Any status, body and headers; with `work` true the work is done all the same."""
    if case.get("work", False):
        case.work()
    body, headers = case.get("body", ""), case.get("headers", {})
    if isinstance(body, str):
        return Response(body, case.get("code", 500), headers)
    return _json(case.get("code", 500), body, headers)


def rate_limit(case: Case) -> Response:
    """`retry_after` goes into the header as it is; without one there is no header."""
    wait = case.get("retry_after", None)
    return _told(errors.per_second(retry_after=None if wait is None else str(wait)))


def refusal(case: Case) -> Response:
    """One of Zoom's refusals, by its `code`: 3161, 3018, 3000, 300, 4001 and the like."""
    return _told(errors.refusal(case.get("code", 3161)))


def daily_limit(_case: Case) -> Response:
    return _told(errors.per_day(100))


def _told(error: errors.ApiError) -> Response:
    return _json(error.status, error.body, error.headers)


def hang(case: Case) -> Response:
    """Late, but right; a caller that gave up meanwhile gets nothing done."""
    case.line.wait(case.get("seconds", 60))
    return case.work()


def lost_reply(case: Case) -> Response:
    case.work()
    case.line.wait(case.get("seconds", 0))
    raise ConnectionAbortedError


def late(case: Case) -> Response:
    """Taken and acknowledged to nobody: `delay` seconds of Zoom's time later the work is done."""
    case.later(case.get("delay", 120))
    case.line.wait(case.get("seconds", 0))
    raise ConnectionAbortedError


def close(_case: Case) -> Response:
    raise ConnectionAbortedError


def slow(case: Case) -> Response:
    """The right answer, one byte at a time, `seconds` apart."""
    answer = case.work()
    body = answer.get_data() or b" " * 60

    def drip() -> Iterator[bytes]:
        for place in range(len(body)):
            yield body[place : place + 1]
            case.line.wait(case.get("seconds", 1))

    return Response(drip(), _with_body(answer), content_type="application/json")


def huge(case: Case) -> Response:
    answer = case.work()
    chunks = (CHUNK for _ in range(case.get("bytes", HUGE_BYTES) // len(CHUNK)))
    return Response(chunks, _with_body(answer), content_type="application/json")


def broken_json(case: Case) -> Response:
    return Response('{"id": 12345', _with_body(case.work()), content_type="application/json")


def html(case: Case) -> Response:
    page = "<!doctype html><title>Sandbox</title><h1>We will be back soon</h1>"
    return Response(page, _with_body(case.work()), content_type="text/html")


def empty(case: Case) -> Response:
    return Response(b"", case.work().status_code, content_type="application/json")


def leave_out(case: Case) -> Response:
    """All of Zoom's fields are optional: the right answer without those named in `fields`."""
    answer = case.work()
    told = json.loads(answer.get_data() or b"{}")
    return _json(_with_body(answer), without(told, set(case.get("fields", []))))


def no_join_url(case: Case) -> Response:
    return leave_out(replace(case, parameters={"fields": ["join_url"]}))


def _with_body(answer: Response) -> int:
    """The status of an answer that is about to get a body, which 204 may not have."""
    return 200 if answer.status_code == 204 else answer.status_code


def expired_token(_case: Case) -> Response:
    return _told(errors.expired_token())


def invalid_grant(_case: Case) -> Response:
    return _json(400, {"reason": "Invalid Token!", "error": "invalid_grant"})


def invalid_request(_case: Case) -> Response:
    return _json(400, {"reason": "Invalid Token!", "error": "invalid_request"})


def invalid_client(case: Case) -> Response:
    body = {"reason": "Invalid client_id or client_secret", "error": "invalid_client"}
    return _json(case.get("code", 400), body)


def app_disabled(_case: Case) -> Response:
    """What the token address tells an app that Zoom, or an account's admin, has switched off."""
    return _json(400, {"reason": "App is disabled. (4,717)", "error": "invalid_request"})


FAULTS: dict[str, Callable[[Case], Response]] = {
    fault.__name__: fault
    for fault in (
        status, refusal, rate_limit, daily_limit, hang, lost_reply, late, close, slow, huge,
        broken_json, html, empty, leave_out, no_join_url, expired_token, invalid_grant,
        invalid_request, invalid_client, app_disabled,
    )
}  # fmt: skip


def misbehave(fault: str, case: Case) -> Response:
    return FAULTS[fault](case)
