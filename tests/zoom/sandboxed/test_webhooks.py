"""Zoom's events: only Zoom may speak, and what it says is done once."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message, ZoomConnection
from pinmycal.times import utc_now
from pinmycal.zoom.connection import mark_broken
from sandbox.zoom import ZoomSandbox
from tests.cast import Cast
from tests.web.visitor import Visitor

FAREWELL = {
    "account_id": "sandbox-account-1",
    "user_id": "sandbox-licensed-user",
    "client_id": "sandbox-client",
    "signature": "827edc3452044f0bc86bdd5684afb7d1e6becfa1a767f24df1b287853cf73000",
    "deauthorization_time": "2026-06-17T13:52:28.632Z",
}
UNDATED = {"deauthorization_time": None}
Deliver = Callable[..., TestResponse]


def event(kind: str = "app_deauthorized", payload: Any = FAREWELL) -> bytes:
    return json.dumps({"event": kind, "payload": payload}, ensure_ascii=False).encode()


@pytest.fixture
def deliver(app: Flask, at_zoom: ZoomSandbox, connection: ZoomConnection) -> Deliver:
    """Post an event of Zoom's; `signature`, `timestamp` and `sent` (the body) forge."""

    def deliver(body: bytes, **forged: Any) -> TestResponse:
        timestamp = forged.get("timestamp", str(int(time.time())))
        signature = forged.get("signature", at_zoom.sign(body, timestamp))
        headers = {"x-zm-signature": signature, "x-zm-request-timestamp": timestamp}
        headers = {name: text for name, text in headers.items() if text is not None}
        path, sent = "/webhooks/zoom", forged.get("sent", body)
        return Visitor(app)._send(path, method="POST", data=sent, headers=headers)

    return deliver


def connected() -> bool:
    return db.session.query(ZoomConnection).count() == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"signature": None},
        {"signature": ""},
        {"signature": "v0="},
        {"signature": "v0=" + "0" * 64},
        {"signature": "v0=ÿü"},
        {"sent": event() + b" "},
        {"sent": b""},
    ],
)
def test_what_zoom_did_not_sign_is_refused(deliver: Deliver, forged: dict[str, Any]) -> None:
    assert deliver(event(), **forged).status_code == 401
    assert connected()


@pytest.mark.parametrize("cut", [slice(0, -1), slice(3, None), slice(0, 40)])
def test_a_cut_signature_is_refused(deliver: Deliver, at_zoom: ZoomSandbox, cut: slice) -> None:
    timestamp = str(int(time.time()))
    signature = at_zoom.sign(event(), timestamp)[cut]
    assert deliver(event(), timestamp=timestamp, signature=signature).status_code == 401
    assert connected()


@pytest.mark.parametrize(
    ("timestamp", "status"),
    [
        (lambda now: f"{now - 290}", 200),
        (lambda now: f"{now - 85 * 60 - 30}", 200),
        (lambda now: f"{(now - 85 * 60 - 30) * 1000}", 200),
        (lambda now: f"{now + 290}", 200),
        (lambda now: f"{now * 1000}", 200),
        (lambda now: f"{now - 91 * 60}", 401),
        (lambda now: f"{now + 310}", 401),
        (lambda now: f"{(now - 91 * 60) * 1000}", 401),
        (lambda now: f"{(now + 310) * 1000}", 401),
        (lambda _: "0", 401),
        (lambda _: "-1", 401),
        (lambda _: "", 401),
        (lambda _: "soon", 401),
        (lambda _: "253402300800", 401),
        (lambda _: "999999999999", 401),
        (lambda _: "9999999999999", 401),
        (lambda _: "9" * 5000, 401),
        (lambda now: f"{now}.0", 401),
        (lambda now: f" {now}_0", 401),
    ],
)
def test_only_of_late(deliver: Deliver, timestamp: Callable[[int], str], status: int) -> None:
    answer = deliver(event(), timestamp=timestamp(int(time.time())))
    assert answer.status_code == status
    assert connected() is (status == 401)


def test_a_missing_timestamp_is_refused(deliver: Deliver) -> None:
    forged = {"timestamp": None, "signature": "v0=" + "0" * 64}
    assert deliver(event(), **forged).status_code == 401


