from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from pinmycal.accounts.sessions import LIFETIME
from pinmycal.extensions import db
from pinmycal.models import HostSession
from tests.cast import PASSWORD, Cast
from tests.web.conftest import Clock
from tests.web.visitor import HTMX, Visitor

ELSEWHERE = [
    "//e.com",
    "/\\e.com",
    "///e.com",
    "\\\\e.com",
    "https://e.com",
    "https:e.com",
    "javascript:alert(1)",
    "/\t/e.com",
    "\t//e.com",
    "/\x00/e.com",
    "/\r\nLocation: //e.com",
    "e.com",
    "",
]


def test_a_session_begins_anew_at_login(cast: Cast, visitor: Visitor) -> None:
    visitor.open("/login")
    with visitor.client.session_transaction() as planted:
        planted["planted"] = "by somebody else"
        token_before = planted["csrf_token"]
    visitor.submit("Log in", email="host@example.com", password=PASSWORD)
    with visitor.client.session_transaction() as after:
        assert "planted" not in after
        assert after.get("csrf_token") != token_before


def test_every_login_is_a_session_of_its_own(cast: Cast, log_in: Callable[..., Visitor]) -> None:
    here, there = log_in("host@example.com"), log_in("host@example.com")
    here.open("/dashboard").submit("Log out")
    there.open("/dashboard")


def test_logging_out_makes_a_copied_cookie_worthless(host: Visitor, app: Flask) -> None:
    thief = Visitor(app)
    thief.client.set_cookie("session", host.client.get_cookie("session").value)
    thief.open("/dashboard")
    host.open("/dashboard").submit("Log out")
    assert thief.open("/dashboard", 303).location.startswith("/login")
    assert db.session.query(HostSession).count() == 0


def test_a_session_ends_after_thirty_days(host: Visitor, clock: Clock) -> None:
    clock.now += LIFETIME
    host.open("/dashboard")
    clock.now += timedelta(seconds=1)
    host.open("/dashboard", 303)


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(host: Visitor) -> None:
    cookie = host.client.get_cookie("session")
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_the_database_holds_no_token_that_opens_a_session(host: Visitor) -> None:
    with host.client.session_transaction() as session:
        assert session["_user_id"] != db.session.query(HostSession).one().token_hash


def test_a_page_is_found_again_after_login(cast: Cast, visitor: Visitor) -> None:
    login = visitor.open("/types?sort=%26new", 303).location
    assert visitor.log_in("host@example.com", PASSWORD, login).location == "/types?sort=%26new"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_never_leads_elsewhere(cast: Cast, app: Flask, target: str) -> None:
    visitor = Visitor(app).open("/login")
    fields = {"email": "host@example.com", "password": PASSWORD}
    visitor.post("/login", data=fields, query_string={"next": target})
    assert visitor.location == "/dashboard"


def test_a_form_that_was_sent_too_late_does_not_lead_back_to_its_post(visitor: Visitor) -> None:
    assert visitor.post("/logout").location == "/login"
    assert visitor.post("/availability/dates").location == "/login"


def test_htmx_is_led_to_the_login_as_a_whole_page(cast: Cast, visitor: Visitor) -> None:
    public_id = cast.book().public_id
    visitor.part(f"/appointments/{public_id}", 204)
    target = visitor.response.headers["HX-Redirect"]
    assert target == f"/login?next=%2Fappointments%2F{public_id}"
    visitor.post("/logout", 204, headers=HTMX)
