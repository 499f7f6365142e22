"""Settings → Account: address, password, log-ins, the download. Leaving: test_leaving.py."""

from collections.abc import Callable

import pytest

from pinmycal.extensions import db
from pinmycal.links import reset_link
from pinmycal.models import Host, HostSession
from tests.cast import PASSWORD, Cast
from tests.web.visitor import Visitor

PAGE = "/settings/account"
NEW = "a newer password"


def test_a_new_address_is_what_the_host_logs_in_with(
    cast: Cast, host: Visitor, visitor: Visitor
) -> None:
    host.open(PAGE).submit("Save the address", email="New@Example.com", current_password=PASSWORD)
    assert "new address" in host.follow().text
    assert visitor.log_in("new@example.COM", PASSWORD).location == "/dashboard"


def test_without_the_password_the_address_stays(cast: Cast, host: Visitor) -> None:
    host.open(PAGE).submit(
        "Save the address", 422, email="new@example.com", current_password="wrong"
    )
    assert "not your password" in host.error("current_password")
    assert host.value("email") == "new@example.com"
    assert db.session.get_one(Host, cast.host.id).email == "host@example.com"


@pytest.mark.parametrize("taken", ["stranger@example.com", "STRANGER@example.com"])
def test_anothers_address_is_refused_as_at_sign_up(cast: Cast, host: Visitor, taken: str) -> None:
    host.open(PAGE).submit("Save the address", 422, email=taken, current_password=PASSWORD)
    assert "There is an account with this address" in host.error("email")
    host.submit("Save the address", 422, email=taken, current_password="wrong")
    assert "There is an account" not in host.text, "only to whoever knows the password"


@pytest.mark.parametrize("typed", ["", "nobody", "a\x00@example.com", "x" * 300 + "@example.com"])
def test_what_is_no_address_is_told(cast: Cast, host: Visitor, typed: str) -> None:
    host.open(PAGE).submit("Save the address", 422, email=typed, current_password=PASSWORD)
    assert host.error("email")


def test_his_own_address_spelled_anew_is_fine(cast: Cast, host: Visitor) -> None:
    host.open(PAGE).submit("Save the address", email="Host@example.com", current_password=PASSWORD)
    assert db.session.get_one(Host, cast.host.id).email == "Host@example.com"


def test_a_reset_link_in_the_old_mailbox_dies_with_the_old_address(
    cast: Cast, host: Visitor, visitor: Visitor
) -> None:
    link = reset_link(cast.host).removeprefix("http://localhost:8000")
    host.open(PAGE).submit("Save the address", email="new@example.com", current_password=PASSWORD)
    visitor.open(link, 404)


def test_a_new_password_ends_every_login_but_this(
    cast: Cast, host: Visitor, log_in: Callable[..., Visitor], visitor: Visitor
) -> None:
    elsewhere, other = log_in("host@example.com"), log_in("stranger@example.com")
    host.open(PAGE).submit("Save the password", old_password=PASSWORD, password=NEW)
    assert "Every other log-in has ended" in host.follow().text
    elsewhere.open("/dashboard", 303)
    other.open("/dashboard")
    visitor.open("/login").submit("Log in", 422, email="host@example.com", password=PASSWORD)
    assert visitor.log_in("host@example.com", NEW).location == "/dashboard"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("wrong", NEW, "old_password"), ("", NEW, "old_password"), (PASSWORD, "short", "password")],
)
def test_a_password_that_does_not_do_changes_nothing(
    cast: Cast, host: Visitor, old: str, new: str, field: str
) -> None:
    before = cast.host.password_hash
    host.open(PAGE).submit("Save the password", 422, old_password=old, password=new)
    assert host.error(field)
    assert db.session.get_one(Host, cast.host.id).password_hash == before


def test_logging_out_elsewhere(cast: Cast, host: Visitor, log_in: Callable[..., Visitor]) -> None:
    assert "nowhere else" in host.open(PAGE).text
    elsewhere, other = log_in("host@example.com"), log_in("stranger@example.com")
    assert "logged in 2 times" in host.open(PAGE).text
    host.submit("Log out everywhere else")
    elsewhere.open("/dashboard", 303)
    host.open("/dashboard")
    other.open("/dashboard")
    assert db.session.query(HostSession).count() == 2


def test_the_download_has_what_is_kept_and_no_key(cast: Cast, host: Visitor) -> None:
    cast.connect_zoom()
    cast.book(name="Étienne")
    response = host._send(f"{PAGE}/data.json", method="GET")
    kept = response.get_json()
    assert response.headers["Content-Disposition"] == 'attachment; filename="pinmycal.json"'
    assert kept["appointments"][0]["participants"][0]["name"] == "Étienne"
    assert (kept["host"]["email"], kept["zoom"][0]["plan"]) == ("host@example.com", 2)
    assert len(kept["schedules"][0]["weekly_hours"]) == 5
    assert not [word for word in ("token", "password", "stranger") if word in response.text]
