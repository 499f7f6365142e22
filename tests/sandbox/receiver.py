"""An app's webhook address that keeps what it gets."""

import hashlib
import hmac
import json
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, jsonify, request

from sandbox.server import Server


class Receiver:
    def __init__(self) -> None:
        self.url = ""
        self.secret = ""
        self.status = 200
        self._got: queue.Queue[tuple[dict[str, str], bytes]] = queue.Queue()

    def next(self) -> tuple[dict[str, str], bytes]:
        """The headers, with lower-case names, and the raw body of the next webhook."""
        return self._got.get(timeout=5)

    def next_event(self) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(self.next()[1])
        return event

    def is_empty(self) -> bool:
        return self._got.empty()

    def take(self) -> tuple[Response, int]:
        body = request.get_data()
        self._got.put(({name.lower(): value for name, value in request.headers}, body))
        plain = str(json.loads(body).get("payload", {}).get("plainToken", ""))
        mac = hmac.new(self.secret.encode(), plain.encode(), hashlib.sha256).hexdigest()
        return jsonify(plainToken=plain, encryptedToken=mac), self.status


@contextmanager
def receiving() -> Iterator[Receiver]:
    server, receiver = Server(), Receiver()
    app = Flask("receiver")
    app.post("/hook")(receiver.take)
    receiver.url = f"{server.url}/hook"
    server.start(app)
    yield receiver
    server.stop()
