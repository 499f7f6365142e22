"""Bodies that no form of ours sends: JSON, and files where text is meant."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.cast import Cast
from tests.web.routes import SIGNED_BY_ZOOM, Route, routes, snapshot
from tests.web.visitor import Visitor

NAMES = ("name", "email", "title", "label", "reason", "note", "password", "start", "photo", "q")


def json_body(visitor: Visitor, text: str) -> dict[str, object]:
    headers = {"X-CSRFToken": visitor.token()}
    return {"data": text, "content_type": "application/json", "headers": headers}


def files(visitor: Visitor, _text: str) -> dict[str, object]:
    sent: dict[str, object] = {name: FileStorage(BytesIO(b"x"), "a.png") for name in NAMES}
    boundary, body = encode_multipart({**sent, "csrf_token": visitor.token()})
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


def posted(app: Flask, cast: Cast) -> list[Route]:
    ends_the_visit = ("auth.logout", "leaving.delete", SIGNED_BY_ZOOM)
    return [each for each in routes(app, cast, "POST") if each.endpoint not in ends_the_visit]


@pytest.mark.parametrize(
    ("make", "text"),
    [(json_body, '{"name": 1, "email": ["\\ud800"]}'), (json_body, "[1, 2]"), (files, "")],
)
def test_are_never_our_mistake(
    app: Flask, cast: Cast, host: Visitor, make: Callable[..., dict[str, object]], text: str
) -> None:
    cast.book()
    for route in posted(app, cast):
        body = make(host, text)
        status = host._send(route.path, method="POST", **body).status_code
        assert status < 500 or "zoom" in route.path, route


def test_json_logs_nobody_in(cast: Cast, visitor: Visitor) -> None:
    before, body = snapshot(), json_body(visitor, '{"email": "host@example.com", "password": "x"}')
    assert visitor._send("/login", method="POST", **body).status_code == 422
    assert snapshot() == before
