"""A visitor who does not give up: a request without an answer is sent again, as browsers do."""

import time
from typing import Any

import requests

from tests.story.visitor import Visitor

GIVES_UP_AFTER = 60.0  # seconds
UNANSWERED = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
)


class TimeGone(Exception):
    """Somebody else has taken this time."""


class NotConnected(Exception):
    """Zoom could not be connected just now; the page asks to try again."""


class InsistingSession(requests.Session):
    """Sends the very same request until there is an answer; `resent` counts how often."""

    resent = 0

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        give_up_at = time.monotonic() + GIVES_UP_AFTER
        while True:
            try:
                return super().request(*args, **kwargs)
            except UNANSWERED:
                if time.monotonic() > give_up_at:
                    raise
            self.resent += 1
            time.sleep(0.2)


class InsistingVisitor(Visitor):
    """Raises TimeGone where the site answers 409, NotConnected where Zoom was away."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.session: InsistingSession = InsistingSession()
        self.session.trust_env = False

    def _arrive(self, response: requests.Response, expect: int) -> "InsistingVisitor":
        if response.status_code == 409:
            raise TimeGone
        if response.status_code in (400, 503) and "/zoom/callback" in response.url:
            raise NotConnected
        super()._arrive(response, expect)
        return self
