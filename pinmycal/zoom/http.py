"""The one door to Zoom's HTTP: a deadline for the whole exchange, and a cap on what is read."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from pinmycal.budgets import ZOOM_CALL

DEADLINE = ZOOM_CALL  # from the first byte sent to the last one read
MAX_BYTES = 1_000_000  # the largest answer we expect, 300 meetings, has about half of that
_CHUNK = 16_384


_ends_at: ContextVar[float] = ContextVar("ends_at", default=float("inf"))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """All exchanges in here take no longer than this together; what does not fit is not sent."""
    before = _ends_at.set(min(_ends_at.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _ends_at.reset(before)


def time_left() -> float:
    """For waiting and exchanges, in seconds; not more than for one exchange."""
    return min(DEADLINE, _ends_at.get() - time.monotonic())


class TooMuch(requests.RequestException):
    """The answer was larger than we are willing to read."""


class BoundedAdapter(HTTPAdapter):
    """Sends a request and reads its answer whole, within DEADLINE and MAX_BYTES.

    A timeout of requests is one between bytes: a peer that sends one byte a second never meets
    it, in the headers least of all. So the exchange runs in a thread that is left behind.
    """

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """As requests has it. Raises requests.RequestException, Timeout among them."""
        left = time_left()
        if left <= 0:
            raise requests.ConnectTimeout("no time left to send this")
        exchange = _Exchange(super().send, request, {**kwargs, "stream": True}, left)
        exchange.start()
        exchange.join(left)
        return exchange.outcome()


class _Exchange(threading.Thread):
    def __init__(
        self, send: Any, request: requests.PreparedRequest, options: Any, seconds: float
    ) -> None:
        super().__init__(daemon=True)
        options = {**options, "timeout": seconds}
        self._call: Callable[[], requests.Response] = lambda: send(request, **options)
        self._give_up_at = time.monotonic() + seconds
        self._response: requests.Response | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        try:
            response = self._call()
            response._content = self._read(response)
            self._response = response
        except Exception as error:
            self._error = error

    def outcome(self) -> requests.Response:
        if self._error:
            raise self._error
        if self._response is None:
            raise requests.Timeout("no whole answer within the deadline")
        return self._response

    def _read(self, response: requests.Response) -> bytes:
        body = bytearray()
        chunks: Iterator[bytes] = response.iter_content(_CHUNK)
        for chunk in chunks:
            body += chunk
            if len(body) > MAX_BYTES:
                response.close()
                raise TooMuch("answer too large")
            if time.monotonic() > self._give_up_at:
                response.close()
                raise requests.Timeout("answer too slow")
        return bytes(body)


def bound(session: requests.Session) -> None:
    """Make a session use this door, nothing from the machine's environment, and no redirects."""
    session.trust_env = False  # a .netrc would replace our Authorization header
    session.max_redirects = 0  # a token, a code or a secret goes where we send it, no further
    for scheme in ("https://", "http://"):
        session.mount(scheme, BoundedAdapter())
