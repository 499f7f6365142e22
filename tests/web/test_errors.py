import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from pinmycal.extensions import db
from pinmycal.models import Appointment, Message
from tests.cast import Cast
from tests.conftest import AppMaker
from tests.web.asking import FORM, TYPED
from tests.web.visitor import Visitor

GONE = "postgresql://nobody@127.0.0.1:1/nowhere"  # nobody listens there


@pytest.fixture
def without_database(environment: dict[str, str], another_app: AppMaker) -> Visitor:
    """Someone with a log-in, at an app whose database does not answer."""
    visitor = Visitor(another_app({**environment, "DATABASE_URL": GONE}))
    with visitor.client.session_transaction() as session:
        session["_user_id"] = "a token"
    return visitor


@pytest.mark.parametrize(
    "path", ["/dashboard", "/host", "/host/intro", "/login", "/docs/zoom", "/nothing/here/at/all"]
)
def test_without_a_database_every_page_says_so(
    app: Flask, without_database: Visitor, path: str
) -> None:
    status = 404 if path.startswith("/nothing") else 503
    without_database.open(path, status)


def test_without_a_database_programs_are_told_in_json(without_database: Visitor) -> None:
    without_database.open("/api/slots/host/intro?from=…&to=…", 503)
    assert "database" in without_database.response.get_json()["error"]


def test_a_commit_that_fails_confirms_nothing(cast: Cast, visitor: Visitor) -> None:
    visitor.open(FORM)

    def lose(_connection: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("server closed the connection"))

    event.listen(db.engine, "commit", lose)
    visitor.submit("Confirm", 503, **TYPED)
    event.remove(db.engine, "commit", lose)
    assert "Nothing was changed" in visitor.text
    assert db.session.query(Appointment).count() == 0
    assert db.session.query(Message).count() == 0


def test_a_mistake_of_ours_shows_nothing_of_itself(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise RuntimeError("a secret detail")

    monkeypatch.setitem(app.view_functions, "pages.support", fail)
    visitor.open("/support", 500)
    assert "secret" not in visitor.response.text


@pytest.mark.parametrize("path", ["/%00", "/host%00", "/host/intro%00", "/a/%00", "/x%00/y/book"])
@pytest.mark.both_databases
def test_a_nul_in_an_address_leads_nowhere(cast: Cast, host: Visitor, path: str) -> None:
    host.open(path, 404)
    host.open(f"/appointments{path}", 404)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "path",
    [
        "/%ff%fe",
        "/host/%ed%a0%80",
        "/%e2%80%a8",
        "/'; DROP TABLE hosts; --",
        "/%25",
        "/h_st",
        "/appointments/-1",
        "/appointments/%25",
        "/types/-1",
        "/types/0",
        "/types/99999999999999999999",
        "/types/2147483648",
        "/types/1e3",
        "/types/٣",
        "/" + "h" * 3000,
        "/a/" + "x" * 3000,
    ],
)
def test_odd_addresses_lead_nowhere(cast: Cast, host: Visitor, path: str) -> None:
    host.open(path, 404)


def test_a_stale_form_says_what_to_do(host: Visitor) -> None:
    host._arrive(host._send("/logout", method="POST"), 400)
    assert "open for too long" in host.text


def test_too_large_a_form_is_refused(host: Visitor) -> None:
    host.post("/settings", 413, data={"name": "n" * 600_000})
    assert "larger than we take" in host.text


def test_too_many_fields_are_refused(visitor: Visitor, cast: Cast) -> None:
    fields = {f"field-{number}": "x" for number in range(50_000)}
    visitor.post("/host/intro/book", 413, data=fields)
    tiny, form = b"a&" * 50_000, "application/x-www-form-urlencoded"
    assert visitor.client.post("/host/intro/book", data=tiny, content_type=form).status_code == 413
    few = {f"field-{number}": "x" for number in range(1_100)}
    visitor.post("/host/intro/book", 413, data=few, content_type="multipart/form-data")


@pytest.mark.parametrize("path", ["/webhooks/zoom", "/login", "/host/intro/book"])
def test_sixteen_megabytes_of_json_are_refused(visitor: Visitor, cast: Cast, path: str) -> None:
    body = b'{"a":"' + b"x" * 16_000_000 + b'"}'
    sent = visitor._send(path, method="POST", data=body, content_type="application/json")
    visitor._arrive(sent, 413)


@pytest.mark.parametrize("path", ["/", "/host/intro", "/host/intro/book", "/api/slots/host/intro"])
def test_an_address_of_bytes_that_are_no_text_is_refused(app: Flask, cast: Cast, path: str) -> None:
    raw = {"QUERY_STRING": "start=\xff\xfe&tz=UTC"}  # as servers hand over what was not encoded
    assert app.test_client().get(path, environ_overrides=raw).status_code == 400
