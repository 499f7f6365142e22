"""The OAuth round trip: from the button to the connection, and every way that it can go wrong."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask

from pinmycal import oauth_states
from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
from pinmycal.oauth_states import AT_ONCE, LIFETIME
from pinmycal.times import utc_now
from pinmycal.zoom.api import ZoomApi
from pinmycal.zoom.oauth import NEEDED_SCOPES
from pinmycal.zoom.plain import ZoomUser
from pinmycal.zoom.tokens import access_token
from pinmycal.zoom.vault import unseal
from sandbox.zoom import ZoomSandbox
from tests.cast import Cast
from tests.web.visitor import Visitor

HOME = "/settings/integrations/zoom"
LogIn = Callable[[str], Visitor]


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def sent_to_zoom(browser: Visitor) -> str:
    return browser.open(HOME).submit("Connect Zoom").location


def answered(address: str, decision: str = "allow", user: str = "sandbox-licensed-user") -> str:
    """Where Zoom sends the browser back to, as a path of ours."""
    form = {"user": user, "decision": decision}
    response = requests.post(address, data=form, allow_redirects=False, timeout=5)
    return f"{HOME}/callback?{urlsplit(response.headers['Location']).query}"


def connect(browser: Visitor, user: str = "sandbox-licensed-user") -> Visitor:
    return browser.open(answered(sent_to_zoom(browser), user=user), 303).follow()


def rows() -> list[ZoomConnection]:
    return db.session.query(ZoomConnection).populate_existing().all()


def test_what_zoom_is_asked(host: Visitor) -> None:
    asked = query(sent_to_zoom(host))
    assert len(asked["state"]) > 20
    assert (asked["code_challenge_method"], len(asked["code_challenge"])) == ("S256", 43)
    assert asked["redirect_uri"] == f"http://localhost:8000{HOME}/callback"
    assert (asked["response_type"], asked["client_id"]) == ("code", "sandbox-client")
    assert "scope" not in asked


def test_a_host_connects(host: Visitor, cast: Cast, at_zoom: ZoomSandbox) -> None:
    assert "Zoom is connected." in connect(host).text
    [row] = rows()
    assert (row.host_id, row.zoom_user_id) == (cast.host.id, "sandbox-licensed-user")
    assert (row.account_id, row.display_name) == ("sandbox-account-1", "Demo Host")
    assert (row.email, row.plan) == ("demo.host@example.com", 2)
    assert set(row.scopes.split()) == set(NEEDED_SCOPES)
    assert timedelta(minutes=58) < row.expires_at - utc_now() <= timedelta(hours=1)


def test_the_secret_travels_in_the_header_alone(host: Visitor, at_zoom: ZoomSandbox) -> None:
    connect(host)
    [call] = [call for call in at_zoom.calls if call["operation"] == "token"]
    assert set(call["body"]) >= {"grant_type", "code", "redirect_uri", "code_verifier"}
    assert not {"client_secret", "scope"} & set(call["body"])
    assert call["query"] == {}


def refused(browser: Visitor, path: str, status: int = 400) -> None:
    """Nothing linked, and a page with a way to begin anew."""
    browser.open(path, status)
    assert "Zoom was not connected" in browser.text
    assert browser.page.find("form", action=f"{HOME}/connect")
    assert rows() == []


def test_a_callback_without_a_state_is_refused(host: Visitor, at_zoom: ZoomSandbox) -> None:
    back = query(answered(sent_to_zoom(host)))
    refused(host, f"{HOME}/callback?code={back['code']}")
    refused(host, f"{HOME}/callback")
    assert at_zoom.calls == []


def test_a_callback_with_a_wrong_state_is_refused(host: Visitor, at_zoom: ZoomSandbox) -> None:
    back = query(answered(sent_to_zoom(host)))
    refused(host, f"{HOME}/callback?code={back['code']}&state={back['state']}x")
    refused(host, f"{HOME}/callback?code={back['code']}&state=None")
    assert at_zoom.calls == []


def test_a_state_works_once(host: Visitor, cast: Cast, at_zoom: ZoomSandbox) -> None:
    path = answered(sent_to_zoom(host))
    host.open(path, 303)
    before = len(at_zoom.calls)
    host.open(path, 400)
    assert len(at_zoom.calls) == before
    assert [row.host_id for row in rows()] == [cast.host.id]


@pytest.mark.parametrize("who", ["host", "stranger"])
def test_a_callback_in_another_browser_is_refused(host: Visitor, log_in: LogIn, who: str) -> None:
    path = answered(sent_to_zoom(host))
    other = log_in(who)
    sent_to_zoom(other)
    refused(other, path)


def test_a_state_does_not_outlive_the_login(host: Visitor) -> None:
    path = answered(sent_to_zoom(host))
    host.post("/logout")
    host.log_in("stranger@example.com", "a long password")
    refused(host, path)


def test_nobody_connects_without_being_logged_in(app: Flask, host: Visitor) -> None:
    assert "/login" in Visitor(app).open(answered(sent_to_zoom(host)), 303).location
    assert rows() == []


def test_a_code_from_another_session_is_refused_by_the_challenge(
    host: Visitor, log_in: LogIn, at_zoom: ZoomSandbox
) -> None:
    stolen = query(answered(sent_to_zoom(host)))["code"]
    stranger = log_in("stranger")
    state = query(sent_to_zoom(stranger))["state"]
    refused(stranger, f"{HOME}/callback?code={stolen}&state={state}")
    assert [call["status"] for call in at_zoom.calls] == [400]


def test_a_no_at_zoom_is_said_plainly(host: Visitor) -> None:
    host.open(answered(sent_to_zoom(host), "deny"), 303).follow()
    assert "you did not allow it" in host.text
    assert rows() == []


def test_another_error_of_zooms_is_a_page(host: Visitor) -> None:
    refused(host, f"{HOME}/callback?error=server_error&error_description=%3Cscript%3E")
    assert "script>" not in host.text


def states_kept(browser: Visitor) -> list[str]:
    with browser.client.session_transaction() as session:
        return [key for key in session if key.startswith("_state_")]


def cookie_of(browser: Visitor) -> str:
    cookie = browser.client.get_cookie("session")
    assert cookie
    return cookie.value


@pytest.mark.parametrize("error", ["access_denied", "server_error"])
def test_a_no_leaves_nothing_in_the_cookie(host: Visitor, error: str) -> None:
    state = query(sent_to_zoom(host))["state"]
    host.open(f"{HOME}/callback?error={error}&state={state}", 303 if "denied" in error else 400)
    assert states_kept(host) == []


@pytest.mark.parametrize("answer", ["no", "no, without the state", "none"])
def test_after_many_refusals_the_next_one_connects(host: Visitor, answer: str) -> None:
    for _ in range(22):
        state = query(sent_to_zoom(host))["state"]
        if answer != "none":
            told = f"&state={state}" if answer == "no" else ""
            host.open(f"{HOME}/callback?error=access_denied{told}", 303)
        assert len(cookie_of(host)) < 1500, "a browser refuses a cookie of more than 4093 bytes"
    assert "Zoom is connected." in connect(host).text


def test_journeys_in_three_tabs_do_not_disturb_each_other(host: Visitor) -> None:
    tabs = [answered(sent_to_zoom(host)) for _ in range(AT_ONCE)]
    host.open(f"{HOME}/callback?error=access_denied&state={query(tabs[1])['state']}", 303)
    assert "Zoom is connected." in host.open(tabs[0], 303).follow().text
    host.open(tabs[2], 303)


def test_the_oldest_journey_makes_room(host: Visitor, at_zoom: ZoomSandbox) -> None:
    oldest = answered(sent_to_zoom(host))
    for _ in range(AT_ONCE):
        sent_to_zoom(host)
    refused(host, oldest)
    assert at_zoom.calls == []


def test_a_state_expires(
    host: Visitor, at_zoom: ZoomSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, later = answered(sent_to_zoom(host)), utc_now() + LIFETIME + timedelta(seconds=1)
    monkeypatch.setattr(oauth_states, "utc_now", lambda: later)
    refused(host, path)
    assert (at_zoom.calls, states_kept(host)) == ([], [])


def test_a_zoom_account_of_another_host_is_not_taken_over(
    host: Visitor, log_in: LogIn, cast: Cast
) -> None:
    connect(host)
    stranger = log_in("stranger")
    stranger.open(answered(sent_to_zoom(stranger)), 409)
    assert "connected to another PinMyCal account" in stranger.text
    assert [row.host_id for row in rows()] == [cast.host.id]


def test_the_other_host_keeps_a_connection_that_works(
    host: Visitor, log_in: LogIn, cast: Cast, at_zoom: ZoomSandbox
) -> None:
    """Zoom ends the tokens of an earlier authorisation when the same user gives another."""
    connect(host)
    stranger = log_in("stranger")
    stranger.open(answered(sent_to_zoom(stranger)), 409)
    [row] = rows()
    assert ZoomApi(lambda refused: access_token(row.id, refused)).me()["id"] == row.zoom_user_id


@pytest.mark.both_databases
def test_a_broken_connection_of_another_host_makes_room(
    host: Visitor, log_in: LogIn, cast: Cast
) -> None:
    """Whoever signs in at Zoom has the Zoom account; the other lost it there."""
    connect(host)
    [row] = rows()
    row.broken_at = utc_now()
    db.session.commit()
    assert "Zoom is connected." in connect(log_in("stranger")).text
    assert [row.host_id for row in rows()] == [cast.stranger.id]


def test_another_account_in_place_of_one_that_works(
    host: Visitor, connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    connection.writes, connection.writes_on = 99, utc_now().date()
    db.session.commit()
    sent = host.post(f"{HOME}/connect").location
    host.open(answered(sent, user="sandbox-other-user"), 303).follow()
    assert "Zoom is connected." in host.text
    assert at_zoom.state["installed"] == ["sandbox-other-user"], "the old tokens are revoked"
    [row] = rows()
    assert (row.zoom_user_id, row.writes_today(utc_now())) == ("sandbox-other-user", 0)


@pytest.mark.both_databases
def test_zoom_ends_a_connection_while_the_host_renews_it(
    host: Visitor, connection: ZoomConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two transactions about one row: the later one starts from what the earlier one left."""
    path, user_of = answered(host.post(f"{HOME}/connect").location), ZoomUser.of

    def deleted_meanwhile(body: dict[str, object]) -> ZoomUser:
        db.session.delete(db.session.merge(connection))
        db.session.commit()
        return user_of(body)

    monkeypatch.setattr(ZoomUser, "of", deleted_meanwhile)
    host.open(path, 303)
    assert len(rows()) == 1


