"""Settings → Account: password, log-ins, the download. Address and leaving: beside this file."""

from collections.abc import Callable

import pytest

from pinmycal.extensions import db
from pinmycal.models import Host, HostSession
from tests.cast import PASSWORD, Cast
from tests.web.settings.wishing import ask
from tests.web.visitor import Visitor

PAGE = "/settings/account"
NEW = "a newer password"


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
    ask(host, email="other@example.com")
    response = host._send(f"{PAGE}/data.json", method="GET")
    kept = response.get_json()
    assert response.headers["Content-Disposition"] == 'attachment; filename="pinmycal.json"'
    assert kept["appointments"][0]["participants"][0]["name"] == "Étienne"
    assert (kept["host"]["email"], kept["zoom"][0]["plan"]) == ("host@example.com", 2)
    assert len(kept["schedules"][0]["weekly_hours"]) == 5
    assert kept["host"]["new_email"] == "other@example.com"
    assert not [word for word in ("token", "password", "stranger") if word in response.text]
