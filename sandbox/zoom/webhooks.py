"""Signed webhooks, the way Zoom signs them."""

import hashlib
import hmac
import json
import secrets
import threading
import time
import uuid
from dataclasses import dataclass
from typing import Any

import requests

from sandbox.zoom.records import Delivery
from sandbox.zoom.state import State

DEADLINE_SECONDS = 3


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


def envelope(event: str, payload: dict[str, Any]) -> bytes:
    """Raw UTF-8, as Zoom sends it: a receiver that serialises anew gets the signature wrong."""
    told = {"event": event, "event_ts": int(time.time() * 1000), "payload": payload}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def send(
    state: State,
    event: str,
    payload: dict[str, Any],
    forgery: Forgery = RIGHT,
    times: int = 1,
) -> list[Delivery]:
    """Posts one webhook `times` times, alike to the byte, and logs what came back."""
    body = envelope(event, payload) if forgery.body is None else forgery.body
    headers = _headers(state, body, forgery)
    return [_deliver(state, event, body, headers) for _ in range(times)]


def _deliver(state: State, event: str, body: bytes, headers: dict[str, str]) -> Delivery:
    status, answer = _post(state.switches.webhook_url, body, headers)
    delivery = Delivery(state.now(), event, body.decode(errors="replace"), status, answer)
    with state.lock:
        state.deliveries.append(delivery)
    return delivery


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


def send_soon(state: State, event: str, payload: dict[str, Any]) -> None:
    if state.switches.webhook_url:
        told = (state.itself(), event, payload)
        threading.Thread(target=send, args=told, daemon=True).start()


def _headers(state: State, body: bytes, forgery: Forgery) -> dict[str, str]:
    timestamp = forgery.timestamp or str(int(time.time()))
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
        reply = requests.post(url, data=body, headers=headers, timeout=DEADLINE_SECONDS)
    except requests.RequestException as error:
        return None, type(error).__name__
    return reply.status_code, reply.text[:2000]
