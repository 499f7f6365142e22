"""A form whose token or log-in is gone: nothing is done, and what was typed is there again.

The forms are found on the pages, so that a new one is met by itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from bs4 import Tag
from flask import Flask

from pinmycal.extensions import db
from pinmycal.models import Appointment, Away
from tests.cast import PASSWORD, Cast, ask
from tests.web.asking import FORM, PAGE, TYPED
from tests.web.routes import routes, snapshot
from tests.web.test_every_route import is_public
from tests.web.visitor import HTMX, Visitor, filled

WORDS = {"email": "typed@example.org", "date": "2027-05-04", "time": "10:10", "number": "45"}
TYPED_INTO = ("text", "email", "date", "time", "number", "tel", "textarea")
QUERY = "?start=2027-03-01T09:00:00Z&tz=Europe/Berlin&date=2027-03-09"  # what some forms are for
LATE, BLOCKED = "open for too long", "allow them for this site"


@dataclass
class Form:
    """A form on a page: where it goes, what it sends, and what was typed of that."""

    action: str
    sent: dict[str, str]
    typed: dict[str, str]


def form_of(tag: Tag, page: str) -> Form:
    typed = {
        str(field["name"]): WORDS.get(str(field.get("type")), "typed")
        for field in tag.find_all(["input", "textarea"], attrs={"name": True})
        if field.get("type", field.name) in TYPED_INTO and field["name"] != "homepage"
    }
    return Form(str(tag.get("action") or page), {**filled(tag), **typed}, typed)


def forms(app: Flask, cast: Cast, visitor: Visitor, *, public: bool) -> Iterator[Form]:
    """All forms that post, on all pages that this visitor sees; each once."""
    seen = {"/logout"}
    for route in routes(app, cast, "GET"):
        if is_public(route.endpoint) is not public:
            continue
        response = visitor._send(route.path + QUERY, method="GET")
        if response.status_code != 200 or "<form" not in response.text:
            continue
        for tag in visitor._arrive(response, 200).page.find_all("form", method="post"):
            form = form_of(tag, route.path)
            if form.action not in seen:
                seen.add(form.action)
                yield form


@pytest.fixture
def furnished(cast: Cast) -> Cast:
    """Something of all that has a form."""
    cast.connect_zoom()
    ask(cast.offer)
    day = date(2027, 5, 3)
    db.session.add(Away(host_id=cast.host.id, first=day, last=day))
    cast.host.steps_away_at = cast.offer.created_at
    db.session.commit()
    return cast


def send(visitor: Visitor, form: Form, **headers: str) -> Visitor:
    data = {**form.sent, "csrf_token": "stale"}
    return visitor._arrive(
        visitor._send(form.action, method="POST", data=data, headers=headers), 400
    )


def assert_typed_is_there(visitor: Visitor, form: Form) -> None:
    """In fields that can be seen, beside the others of the form and with a token that works."""
    for tag in visitor.page.find_all("form", method="post"):
        again = filled(tag)
        if any(tag.find(attrs={"name": name, "type": "hidden"}) for name in form.typed):
            continue
        if form.typed.items() <= again.items() and "csrf_token" in again:
            return
    raise AssertionError(f"{form.action}: {form.typed} is lost\n{visitor.text}")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_of_a_host(app: Flask, furnished: Cast, host: Visitor, headers: dict[str, str]) -> None:
    every = list(forms(app, furnished, host, public=False))
    assert len([form for form in every if form.typed]) >= 15
    before = snapshot()
    for form in every:
        send(host, form, **headers)
        assert LATE in host.text
        if form.typed:
            assert_typed_is_there(host, form)
            assert host.response.headers.get("HX-Retarget") == ("body" if headers else None)
    assert snapshot() == before


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_of_anyone(app: Flask, furnished: Cast, visitor: Visitor, headers: dict[str, str]) -> None:
    every = list(forms(app, furnished, visitor, public=True))
    there = {form.action.partition("?")[0] for form in every}
    assert there >= {"/signup", "/login", PAGE, f"/embed{PAGE}"}
    before = snapshot()
    for form in every:
        send(visitor, form, **headers)
        assert LATE in visitor.text
        if form.typed:
            assert_typed_is_there(visitor, form)
    assert snapshot() == before


def test_without_cookies_it_says_so(app: Flask, furnished: Cast, visitor: Visitor) -> None:
    for form in list(forms(app, furnished, visitor, public=True)):
        visitor.client.delete_cookie("session")
        send(visitor, form)
        assert (BLOCKED in visitor.text) != form.action.startswith("/embed/"), form.action


def test_of_a_host_who_was_logged_out(app: Flask, furnished: Cast, host: Visitor) -> None:
    """After the log-in the very same form is sent, and then it does what it would have done."""
    every = [form for form in forms(app, furnished, host, public=False) if form.typed]
    for form in every:
        host.client.delete_cookie("session")
        send(host, form)
        assert "Log in, then you can send it again: what you typed is kept" in host.text
        host.submit("Log in", 422, email="host@example.com", password="not mine")
        host.submit("Log in", 200, email="host@example.com", password=PASSWORD)
        again = form_of(host._form("Send it again"), "")
        assert (again.action, again.sent.keys()) == (
            form.action,
            form.sent.keys() - {name for name in form.sent if "password" in name},
        )
        assert form.sent.items() - again.sent.items() <= {
            *((name, form.sent[name]) for name in form.sent if "password" in name),
            ("csrf_token", form.sent["csrf_token"]),
        }


def test_what_was_typed_is_saved_after_all(cast: Cast, host: Visitor) -> None:
    host.open("/settings/messages")
    host.client.delete_cookie("session")
    host.submit("Save", 400, mail_text="Bring <cake>")
    host.submit("Log in", 200, email="host@example.com", password=PASSWORD)
    host.submit("Send it again")
    assert host.open("/settings/messages").value("mail_text") == "Bring <cake>"


def test_a_log_in_that_ended_elsewhere_keeps_it_too(
    cast: Cast, log_in: Callable[[str], Visitor]
) -> None:
    """The token still fits, since the cookie is there."""
    here, there = log_in("host@example.com"), log_in("host@example.com")
    here.open("/settings/messages")
    there.open("/settings/account").submit("Log out everywhere else")
    here.submit("Save", 401, mail_text="Bring cake")
    here.submit("Log in", 200, email="host@example.com", password=PASSWORD)
    here.submit("Send it again")
    assert here.open("/settings/messages").value("mail_text") == "Bring cake"


def test_a_booking_goes_through_once_it_is_sent_again(cast: Cast, visitor: Visitor) -> None:
    visitor.open(FORM)
    visitor.client.delete_cookie("session")
    visitor.submit("Confirm", 400, **TYPED)
    assert db.session.query(Appointment).count() == 0
    visitor.submit("Confirm")
    assert db.session.query(Appointment).one().participant.name == "Participant"


def test_a_password_never_comes_back(cast: Cast, visitor: Visitor) -> None:
    visitor.open("/login")
    visitor.client.delete_cookie("session")
    visitor.submit("Log in", 400, email="host@example.com", password="not to be seen")
    assert visitor.value("email") == "host@example.com"
    assert "not to be seen" not in visitor.response.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_is_not_shown(
    cast: Cast, host: Visitor, headers: dict[str, str]
) -> None:
    form = Form("/settings/messages", {"mail_text": "theirs", "reminder": ""}, {})
    send(host, form, **headers)
    assert "came from another site" in host.text
    assert "theirs" not in host.response.text


def test_a_preview_takes_no_page_away(cast: Cast, host: Visitor) -> None:
    form = Form(f"/types/{cast.offer.id}/preview", {"title": "typed"}, {})
    send(host, form, **HTMX)
    assert "HX-Retarget" not in host.response.headers


def test_no_view_does_anything_meanwhile(app: Flask, furnished: Cast, host: Visitor) -> None:
    """Also where there is no form, and whatever fields are sent: no row, no session, no call."""
    every = routes(app, furnished, "POST")
    before = snapshot()
    with host.client.session_transaction() as session:
        kept = {name: value for name, value in session.items() if name != "csrf_token"}
    for route in every:
        if route.endpoint != "webhooks.zoom":
            fields = {"csrf_token": "stale", "name": "typed", "active": "off", "way": "up"}
            host._send(route.path + QUERY, method="POST", data=fields)
    assert snapshot() == before
    with host.client.session_transaction() as session:
        assert {name: value for name, value in session.items() if name != "csrf_token"} == kept
