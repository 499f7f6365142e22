"""Disconnecting, and what a connection is told to lack."""

import pytest
from flask import Flask

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Kind, Location, Message, ZoomConnection, ZoomMeeting
from pinmycal.times import utc_now
from pinmycal.zoom import tokens, webhooks
from pinmycal.zoom.connection import connect, disconnect, missing_scopes
from pinmycal.zoom.errors import ZoomError
from pinmycal.zoom.oauth import NEEDED_SCOPES
from pinmycal.zoom.vault import unseal
from sandbox.zoom import ZoomSandbox
from tests.cast import Cast
from tests.web.visitor import Visitor
from tests.zoom.sandboxed.test_tokens import about_to_expire

HOME = "/settings/integrations/zoom"


def operations(at_zoom: ZoomSandbox) -> list[str]:
    return [call["operation"] for call in at_zoom.calls][1:]  # the first one made the connection


def gone() -> bool:
    return db.session.query(ZoomConnection).count() == 0


def test_disconnecting_revokes_and_forgets(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    token = unseal(connection.access_token)
    assert disconnect(connection, utc_now())
    assert at_zoom.calls[-1]["body"] == {"token": token}
    assert at_zoom.state["installed"] == []
    assert gone()


def test_an_expired_token_is_refreshed_before_it_is_revoked(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    about_to_expire(connection)
    at_zoom.expire_tokens()
    assert disconnect(connection, utc_now())
    assert operations(at_zoom) == ["refresh", "revoke"]
    assert (at_zoom.state["installed"], gone()) == ([], True)


def test_a_token_that_zoom_ended_early_is_refreshed_and_revoked(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    at_zoom.expire_tokens()
    assert disconnect(connection, utc_now())
    assert operations(at_zoom) == ["revoke", "refresh", "revoke"]
    assert (at_zoom.state["installed"], gone()) == ([], True)


def test_what_is_revoked_already_counts_as_revoked(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    at_zoom.uninstall("sandbox-licensed-user")
    assert disconnect(connection, utc_now())
    assert operations(at_zoom) == ["revoke", "refresh"]
    assert gone()


def test_a_broken_connection_is_forgotten_without_a_call(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    connection.broken_at = utc_now()
    db.session.commit()
    assert disconnect(connection, utc_now())
    assert (operations(at_zoom), gone()) == ([], True)


@pytest.mark.parametrize("fault", ["status", "close", "invalid_client", "rate_limit"])
def test_the_tokens_go_even_when_zoom_is_away(
    connection: ZoomConnection, at_zoom: ZoomSandbox, fault: str
) -> None:
    at_zoom.fault("revoke", fault, times=None)
    assert not disconnect(connection, utc_now())
    assert gone()


def test_the_tokens_go_even_when_nobody_can_read_them(
    app: Flask, connection: ZoomConnection
) -> None:
    app.config["TOKEN_KEYS"] = ("A" * 43 + "=",)
    assert not disconnect(connection, utc_now())
    assert gone()


@pytest.mark.parametrize(
    ("fault", "said"), [(None, "Zoom is disconnected."), ("status", "remove PinMyCal in your Zoom")]
)
def test_the_page_says_what_is_left_to_do(
    host: Visitor, connection: ZoomConnection, at_zoom: ZoomSandbox, fault: str | None, said: str
) -> None:
    if fault:
        at_zoom.fault("revoke", fault, times=None)
    host.open(f"{HOME}/disconnect").submit("Disconnect Zoom")
    assert said in host.follow().text
    assert gone()


def test_the_page_names_what_would_be_left_at_zoom(
    host: Visitor, connection: ZoomConnection, cast: Cast
) -> None:
    appointment = cast.book()
    made = {"meeting_id": 81234567890, "join_url": "https://zoom.example/j/8", "state": "ready"}
    appointment.zoom_meeting = ZoomMeeting(account_key=connection.account_key, **made)
    db.session.commit()
    words = "One meeting of a cancelled appointment is about to be deleted"
    assert words not in host.open(f"{HOME}/disconnect").text
    booking.cancel(appointment, "host", "", utc_now())
    assert words in host.open(f"{HOME}/disconnect").text


def test_disconnecting_twice_is_harmless(host: Visitor, connection: ZoomConnection) -> None:
    host.open(f"{HOME}/disconnect").submit("Disconnect Zoom")
    assert host.resend().location == HOME


def test_a_stranger_disconnects_nobody(
    connection: ZoomConnection, at_zoom: ZoomSandbox, host: Visitor
) -> None:
    host.post("/logout")
    host.log_in("stranger@example.com", "a long password").post(f"{HOME}/disconnect")
    assert (operations(at_zoom), gone()) == ([], False)


def test_disconnecting_wakes_the_appointments_and_keeps_them(
    connection: ZoomConnection, cast: Cast
) -> None:
    appointment = cast.book()
    appointment.due_at = None
    db.session.commit()
    disconnect(connection, utc_now())
    db.session.refresh(appointment)
    assert appointment.due_at is not None


def mails(cast: Cast) -> list[str]:
    return [each.kind for each in db.session.query(Message).filter_by(host_id=cast.host.id)]


def test_one_mail_names_the_types_that_are_still_open(
    connection: ZoomConnection, cast: Cast
) -> None:
    disconnect(connection, utc_now())
    assert mails(cast) == [Kind.ZOOM_DISCONNECTED]


@pytest.mark.parametrize("change", ["closed", "elsewhere", "broken"])
def test_no_mail_where_there_is_nothing_new_to_tell(
    connection: ZoomConnection, cast: Cast, change: str
) -> None:
    cast.offer.active = change != "closed"
    cast.offer.location = Location.PHONE if change == "elsewhere" else cast.offer.location
    connection.broken_at = utc_now() if change == "broken" else None
    db.session.commit()
    disconnect(connection, utc_now())
    assert (mails(cast), gone()) == ([], True)


def farewell(at_zoom: ZoomSandbox) -> dict[str, str]:
    now = utc_now().isoformat()
    user = {"user_id": "sandbox-licensed-user", "account_id": "sandbox-account-1"}
    return {**user, "client_id": "sandbox-client", "deauthorization_time": now}


@pytest.mark.both_databases
def test_the_event_that_zoom_sends_while_it_revokes_is_no_second_news(
    connection: ZoomConnection, cast: Cast, at_zoom: ZoomSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def revoke(_token: str) -> None:
        event = {"event": "app_deauthorized", "payload": farewell(at_zoom)}
        webhooks.take_in(event, b"goodbye", utc_now())

    monkeypatch.setattr("pinmycal.zoom.connection._revoke_once", revoke)
    assert disconnect(connection, utc_now())
    assert (mails(cast), gone()) == ([Kind.ZOOM_DISCONNECTED], True)


@pytest.mark.both_databases
def test_a_worker_finds_no_connection_while_it_is_revoked(
    connection: ZoomConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would meet the end of the tokens, and tell the host that Zoom did it."""
    found: list[bool] = []
    revoke = lambda _token: found.append(not gone())  # noqa: E731
    monkeypatch.setattr("pinmycal.zoom.connection._revoke_once", revoke)
    disconnect(connection, utc_now())
    assert found == [False]


@pytest.mark.both_databases
def test_a_host_who_connects_anew_meanwhile_stays_connected(
    app: Flask, connection: ZoomConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The press on Disconnect waited for Zoom, and another tab was quicker."""

    def last_tokens(_connection_id: int) -> tokens.LastTokens:
        connection.connected_at = utc_now()
        db.session.commit()
        return tokens.LastTokens("old", "old refresh")

    monkeypatch.setattr(tokens, "last_tokens", last_tokens)
    monkeypatch.setattr("pinmycal.zoom.connection._revoke_once", lambda _token: None)
    disconnect(connection, utc_now())
    assert not gone()


@pytest.mark.parametrize("scope", NEEDED_SCOPES)
def test_what_was_not_granted_is_named(connection: ZoomConnection, scope: str) -> None:
    assert missing_scopes(connection) == []
    connection.scopes = connection.scopes.replace(scope, "")
    assert missing_scopes(connection) == [NEEDED_SCOPES[scope]]


def test_a_token_for_an_hour_only_is_no_connection(cast: Cast, connection: ZoomConnection) -> None:
    pair = {"access_token": unseal(connection.access_token)}
    with pytest.raises(ZoomError):
        connect(cast.stranger.id, pair, utc_now())
