"""The link that confirms another address of an account: for whoever has it, once, for a day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from pinmycal import links
from pinmycal.accounts import addresses
from pinmycal.accounts.hosts import sign_up
from pinmycal.extensions import db
from pinmycal.links import email_link, participant_path, reset_link
from pinmycal.models import Host, HostSession, Kind, Message
from tests.cast import NOW, PASSWORD, Cast
from tests.web.conftest import Clock
from tests.web.settings.wishing import NEW, PAGE, address_of, ask, link, owed
from tests.web.visitor import Visitor


def test_opening_the_link_changes_nothing(cast: Cast, asked: Visitor, visitor: Visitor) -> None:
    assert NEW in visitor.open(link(cast)).text
    assert "host@example.com" not in visitor.text, "whoever reads there need not be the host"
    assert address_of(cast) == "host@example.com"
    assert db.session.query(HostSession).count() == 1


def test_confirming_changes_the_address(cast: Cast, asked: Visitor, visitor: Visitor) -> None:
    visitor.open(link(cast)).submit("Use this address")
    assert visitor.location == "/login"
    asked.open("/dashboard", 303)
    assert "The address is changed" in visitor.follow().text
    assert visitor.log_in("NEW@example.com", PASSWORD).location == "/dashboard"
    assert "on its way" not in visitor.open(PAGE).text
    assert owed()[1:] == [(Kind.EMAIL_CHANGED, "host@example.com")]


def test_confirming_needs_the_token_of_the_form(cast: Cast, asked: Visitor) -> None:
    asked._arrive(asked._send(link(cast), method="POST"), 400)
    assert address_of(cast) == "host@example.com"


def test_every_login_but_the_hosts_here_ends(
    cast: Cast, asked: Visitor, log_in: Callable[..., Visitor]
) -> None:
    elsewhere, other = log_in("host@example.com"), log_in("stranger@example.com")
    asked.open(link(cast)).submit("Use this address")
    assert asked.location == PAGE
    assert "Your address is changed" in asked.follow().text
    elsewhere.open("/dashboard", 303)
    other.open("/dashboard")


def test_another_host_who_is_logged_in_here_stays_himself(
    cast: Cast, asked: Visitor, stranger: Visitor, log_in: Callable[..., Visitor]
) -> None:
    elsewhere = log_in("stranger@example.com")
    stranger.open(link(cast)).submit("Use this address")
    asked.open("/dashboard", 303)
    elsewhere.open("/dashboard")
    assert stranger.open("/settings").value("name") == "Stranger"
    assert db.session.get_one(Host, cast.stranger.id).email == "stranger@example.com"


def test_the_link_works_once(cast: Cast, asked: Visitor, visitor: Visitor) -> None:
    path = link(cast)
    visitor.open(path).submit("Use this address")
    visitor.resend(404)
    visitor.open(path, 404)
    assert len(owed()) == 2


def test_who_was_quicker_left_nothing_to_confirm(
    cast: Cast, asked: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wish was given up after we had looked."""
    confirm = addresses.confirm

    def give_up_first(*what: object) -> Message:
        addresses.give_up(cast.host.id)
        return confirm(*what)

    asked.open(link(cast))
    monkeypatch.setattr(addresses, "confirm", give_up_first)
    asked.submit("Use this address", 404)
    assert address_of(cast) == "host@example.com"


@pytest.mark.parametrize("later", [NEW, "newer@example.com"])
def test_a_later_wish_makes_an_earlier_link_worthless(
    cast: Cast, asked: Visitor, visitor: Visitor, clock: Clock, later: str
) -> None:
    earlier = link(cast)
    clock.now += timedelta(seconds=1)
    ask(asked, email=later)
    visitor.open(earlier, 404)
    visitor.post(earlier, 404)
    visitor.open(link(cast)).submit("Use this address")
    assert address_of(cast) == later


def test_a_changed_address_makes_the_link_worthless(
    cast: Cast, asked: Visitor, visitor: Visitor
) -> None:
    path = link(cast)
    cast.host.email = "third@example.com"
    db.session.commit()
    visitor.open(path, 404)
    visitor.post(path, 404)


@pytest.mark.parametrize("by", ["settings", "mail"])
def test_a_new_password_ends_the_wish_of_someone_who_knew_the_old(
    cast: Cast, asked: Visitor, visitor: Visitor, by: str
) -> None:
    path = link(cast)
    if by == "settings":
        asked.open(PAGE)
        asked.submit("Save the password", old_password=PASSWORD, password="a newer password")
    else:
        reset = reset_link(cast.host).removeprefix("http://localhost:8000")
        visitor.open(reset).submit("Save the new password", password="a newer password")
    visitor.open(path, 404)
    visitor.post(path, 404)


def test_an_old_link_opens_nothing(
    cast: Cast, asked: Visitor, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timedelta(hours=24) == links.EMAIL_LIFETIME
    monkeypatch.setattr(links, "EMAIL_LIFETIME", timedelta(seconds=-1))
    visitor.open(link(cast), 404)


def test_a_link_altered_or_of_another_purpose_opens_nothing(
    cast: Cast, asked: Visitor, visitor: Visitor
) -> None:
    folder, _, token = link(cast).rpartition("/")
    participant = participant_path(cast.book().participant).removeprefix("/a/")
    reset = reset_link(cast.host).rpartition("/")[2]
    altered = ("A" if token[0] != "A" else "B") + token[1:]
    for wrong in (altered, participant, reset, "x", ".."):
        visitor.open(f"{folder}/{wrong}", 404)
    visitor.open(f"/reset/{token}", 404)
    for read, anothers in ((links.read_email_token, reset), (links.read_reset_token, token)):
        with pytest.raises(links.BadLink):
            read(anothers)


@pytest.mark.parametrize("spelled", [NEW, "NEW@example.com"])
def test_an_address_that_another_has_by_now_is_told_and_nothing_changes(
    cast: Cast, asked: Visitor, visitor: Visitor, spelled: str
) -> None:
    visitor.open(link(cast))
    sign_up("Quick", spelled, "no hash", "UTC", NOW, ())
    visitor.submit("Use this address", 409)
    assert f"Another account has {NEW}" in visitor.text
    assert "address is taken" in visitor.open(link(cast), 409).text
    assert address_of(cast) == "host@example.com"
    assert len(owed()) == 1
    asked.open("/dashboard")


def test_a_reset_link_in_the_old_mailbox_dies_with_the_old_address(
    cast: Cast, asked: Visitor, visitor: Visitor
) -> None:
    reset = reset_link(cast.host).removeprefix("http://localhost:8000")
    asked.open(link(cast)).submit("Use this address")
    visitor.open(reset, 404)


def test_the_link_in_the_mail_is_our_own_address(cast: Cast, asked: Visitor, app: Flask) -> None:
    with app.test_request_context(base_url="http://forged.example"):
        assert email_link(cast.host).startswith("http://localhost:8000/settings/account/email/")
