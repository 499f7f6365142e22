"""Settings → Account → E-mail: a wish for another address, of which nobody learns whose it is."""

from datetime import timedelta

import pytest

from pinmycal.extensions import db
from pinmycal.models import Kind, Message
from tests.cast import NOW, PASSWORD, Cast
from tests.web.conftest import Clock
from tests.web.settings.wishing import NEW, PAGE, address_of, ask, link, owed
from tests.web.visitor import Visitor


def test_asking_changes_nothing_yet(cast: Cast, asked: Visitor, visitor: Visitor) -> None:
    assert owed() == [(Kind.EMAIL_CONFIRM, NEW)]
    assert address_of(cast) == "host@example.com"
    assert f"on its way to {NEW}" in asked.follow().text
    assert visitor.log_in("host@example.com", PASSWORD).location == "/dashboard"
    visitor.post("/logout")
    visitor.open("/login").submit("Log in", 422, email=NEW, password=PASSWORD)


def test_the_mail_is_sent_by_a_worker(
    cast: Cast, host: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    nudged: list[int] = []
    monkeypatch.setattr("pinmycal.web.settings.email.nudge_message", nudged.append)
    ask(host)
    host.open(link(cast)).submit("Use this address")
    assert nudged == [message.id for message in db.session.query(Message)]
    assert {message.due_at for message in db.session.query(Message)} == {NOW}


def test_giving_up_leaves_all_as_it_was(cast: Cast, asked: Visitor, visitor: Visitor) -> None:
    path = link(cast)
    asked.follow().submit("Keep the old address")
    assert "stays as it is" in asked.follow().text
    assert "on its way" not in asked.text
    visitor.open(path, 404)
    visitor.post(path, 404)
    assert address_of(cast) == "host@example.com"


@pytest.mark.parametrize("taken", ["stranger@example.com", "STRANGER@example.com"])
def test_an_address_that_another_has_is_answered_the_same(
    cast: Cast, host: Visitor, stranger: Visitor, taken: str
) -> None:
    free = "f" + taken[1:]
    pages = []
    for email in (taken, free):
        page = ask(host, email=email).follow().response.text
        pages.append(page.replace(email, "…").replace(host.value("csrf_token"), "…"))
    assert pages[0] == pages[1]
    assert owed() == [(Kind.EMAIL_TAKEN, taken), (Kind.EMAIL_CONFIRM, free)]
    assert "on its way" not in stranger.open(PAGE).text


def test_no_more_than_three_mails_in_a_quarter_of_an_hour(
    cast: Cast, host: Visitor, clock: Clock
) -> None:
    for number, name in enumerate(("a", "stranger", "b")):
        clock.now += timedelta(seconds=number)
        ask(host, email=f"{name}@example.com")
    kept = link(cast)
    ask(host, 422, email="c@example.com")
    assert "Wait a quarter of an hour" in host.error("email")
    assert len(owed()) == 3
    host.open(kept)
    clock.now += timedelta(minutes=15)
    ask(host, email="c@example.com")
    assert len(owed()) == 4


def test_without_the_password_nothing_is_owed(cast: Cast, host: Visitor) -> None:
    ask(host, 422, password="wrong")
    assert "not your password" in host.error("current_password")
    assert host.value("email") == NEW
    assert owed() == []


@pytest.mark.parametrize("typed", ["", "nobody", "a\x00@example.com", "x" * 300 + "@example.com"])
def test_what_is_no_address_is_told(cast: Cast, host: Visitor, typed: str) -> None:
    ask(host, 422, email=typed)
    assert host.error("email")


def test_the_address_that_he_has_is_told(cast: Cast, host: Visitor) -> None:
    ask(host, 422, email="host@example.com")
    assert "your address already" in host.error("email")


def test_his_own_address_spelled_anew_is_confirmed_like_any(cast: Cast, host: Visitor) -> None:
    ask(host, email="Host@example.com")
    host.open(link(cast)).submit("Use this address")
    assert address_of(cast) == "Host@example.com"


def test_no_address_comes_into_the_log(
    cast: Cast, host: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "pinmycal")
    ask(host)
    host.open(link(cast)).submit("Use this address")
    assert "@example.com" not in caplog.text
