"""The way in for programs: every token and API call is logged, and may meet a fault."""

import io
import json
import re
import secrets
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Request, Response

from sandbox.zoom.api import LATE
from sandbox.zoom.faults import Rule
from sandbox.zoom.misbehave import Case, Line, misbehave
from sandbox.zoom.state import State

FOR_PROGRAMS = re.compile(r"/oauth/(token|revoke)|/v2/.*")
OPERATIONS = (
    ("POST", re.compile(r"/oauth/revoke"), "revoke"),
    ("POST", re.compile(r"/oauth/token"), "token"),
    ("GET", re.compile(r"/v2/users/[^/]+"), "me"),
    ("POST", re.compile(r"/v2/users/[^/]+/meetings"), "create"),
    ("GET", re.compile(r"/v2/users/[^/]+/meetings"), "list"),
    ("GET", re.compile(r"/v2/meetings/[^/]+"), "get"),
    ("PATCH", re.compile(r"/v2/meetings/[^/]+"), "update"),
    ("DELETE", re.compile(r"/v2/meetings/[^/]+"), "delete"),
)


class Door:
    def __init__(self, state: State, inner: WSGIApplication) -> None:
        self._state = state
        self._inner = inner

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        if not FOR_PROGRAMS.fullmatch(request.path):
            return self._inner(environ, start_response)
        raw = request.get_data()
        environ["wsgi.input"] = io.BytesIO(raw)
        answer = self._answer(request, body_of(request, raw))
        answer.headers["x-zm-trackingid"] = f"SBX_{secrets.token_hex(12)}"
        return answer(environ, start_response)

    def _answer(self, request: Request, body: Any) -> Response:
        operation, user = operation_of(request, body), user_of(self._state, request, body)
        rule = self._state.faults.take(operation, user)
        call = self._state.begin_call(
            operation=operation,
            method=request.method,
            path=request.path,
            query=request.args.to_dict(),
            body=body,
            user=user,
            fault=rule.fault if rule else None,
        )
        answer = self._spoilt(request, rule) if rule else self._work(request)
        call.status = answer.status_code
        return answer

    def _work(self, request: Request) -> Response:
        with self._state.change():
            return Response.from_app(self._inner, request.environ, buffered=True)

    def _catch_up(self, request: Request) -> None:
        self._work(request)
        self._state.late_count -= 1

    def _spoilt(self, request: Request, rule: Rule) -> Response:
        line = Line(request.environ.get("werkzeug.socket"), self._state.stopping)
        case = Case(rule.parameters, lambda: self._work(request), line, self._later(request))
        return misbehave(rule.fault, case)

    def _later(self, request: Request) -> Callable[[float], None]:
        """What comes with a good token is done, whatever becomes of the token meanwhile."""
        shown = request.authorization.token if request.authorization else None
        good = self._state.takes(self._state.token(shown))

        def later(seconds: float) -> None:
            if good:
                request.environ[LATE] = True
                self._state.late_count += 1
                self._state.clock.later(seconds, lambda: self._catch_up(request))

        return later


def body_of(request: Request, raw: bytes) -> Any:
    """Parsed, for the log; None when it is neither JSON nor a form."""
    if request.mimetype == "application/x-www-form-urlencoded":
        return Request({**request.environ, "wsgi.input": io.BytesIO(raw)}).form.to_dict()
    try:
        return json.loads(raw)
    except ValueError:
        return None


def operation_of(request: Request, body: Any) -> str:
    if isinstance(body, dict) and body.get("grant_type") == "refresh_token":
        return "refresh"
    for method, path, operation in OPERATIONS:
        if request.method == method and path.fullmatch(request.path):
            return operation
    return "other"


def user_of(state: State, request: Request, body: Any) -> str | None:
    """Whose call it is, so that a fault can strike one host and spare another."""
    shown = request.authorization.token if request.authorization else None
    form = body if isinstance(body, dict) else {}
    keys = {shown, form.get("refresh_token"), form.get("token")} - {None}
    with state.lock:
        code = state.codes.get(str(form.get("code")))
        owners = (t.user_id for t in state.tokens if {t.access_token, t.refresh_token} & keys)
        return code.user_id if code else next(owners, None)