def test_without_a_secret_nothing_is_genuine(app: Flask, deliver: Deliver) -> None:
    app.config["ZOOM_WEBHOOK_SECRET"] = ""
    timestamp = str(int(time.time()))
    message = b"v0:" + timestamp.encode() + b":" + event()
    forged = "v0=" + hmac.new(b"", message, hashlib.sha256).hexdigest()
    assert deliver(event(), timestamp=timestamp, signature=forged).status_code == 401
    assert connected()


def test_bytes_are_signed_and_not_what_they_mean(deliver: Deliver) -> None:
    body = event("meeting.created", {"object": {"topic": "Beratung für Zoë – 相談 🎉"}})
    assert deliver(body).status_code == 200


def test_the_challenge_is_answered(deliver: Deliver) -> None:
    answer = deliver(event("endpoint.url_validation", {"plainToken": "plain"}))
    mac = hmac.new(b"sandbox-webhook-secret", b"plain", hashlib.sha256).hexdigest()
    assert answer.json == {"plainToken": "plain", "encryptedToken": mac}


@pytest.mark.parametrize("minutes", [5, 25, 85])
def test_69_a_repeat_that_carries_the_first_timestamp_is_taken(
    deliver: Deliver, minutes: int
) -> None:
    """The first try met nobody; Zoom tries again 5, 20 and 60 minutes later."""
    first = str(int(time.time()) - minutes * 60)
    assert deliver(event(), timestamp=first).status_code == 200
    assert not connected()


def test_69_a_repeat_of_what_arrived_does_nothing(deliver: Deliver, cast: Cast) -> None:
    first, body = str(int(time.time()) - 25 * 60), event(payload=FAREWELL | UNDATED)
    assert deliver(body, timestamp=first).status_code == 200
    cast.connect_zoom(user="sandbox-licensed-user").account_id = "sandbox-account-1"
    db.session.commit()
    assert deliver(body, timestamp=first).status_code == 200
    assert connected(), "the host has connected again since"
    assert db.session.query(Message).filter_by(kind=Kind.ZOOM_BROKEN).count() == 1


@pytest.mark.parametrize("plain", ["\\ud800", "a\\udfffb", "", "x" * 1001])
def test_a_challenge_that_nobody_can_sign_is_a_bad_request(deliver: Deliver, plain: str) -> None:
    body = f'{{"event": "endpoint.url_validation", "payload": {{"plainToken": "{plain}"}}}}'
    assert deliver(body.encode()).status_code == 400


@pytest.mark.parametrize("plain", [None, 5, ["plain"], {"plain": 1}, True])
def test_a_challenge_is_a_text(deliver: Deliver, plain: Any) -> None:
    assert deliver(event("endpoint.url_validation", {"plainToken": plain})).status_code == 400
    assert deliver(event("endpoint.url_validation", {})).status_code == 400


def test_the_challenge_must_be_signed_too(deliver: Deliver) -> None:
    body = event("endpoint.url_validation", {"plainToken": "plain"})
    answer = deliver(body, signature="v0=" + "0" * 64)
    assert (answer.status_code, b"encryptedToken" in answer.data) == (401, False)


def test_a_host_who_removed_the_app_is_forgotten_and_told(deliver: Deliver, cast: Cast) -> None:
    cast.book()
    assert deliver(event()).status_code == 200
    assert not connected()
    assert db.session.query(Appointment).one().due_at is not None
    told = db.session.query(Message).filter_by(kind=Kind.ZOOM_BROKEN).all()
    assert [message.host_id for message in told] == [cast.host.id]


