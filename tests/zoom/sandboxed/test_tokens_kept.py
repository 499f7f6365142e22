"""Tokens while the host connects anew or goes, and tokens at rest."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import text

from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
from pinmycal.times import utc_now
from pinmycal.zoom import tokens
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.vault import seal, unseal
from sandbox.zoom import ZoomSandbox
from tests.cast import Cast
from tests.zoom.sandboxed.test_tokens import about_to_expire, failed, refreshes

pytestmark = pytest.mark.both_databases


def connected_anew(connection: ZoomConnection) -> None:
    connection.access_token, connection.refresh_token = seal("newer"), seal("newer refresh")
    connection.expires_at = utc_now() + timedelta(hours=1)
    db.session.commit()


@pytest.mark.parametrize("answer", ["a pair", "a no"])
def test_a_host_who_connects_anew_meanwhile_keeps_the_newer_tokens(
    connection: ZoomConnection, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    def ask(_: str) -> dict[str, str]:
        connected_anew(connection)
        if answer == "a no":
            raise ZoomError(Trouble.DISCONNECTED)
        return {"access_token": "older", "refresh_token": "older refresh"}

    monkeypatch.setattr(tokens, "_ask", ask)
    assert tokens.access_token(about_to_expire(connection)) == "newer"
    assert unseal(connection.refresh_token) == "newer refresh"


def test_a_host_who_disconnects_meanwhile_is_disconnected(
    connection: ZoomConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(_: str) -> dict[str, str]:
        db.session.delete(connection)
        db.session.commit()
        return {"access_token": "older", "refresh_token": "older refresh"}

    monkeypatch.setattr(tokens, "_ask", ask)
    assert failed(about_to_expire(connection)).trouble is Trouble.DISCONNECTED


def test_a_broken_connection_is_not_asked_for(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    connection.broken_at = utc_now()
    assert failed(about_to_expire(connection)).trouble is Trouble.DISCONNECTED
    assert refreshes(at_zoom) == 0


def test_nobody_can_read_a_token_in_the_database(connection: ZoomConnection) -> None:
    told = {unseal(connection.access_token), unseal(connection.refresh_token)}
    row = db.session.execute(text("SELECT * FROM zoom_connections")).one()
    stored = b" ".join(x if isinstance(x, bytes) else str(x).encode() for x in row)
    assert b"sandbox-licensed-user" in stored
    assert not [token for token in told if token.encode() in stored]


@pytest.mark.parametrize("lost", ["access_token", "refresh_token"])
def test_a_connection_that_no_key_opens_is_named_and_keeps_no_other_from_it(
    app: Flask, cast: Cast, connection: ZoomConnection, lost: str
) -> None:
    sealed = Fernet(Fernet.generate_key()).encrypt(b"of a key that is gone")
    other = replace(cast, host=cast.stranger).connect_zoom(user="another")
    setattr(connection, lost, sealed)
    db.session.commit()
    old = app.config["TOKEN_KEYS"]
    app.config["TOKEN_KEYS"] = (Fernet.generate_key().decode(), *old)
    told = app.test_cli_runner().invoke(args=["rotate-token-keys"])
    assert told.exit_code == 1
    assert "1 connections encrypted" in told.output
    assert f"/{connection.host.handle}" in told.output
    app.config["TOKEN_KEYS"] = app.config["TOKEN_KEYS"][:1]
    db.session.expire_all()
    assert unseal(other.refresh_token) == "refresh"
    assert getattr(connection, lost) == sealed
    app.config["TOKEN_KEYS"] = old
    kept = {"access_token", "refresh_token"} - {lost}
    assert unseal(getattr(connection, kept.pop()))  # a row is changed whole, or not at all


def test_keys_are_rotated_and_the_old_one_removed(app: Flask, connection: ZoomConnection) -> None:
    old, new = app.config["TOKEN_KEYS"][0], Fernet.generate_key().decode()
    tokens_before = unseal(connection.access_token), unseal(connection.refresh_token)
    app.config["TOKEN_KEYS"] = (new, old)
    assert app.test_cli_runner().invoke(args=["rotate-token-keys"]).exit_code == 0
    app.config["TOKEN_KEYS"] = (new,)
    db.session.refresh(connection)
    assert (unseal(connection.access_token), unseal(connection.refresh_token)) == tokens_before


def test_a_key_that_was_removed_too_soon_is_the_operators_trouble(
    app: Flask, connection: ZoomConnection
) -> None:
    app.config["TOKEN_KEYS"] = (Fernet.generate_key().decode(),)
    assert failed(connection.id).trouble is Trouble.MISCONFIGURED