@pytest.mark.parametrize("user", ["sandbox-licensed-user", "sandbox-other-user"])
def test_to_connect_anew_overwrites_the_row(
    host: Visitor, connection: ZoomConnection, user: str
) -> None:
    connection.broken_at = connection.parked_until = connection.refreshing_until = utc_now()
    connection.last_error, old = "refused", unseal(connection.access_token)
    db.session.commit()
    host.open(answered(host.open(HOME).submit("Reconnect").location, user=user), 303)
    [row] = rows()
    assert (row.zoom_user_id, row.last_error) == (user, "")
    assert (row.broken_at, row.parked_until, row.refreshing_until) == (None, None, None)
    assert unseal(row.access_token) != old


def test_connecting_wakes_what_waited(host: Visitor, cast: Cast) -> None:
    appointment = cast.book()
    appointment.due_at = None
    db.session.commit()
    connect(host)
    db.session.refresh(appointment)
    assert appointment.due_at is not None


@pytest.mark.parametrize(
    ("operation", "fault", "more"),
    [
        ("token", "close", {}),
        ("token", "status", {}),
        ("token", "html", {}),
        ("token", "status", {"code": 200, "body": {"token_type": "bearer"}}),
        ("token", "status", {"code": 302, "headers": {"Location": "http://127.0.0.1:1/"}}),
        ("me", "close", {}),
        ("me", "status", {}),
        ("me", "empty", {}),
        ("me", "status", {"code": 200, "body": {"email": "no id"}}),
        ("me", "rate_limit", {}),
    ],
)
def test_zoom_is_away(
    host: Visitor, at_zoom: ZoomSandbox, operation: str, fault: str, more: dict[str, object]
) -> None:
    path = answered(sent_to_zoom(host))
    at_zoom.fault(operation, fault, **more)
    refused(host, path, 503)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("odd", "kept"),
    [
        ({}, ("", "Zoom user", "", 0)),
        ({"type": 4, "account_id": "a"}, ("a", "Zoom user", "", 4)),
        ({"type": 99, "email": "z@example.com"}, ("", "z@example.com", "z@example.com", 99)),
        ({"type": "Licensed", "account_id": None}, ("", "Zoom user", "", 0)),
        ({"type": 1e300, "account_id": "a" * 200}, ("", "Zoom user", "", 0)),
        (
            {"display_name": "Z\x00o\ud800ë", "email": "\x00", "account_id": "\x00"},
            ("", "Zoë", "", 0),
        ),
    ],
)
def test_a_user_of_whom_zoom_tells_little_or_odd_things(
    host: Visitor, at_zoom: ZoomSandbox, odd: dict[str, object], kept: tuple[object, ...]
) -> None:
    path = answered(sent_to_zoom(host))
    at_zoom.fault("me", "status", code=200, body={"id": "zoom-user", **odd})
    host.open(path, 303).follow()
    [row] = rows()
    assert (row.account_id, row.display_name, row.email, row.plan) == kept


def test_an_app_that_zoom_switched_off_is_the_operators_affair(
    host: Visitor, at_zoom: ZoomSandbox
) -> None:
    path = answered(sent_to_zoom(host))
    at_zoom.fault("token", "status", code=400, body={"reason": "x", "code": 4717})
    refused(host, path)
    assert "Only whoever runs it can mend that." in host.text


def test_our_own_wrong_secret_is_no_time_out(host: Visitor, at_zoom: ZoomSandbox) -> None:
    path = answered(sent_to_zoom(host))
    at_zoom.fault("token", "invalid_client")
    refused(host, path, 400)


def test_a_token_that_zoom_refuses_at_once_is_not_refreshed(
    host: Visitor, at_zoom: ZoomSandbox
) -> None:
    path = answered(sent_to_zoom(host))
    at_zoom.fault("me", "expired_token", times=None)
    refused(host, path)
    assert [call["operation"] for call in at_zoom.calls] == ["token", "me"]


def test_without_the_operators_part_nobody_is_sent_to_zoom(app: Flask, host: Visitor) -> None:
    app.config["ZOOM_CLIENT_SECRET"] = ""
    assert host.post(f"{HOME}/connect").location == HOME