def test_the_same_again_is_harmless(deliver: Deliver) -> None:
    answers = [deliver(event()).status_code for _ in range(3)]
    assert answers == [200, 200, 200]
    assert db.session.query(Message).filter_by(kind=Kind.ZOOM_BROKEN).count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "another app"},
        {"client_id": None},
        {"account_id": "another account"},
        {"user_id": "another user"},
        {"user_id": None, "account_id": None},
        {"user_id": ["sandbox-licensed-user"]},
        {"deauthorization_time": "2025-12-31T23:59:59Z"},
        {"deauthorization_time": None, "event_ts": 1_767_225_599_000},
        {"deauthorization_time": None, "event_ts": "2025-12-31T23:59:59Z"},
    ],
)
def test_a_farewell_of_someone_else_or_long_ago_is_ignored(
    deliver: Deliver, changed: dict[str, Any]
) -> None:
    assert deliver(event(payload=FAREWELL | changed)).status_code == 200
    assert connected()


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["user_id", "account_id", "client_id", "deauthorization_time"])
@pytest.mark.parametrize("odd", ["\\u0000", "\\ud800", "x\\u0000y", "9" * 5000])
def test_a_farewell_in_letters_that_no_database_takes_is_no_error(
    deliver: Deliver, name: str, odd: str
) -> None:
    told = json.dumps(FAREWELL | {name: "here"}).replace('"here"', f'"{odd}"')
    body = f'{{"event": "app_deauthorized", "payload": {told}}}'
    assert deliver(body.encode()).status_code == 200


@pytest.mark.parametrize("ours", ["sandbox-account-1", ""])
@pytest.mark.parametrize("theirs", ["sandbox-account-1", "", None])
def test_a_user_is_known_without_their_account(
    deliver: Deliver, connection: ZoomConnection, ours: str, theirs: str | None
) -> None:
    """Zoom's description promises the account neither in the event nor when the host connects."""
    connection.account_id = ours
    db.session.commit()
    deliver(event(payload=FAREWELL | {"account_id": theirs}))
    assert not connected()


def test_another_user_without_an_account_is_nobody(
    deliver: Deliver, connection: ZoomConnection
) -> None:
    connection.account_id = ""
    db.session.commit()
    deliver(event(payload=FAREWELL | {"account_id": "", "user_id": "another"}))
    deliver(event(payload=FAREWELL | {"account_id": None, "user_id": ""}))
    assert connected()


def test_a_host_who_knows_already_is_not_told_twice(
    deliver: Deliver, connection: ZoomConnection
) -> None:
    """A call of ours met the end before the event came."""
    mark_broken(connection, utc_now())
    db.session.commit()
    deliver(event())
    assert not connected()
    assert db.session.query(Message).filter_by(kind=Kind.ZOOM_BROKEN).count() == 1


@pytest.mark.parametrize(
    "removed_at", [None, "", "lately", "2020-01-01T00:00:00", 5, 1e400, -1, 10**30, True, []]
)
@pytest.mark.parametrize("where", ["deauthorization_time", "event_ts"])
def test_a_farewell_that_does_not_say_when_counts(
    deliver: Deliver, where: str, removed_at: Any
) -> None:
    deliver(event(payload=FAREWELL | UNDATED | {where: removed_at}))
    assert not connected()


@pytest.mark.parametrize("kind", ["meeting.started", "recording.completed", "", "app_authorized"])
def test_an_event_of_another_kind_is_taken_and_forgotten(deliver: Deliver, kind: str) -> None:
    assert deliver(event(kind)).status_code == 200
    assert connected()


@pytest.mark.parametrize("number", [None, "x", -1, 10**30, "7" * 18, {}, 7])
@pytest.mark.parametrize("kind", ["meeting.updated", "meeting.deleted"])
def test_an_event_of_an_unknown_meeting_does_nothing(
    deliver: Deliver, kind: str, number: Any
) -> None:
    assert deliver(event(kind, {"object": {"id": number}})).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"payload": ' * 50_000,
        b'{"event": "x", "payload": {"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}}",
        b'{"event": "x", "payload": {"a": ' + b"9" * 5000 + b"}}",
    ],
    ids=["brackets", "braces", "closed", "digits"],
)
def test_json_that_is_too_deep_or_long_is_a_bad_request(deliver: Deliver, body: bytes) -> None:
    assert deliver(body).status_code in (400, 413)


@pytest.mark.parametrize("body", [b"", b"[]", b"5", b"null", b'"text"', b"{", b"{}", b"\xff"])
def test_what_is_no_event_is_a_bad_request(deliver: Deliver, body: bytes) -> None:
    assert deliver(body).status_code == 400


@pytest.mark.parametrize("payload", [None, [], "text", 5])
def test_a_payload_that_is_no_object_is_a_bad_request(deliver: Deliver, payload: Any) -> None:
    assert deliver(event(payload=payload)).status_code == 400
