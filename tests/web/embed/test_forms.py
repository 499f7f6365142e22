"""A form inside another site has no cookie: what its own token is worth."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from pinmycal.accounts.handles import change_profile
from pinmycal.extensions import db
from pinmycal.links import EMBED_LIFETIME, embed_token
from pinmycal.models import Appointment, Message
from pinmycal.web.embed import pages
from tests.cast import Cast, offer
from tests.web.asking import ASKED, TYPED
from tests.web.routes import snapshot
from tests.web.visitor import HTMX, Visitor

PAGE = "/embed/host/intro/book"
FORM = f"{PAGE}?start=2027-03-01T08:00:00Z&tz=America/New_York"


# Of every kind that is worth nothing here, from the one that is.
TOKENS: dict[str, Callable[[str], str]] = {
    "empty": lambda own: "",
    "altered": lambda own: own[:8] + ("A" if own[8] != "A" else "B") + own[9:],
    "of another type": lambda own: embed_token("host/other"),
    "of another host": lambda own: embed_token("stranger/intro"),
    "no text": lambda own: "\ufffd\x00{}",
}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize("kind", ["missing", *TOKENS])
def test_a_post_without_a_token_of_this_page_changes_nothing(
    cast: Cast, visitor: Visitor, kind: str, headers: dict[str, str]
) -> None:
    offer(cast.host, slug="other")
    own = visitor.open(FORM).value("csrf_token")
    data = {**ASKED, **({"csrf_token": TOKENS[kind](own)} if kind != "missing" else {})}
    before = snapshot()
    visitor._arrive(visitor._send(PAGE, method="POST", data=data, headers=headers), 400)
    assert snapshot() == before


def test_the_token_of_a_session_is_worth_nothing_here(cast: Cast, host: Visitor) -> None:
    host.post(PAGE, 400, data=ASKED)


def test_a_token_of_this_page_is_worth_nothing_elsewhere(cast: Cast, visitor: Visitor) -> None:
    token = visitor.open(FORM).value("csrf_token")
    visitor.post("/host/intro/book", 400, data={**ASKED, "csrf_token": token})


@pytest.mark.parametrize(
    ("age", "status"), [(-timedelta(minutes=1), 303), (timedelta(minutes=1), 400)]
)
def test_a_token_grows_old(
    cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, age: timedelta, status: int
) -> None:
    visitor.open(FORM)
    made = TimestampSigner("any").get_timestamp()
    later = made + int((EMBED_LIFETIME + age).total_seconds())
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _signer: later)
    visitor.submit("Confirm", status, **TYPED)


OWN = "http://localhost:8000"  # the BASE_URL of the tests
FROM = [
    ({}, 303),
    ({"Origin": OWN}, 303),
    ({"Sec-Fetch-Site": "same-origin", "Origin": OWN}, 303),
    ({"Sec-Fetch-Site": "cross-site"}, 400),
    ({"Sec-Fetch-Site": "same-site"}, 400),
    ({"Sec-Fetch-Site": "none"}, 400),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "https://e.example"}, 400),
    ({"Origin": "https://e.example"}, 400),
    ({"Origin": "null"}, 400),
    ({"Origin": f"{OWN}.e.example"}, 400),
    ({"Origin": "https://localhost:8000"}, 400),
    ({"Origin": "http://localhost"}, 400),
    ({"Origin": "http://localhost:x"}, 400),
    ({"Origin": "http://[localhost:8000"}, 400),
    ({"Origin": ""}, 400),
]


@pytest.mark.parametrize(("headers", "status"), FROM)
def test_a_form_of_another_site_is_refused_with_the_best_token(
    cast: Cast, visitor: Visitor, headers: dict[str, str], status: int
) -> None:
    data = {**ASKED, "csrf_token": visitor.open(FORM).value("csrf_token")}
    visitor._arrive(visitor._send(PAGE, method="POST", data=data, headers=headers), status)
    assert db.session.query(Appointment).count() == (status == 303)


@pytest.mark.parametrize("base", ["https://Book.Example", "https://book.example:443"])
def test_the_base_url_may_be_spelled_in_any_way(app: Flask, base: str) -> None:
    app.config["BASE_URL"] = base
    with app.test_request_context(headers={"Origin": "https://book.example"}):
        assert not pages._from_another_site()
    with app.test_request_context(headers={"Origin": "https://book.example:8443"}):
        assert pages._from_another_site()


def test_no_cookie_is_needed(cast: Cast, visitor: Visitor) -> None:
    data = {**ASKED, "csrf_token": visitor.open(FORM).value("csrf_token")}
    visitor.client.delete_cookie("session")
    visitor._arrive(visitor._send(PAGE, method="POST", data=data), 303)


def test_a_form_that_was_open_while_the_handle_changed_still_books(
    cast: Cast, visitor: Visitor
) -> None:
    visitor.open(FORM)
    change_profile(cast.host.id, {"handle": "new-name"}, ())
    visitor.submit("Confirm", 308, **TYPED)
    path, (_, data) = visitor.location, visitor.sent
    visitor._arrive(visitor._send(path, method="POST", data=data), 303)
    assert visitor.location.startswith("/embed/new-name/intro/booked/")


def test_a_double_click_is_one_appointment(cast: Cast, visitor: Visitor) -> None:
    first = visitor.open(FORM).submit("Confirm", **TYPED).location
    assert visitor.resend().location == first
    assert db.session.query(Appointment).count() == 1
    assert db.session.query(Message).count() == 2


def test_two_forms_are_two_forms(cast: Cast, visitor: Visitor) -> None:
    tokens = {visitor.open(FORM).value("csrf_token") for _ in range(3)}
    assert len(tokens) == 3


def test_what_is_wrong_is_said_beside_the_field_and_can_be_mended(
    cast: Cast, visitor: Visitor
) -> None:
    visitor.open(FORM).submit("Confirm", 422, **{**TYPED, "email": "nobody"})
    assert "name@example.org" in visitor.error("email")
    assert visitor.value("name") == TYPED["name"]
    visitor.submit("Confirm", **TYPED)


def test_a_time_that_is_gone_offers_others(cast: Cast, visitor: Visitor) -> None:
    visitor.open(FORM)
    cast.book()
    visitor.submit("Confirm", 409, **TYPED)
    assert "Free times nearby" in visitor.text
    assert visitor.value("name") == TYPED["name"]


def test_htmx_is_led_on_inside_the_frame(cast: Cast, visitor: Visitor) -> None:
    data = {**ASKED, "csrf_token": visitor.open(FORM).value("csrf_token")}
    response = visitor._send(PAGE, method="POST", data=data, headers=HTMX)
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith("/embed/host/intro/booked/")
