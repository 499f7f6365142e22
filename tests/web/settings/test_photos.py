"""Sending a photo, seeing it, removing it; and that other forms stay as small as they were."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from pinmycal.extensions import db
from pinmycal.models import Host, HostPhoto
from tests.accounts.test_photos import bomb, file, picture
from tests.cast import Cast
from tests.web.routes import routes
from tests.web.visitor import Visitor

UPLOAD = "/settings/photo"
A_TIME = "?start=2027-03-01T09:00:00Z&tz=UTC"


def send(host: Visitor, data: bytes, expect: int = 303, name: str = "me.png") -> Visitor:
    fields = {"csrf_token": host.token(), "photo": FileStorage(BytesIO(data), name)}
    return host._arrive(_send(host, UPLOAD, fields), expect)


def _send(host: Visitor, path: str, fields: dict[str, Any]) -> TestResponse:
    """Encoded here: the test client would leave a temporary file open."""
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return host._send(path, method="POST", data=body, content_type=kind)


def address(visitor: Visitor) -> str:
    image = visitor.page.find("img", class_="disc")
    assert image
    return str(image["src"])


def test_a_photo_stands_wherever_the_host_is_shown(cast: Cast, host: Visitor) -> None:
    assert "Your photo is saved." in send(host, file(picture())).follow().text
    shown = {address(host.open(path)) for path in ("/settings", "/host", "/host/intro")}
    shown.add(address(host.open(f"/host/intro/book{A_TIME}")))
    assert shown == {f"/photos/{cast.host.photo}.webp"}


def test_anyone_gets_it_and_keeps_it(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    send(host, file(picture()))
    response = visitor._send(f"/photos/{cast.host.photo}.webp", method="GET")
    assert Image.open(BytesIO(response.data)).size == (256, 256)
    assert response.content_type == "image/webp"
    kept = set(response.headers["Cache-Control"].split(", "))
    assert kept == {"public", "max-age=31536000", "immutable"}
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers


@pytest.mark.both_databases
def test_another_one_takes_its_place(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    send(host, file(picture()))
    before = cast.host.photo
    send(host, file(picture(mode="L")))
    assert cast.host.photo != before
    assert db.session.query(HostPhoto).count() == 1
    visitor.open(f"/photos/{before}.webp", 404)


def test_two_hosts_may_have_the_same(cast: Cast, host: Visitor, stranger: Visitor) -> None:
    send(host, file(picture()))
    send(stranger, file(picture()))
    assert cast.host.photo == cast.stranger.photo
    host.open("/settings").post("/settings/photo/remove")
    assert stranger._send(f"/photos/{cast.stranger.photo}.webp", method="GET").status_code == 200


def test_removing_it_brings_the_initials_back(cast: Cast, host: Visitor) -> None:
    send(host, file(picture()))
    digest = cast.host.photo
    host.open("/settings").post("/settings/photo/remove")
    assert "H" in host.open("/host").page.find("span", class_="disc").get_text()
    assert (cast.host.photo, db.session.query(HostPhoto).count()) == (None, 0)
    host.open(f"/photos/{digest}.webp", 404)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "JPEG, PNG or WebP"),
        (b"<script>alert(1)</script>", "JPEG, PNG or WebP"),
        (bomb(60_000, 60_000), "too many pixels"),
        (b"\x00" * (6 * 1024 * 1024), "larger than 5 MB"),
    ],
)
def test_a_bad_one_is_told_beside_the_field_and_changes_nothing(
    cast: Cast, host: Visitor, data: bytes, words: str
) -> None:
    send(host, file(picture()))
    before = cast.host.photo
    send(host, data, 422)
    assert words in host.error("photo")
    assert db.session.get_one(Host, cast.host.id).photo == before


def test_no_file_is_told(cast: Cast, host: Visitor) -> None:
    host.post(UPLOAD, 422)
    assert "Choose a picture" in host.error("photo")
    host.post(UPLOAD, 422, data={"photo": "no file"})


@pytest.mark.parametrize("name", ["../../etc/passwd", "\u202egnp.exe", "x" * 3000])
def test_the_name_of_the_file_does_not_matter(cast: Cast, host: Visitor, name: str) -> None:
    send(host, file(picture()), name=name)
    assert cast.host.photo


def test_even_a_photo_has_an_end(cast: Cast, host: Visitor) -> None:
    send(host, b"\x00" * (11 * 1024 * 1024), 413)


def test_a_photo_leaves_no_room_for_long_fields(cast: Cast, host: Visitor) -> None:
    fields = {"long": "x" * 200_000, "photo": FileStorage(BytesIO(b"x"), "x")}
    host._arrive(_send(host, UPLOAD, fields), 413)


def test_every_other_form_is_as_small_as_it_was(app: Flask, cast: Cast, host: Visitor) -> None:
    token = host.token()
    others = [route for route in routes(app, cast, "POST") if route.endpoint != "photos.upload"]
    assert len(others) > 20
    for route in others:
        fields = {"csrf_token": token, "file": FileStorage(BytesIO(b"\x00" * 200_000), "x")}
        assert _send(host, route.path, fields).status_code == 413, route.path


@pytest.mark.parametrize("digest", ["", "x", "%00", "..", "0" * 64, "x" * 3000, "%ff"])
def test_no_such_photo(cast: Cast, visitor: Visitor, digest: str) -> None:
    visitor.open(f"/photos/{digest}.webp", 404)
    assert visitor.response.headers["Cache-Control"] == "no-store"
