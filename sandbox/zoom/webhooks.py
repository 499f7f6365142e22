"""Signed webhooks, the way Zoom signs them."""

import hashlib
import hmac
import json
import secrets
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

from sandbox.direct import direct_session
from sandbox.zoom.clock import Clock
from sandbox.zoom.promised import FAREWELL, PROMISED
from sandbox.zoom.records import Delivery
from sandbox.zoom.state import State
from sandbox.zoom.telling import without

DEADLINE_SECONDS = 3
REPEATED_AFTER = (5 * 60, 20 * 60, 60 * 60)  # seconds, each from the attempt before


@dataclass(frozen=True)
class Forgery:
    """What a test wants other than Zoom would send it; None leaves it right."""

    body: bytes | None = None
    timestamp: str | None = None
    signature: str | None = None
    request_id: str | None = None


RIGHT = Forgery()


def sign(secret: str, body: bytes, timestamp: str) -> str:
    message = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def envelope(state: State, event: str, payload: dict[str, Any]) -> bytes:
    """Raw UTF-8, as Zoom sends it: a receiver that serialises anew gets the signature wrong."""
    told = {"event": event, "event_ts": state.now() * 1000, "payload": payload}
    if event == FAREWELL:  # it tells the time inside
        del told["event_ts"]
    told = without(told, set(state.switches.leave_out) - PROMISED.get(event, set()))
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Post:
    """Made at the moment of the event, so that a reset meanwhile cannot reach into it."""

    url: str
    event: str
    body: bytes
    headers: dict[str, str]
    log: Callable[[Delivery], None]
    clock: Clock

    def deliver(self, attempt: int = 1) -> Delivery:
        """Nothing, or a 5xx, has it repeated later: the same bytes and the first timestamp."""
        status, answer = _post(self.url, self.body, self.headers)
        told = self.body.decode(errors="replace")
        delivery = Delivery(self.clock.now(), self.event, told, status, answer, attempt)
        self.log(delivery)
        failed = bool(self.url) and (status is None or status >= 500)
        if failed and attempt <= len(REPEATED_AFTER):
            self.clock.later(REPEATED_AFTER[attempt - 1], lambda: self.deliver(attempt + 1))
        return delivery


def send(
    state: State,
    event: str,
    payload: dict[str, Any],
    forgery: Forgery = RIGHT,
    times: int = 1,
) -> list[Delivery]:
    """Posts one webhook `times` times, alike to the byte, and waits for the answers."""
    post = _prepared(state, event, payload, forgery)
    return [post.deliver() for _ in range(times)]


def send_soon(state: State, event: str, payload: dict[str, Any]) -> None:
    """Sends nothing while no address is set."""
    if state.switches.webhook_url:
        post = _prepared(state, event, payload, RIGHT)
        threading.Thread(target=post.deliver, daemon=True).start()


def _prepared(state: State, event: str, payload: dict[str, Any], forgery: Forgery) -> Post:
    body = envelope(state, event, payload) if forgery.body is None else forgery.body
    headers = _headers(state, body, forgery)
    url, log = state.switches.webhook_url, state.deliveries.append
    return Post(url, event, body, headers, log, state.clock)


def challenge(state: State) -> Delivery:
    """Sends `endpoint.url_validation`; the verdict tells whether the answer was right."""
    plain = secrets.token_urlsafe(16)
    (delivery,) = send(state, "endpoint.url_validation", {"plainToken": plain})
    right = {"plainToken": plain, "encryptedToken": _mac(state, plain.encode())}
    delivery.verdict = "right" if _parsed(delivery.answer) == right else "wrong"
    return delivery


def _mac(state: State, message: bytes) -> str:
    secret = state.settings.webhook_secret.encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()


def _parsed(answer: str) -> Any:
    try:
        return json.loads(answer)
    except ValueError:
        return None


def _headers(state: State, body: bytes, forgery: Forgery) -> dict[str, str]:
    timestamp = forgery.timestamp or str(state.now())
    signature = forgery.signature
    if signature is None:
        signature = sign(state.settings.webhook_secret, body, timestamp)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "x-zm-signature": signature,
        "x-zm-request-timestamp": timestamp,
        "x-zm-request-id": forgery.request_id or str(uuid.uuid4()),
    }


def _post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int | None, str]:
    if not url:
        return None, "no webhook address is set"
    try:
        reply = direct_session().post(url, data=body, headers=headers, timeout=DEADLINE_SECONDS)
    except requests.RequestException as error:
        return None, type(error).__name__
    return reply.status_code, reply.text[:2000]
