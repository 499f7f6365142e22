"""A forgotten password: the mail that is owed, and the link in it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from pinmycal import links
from pinmycal.extensions import db
from pinmycal.links import participant_path, reset_link
from pinmycal.models import Kind, Message
from tests.cast import PASSWORD, Cast
from tests.web.conftest import Clock
from tests.web.visitor import Visitor

NEW = "a longer password"


def path_of(cast: Cast) -> str:
    return reset_link(cast.host).removeprefix("http://localhost:8000")


@pytest.mark.parametrize("spelled", ["host@example.com", " HOST@example.com\n"])
def test_asking_owes_the_host_a_mail(cast: Cast, visitor: Visitor, spelled: str) -> None:
    visitor.open("/forgot").submit("Send the link", 200, email=spelled)
    [message] = db.session.query(Message)
    assert (message.kind, message.host_id) == (Kind.PASSWORD_RESET, cast.host.id)


def test_an_unknown_address_gets_the_same_page_and_no_mail(cast: Cast, visitor: Visitor) -> None:
    known = visitor.open("/forgot").submit("Send the link", 200, email="host@example.com")
    page = known.response.text
    visitor.open("/forgot").submit("Send the link", 200, email="nobody@example.com")
    assert visitor.response.text == page
    assert db.session.query(Message).count() == 1


def test_a_mailbox_is_not_filled(cast: Cast, visitor: Visitor, clock: Clock) -> None:
    for _ in range(5):
        visitor.open("/forgot").submit("Send the link", 200, email="host@example.com")
    assert db.session.query(Message).count() == 3
    clock.now += timedelta(minutes=15)
    visitor.open("/forgot").submit("Send the link", 200, email="host@example.com")
    assert db.session.query(Message).count() == 4


def test_a_login_fails_alike_for_a_known_and_an_unknown_address(
    cast: Cast, visitor: Visitor
) -> None:
    pages = []
    for address in ("host@example.com", "nobody@example.com"):
        visitor.open("/login").submit("Log in", 422, email=address, password="wrong password")
        token = visitor.value("csrf_token")
        pages.append(visitor.response.text.replace(address, "…").replace(token, "…"))
    assert pages[0] == pages[1]


def test_an_unknown_address_costs_a_check_of_a_password_too(
    cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    monkeypatch.setattr("pinmycal.accounts.passwords._hasher", Recorder(checked))
    visitor.open("/login").submit("Log in", 422, email="nobody@example.com", password="guess")
    assert checked == ["guess"]


def test_no_address_is_told_beside_the_field(visitor: Visitor) -> None:
    visitor.open("/forgot").submit("Send the link", 422, email="nobody")
    assert "like name@example.org" in visitor.error("email")
    assert visitor.value("email") == "nobody"


def test_the_link_sets_a_password_once(cast: Cast, visitor: Visitor) -> None:
    path = path_of(cast)
    visitor.open(path).submit("Save the new password", password=NEW)
    assert visitor.log_in("host@example.com", NEW).location == "/dashboard"
    visitor.open(path, 404)


def test_the_old_password_is_worth_nothing_then(cast: Cast, visitor: Visitor) -> None:
    visitor.open(path_of(cast)).submit("Save the new password", password=NEW)
    visitor.open("/login").submit("Log in", 422, email="host@example.com", password=PASSWORD)


def test_a_new_password_ends_every_login(
    cast: Cast, host: Visitor, log_in: Callable[..., Visitor], visitor: Visitor
) -> None:
    elsewhere = log_in("host@example.com")
    visitor.open(path_of(cast)).submit("Save the new password", password=NEW)
    host.open("/dashboard", 303)
    elsewhere.open("/dashboard", 303)


def test_a_short_password_is_refused_and_the_link_still_works(cast: Cast, visitor: Visitor) -> None:
    visitor.open(path_of(cast)).submit("Save the new password", 422, password="short")
    assert "at least 8" in visitor.error("password")
    visitor.submit("Save the new password", password=NEW)


def test_an_old_link_opens_nothing(
    cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "RESET_LIFETIME", timedelta(seconds=-1))
    visitor.open(path_of(cast), 404)


def test_a_link_altered_or_of_another_purpose_opens_nothing(cast: Cast, visitor: Visitor) -> None:
    path = path_of(cast)
    middle = len(path) // 2
    altered = path[:middle] + ("A" if path[middle] != "A" else "B") + path[middle + 1 :]
    participant = participant_path(cast.book().participant).removeprefix("/a/")
    for wrong in (altered, f"/reset/{participant}", "/reset/", "/reset/x", "/reset/.."):
        visitor.open(wrong, 404)


class Recorder:
    """A hasher that notes what it was asked to check."""

    def __init__(self, checked: list[str]) -> None:
        self.checked = checked

    def verify(self, _hash: str, password: str) -> bool:
        self.checked.append(password)
        return False


def test_the_link_in_the_mail_is_our_own_address(cast: Cast, app: Flask) -> None:
    with app.test_request_context(base_url="http://forged.example"):
        assert reset_link(cast.host).startswith("http://localhost:8000/reset/")
