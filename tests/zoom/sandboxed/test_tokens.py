"""Tokens: one refresh at a time, nothing lost, nothing readable."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import event

from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
from pinmycal.times import utc_now
from pinmycal.zoom import tokens
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.vault import unseal
from sandbox.zoom import ZoomSandbox

pytestmark = pytest.mark.both_databases
AT_ONCE = 6
PROGRAM = """
import os, sys
from pinmycal import config
from pinmycal.app import create_app
from pinmycal.zoom.tokens import access_token
with create_app(config.read(os.environ)).app_context():
    print(access_token(int(sys.argv[1]), sys.argv[2]))
"""


def refreshes(at_zoom: ZoomSandbox) -> int:
    return sum(call["operation"] == "refresh" for call in at_zoom.calls)


def about_to_expire(connection: ZoomConnection) -> int:
    connection.expires_at = utc_now() + timedelta(seconds=30)
    db.session.commit()
    return connection.id


def failed(connection_id: int) -> ZoomError:
    with pytest.raises(ZoomError) as caught:
        tokens.access_token(connection_id)
    return caught.value


@contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def test_a_token_that_lives_is_used(connection: ZoomConnection, at_zoom: ZoomSandbox) -> None:
    token = unseal(connection.access_token)
    assert tokens.access_token(connection.id) == token
    assert refreshes(at_zoom) == 0


def test_an_expiring_token_is_refreshed_first(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    old = unseal(connection.access_token)
    new = tokens.access_token(about_to_expire(connection))
    assert new not in (old, "")
    assert tokens.access_token(connection.id) == new
    assert refreshes(at_zoom) == 1


def test_a_refresh_replaces_all_three_in_one_statement(connection: ZoomConnection) -> None:
    old, connection_id = unseal(connection.refresh_token), about_to_expire(connection)
    with statements() as seen:
        new = tokens.access_token(connection_id)
    db.session.refresh(connection)
    assert unseal(connection.access_token) == new
    assert unseal(connection.refresh_token) != old
    assert connection.expires_at > utc_now() + timedelta(minutes=58)
    [update] = [each for each in seen if "access_token=" in each]
    assert "refresh_token=" in update
    assert "expires_at=" in update


def all_at_once(app: Flask, connection_id: int, refused: str) -> set[str]:
    barrier = Barrier(AT_ONCE)

    def ask() -> str:
        with app.app_context():
            barrier.wait()
            return tokens.access_token(connection_id, refused)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {each.result() for each in [pool.submit(ask) for _ in range(AT_ONCE)]}


def test_many_threads_with_a_refused_token_make_one_refresh(
    app: Flask, connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    connection_id, refused = connection.id, unseal(connection.access_token)
    db.session.rollback()
    at_zoom.fault("refresh", "hang", seconds=0.3)
    assert len(all_at_once(app, connection_id, refused)) == 1
    assert refreshes(at_zoom) == 1


def test_many_processes_with_a_refused_token_make_one_refresh(
    environment: dict[str, str], connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    argv = [sys.executable, "-c", PROGRAM, str(connection.id), unseal(connection.access_token)]
    db.session.rollback()
    at_zoom.fault("refresh", "hang", seconds=1)
    started = [
        subprocess.Popen(argv, env={**os.environ, **environment}, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    answers = {each.communicate()[0] for each in started}
    assert (len(answers), refreshes(at_zoom)) == (1, 1)
    assert b"" not in answers


def test_the_latecomer_takes_what_the_first_one_got(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    """He looked before the first one was done, and got the lease after it."""
    refused = unseal(connection.access_token)
    new = tokens.access_token(connection.id, refused)
    assert tokens._refresh(connection.id, refused) == new
    assert refreshes(at_zoom) == 1


def test_a_lost_reply_is_asked_for_once_more(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    at_zoom.switch(refresh_grace=True)
    at_zoom.fault("refresh", "lost_reply")
    assert tokens.access_token(about_to_expire(connection))
    assert refreshes(at_zoom) == 2


def test_a_reply_lost_for_good_ends_the_connection(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    at_zoom.fault("refresh", "lost_reply")
    assert failed(about_to_expire(connection)).trouble is Trouble.DISCONNECTED


@pytest.mark.parametrize(
    ("fault", "trouble", "calls"),
    [
        ("invalid_grant", Trouble.DISCONNECTED, 1),
        ("invalid_request", Trouble.DISCONNECTED, 1),
        ("invalid_client", Trouble.MISCONFIGURED, 1),
        ("status", Trouble.UNREACHABLE, 2),
        ("rate_limit", Trouble.UNREACHABLE, 1),
        ("html", Trouble.UNREACHABLE, 2),
        ("close", Trouble.UNREACHABLE, 2),
    ],
)
def test_a_refresh_that_fails(
    connection: ZoomConnection, at_zoom: ZoomSandbox, fault: str, trouble: Trouble, calls: int
) -> None:
    at_zoom.switch(refresh_grace=True)
    at_zoom.fault("refresh", fault, times=None)
    assert failed(about_to_expire(connection)).trouble is trouble
    assert refreshes(at_zoom) == calls
    db.session.refresh(connection)
    assert (connection.broken_at, connection.refreshing_until) == (None, None)


def test_after_a_failure_the_next_one_may_try(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    at_zoom.fault("refresh", "invalid_client")
    connection_id = about_to_expire(connection)
    failed(connection_id)
    assert tokens.access_token(connection_id)


def test_nobody_there_is_asked_once(app: Flask, connection: ZoomConnection) -> None:
    app.config["ZOOM_OAUTH_URL"] = "http://127.0.0.1:1/oauth"
    error = failed(about_to_expire(connection))
    assert (error.trouble, error.may_have_happened) == (Trouble.UNREACHABLE, False)


def test_while_another_refreshes_nobody_else_does(
    connection: ZoomConnection, at_zoom: ZoomSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "_PATIENCE", 0)
    connection.refreshing_until = utc_now() + tokens.LEASE
    assert failed(about_to_expire(connection)).trouble is Trouble.UNREACHABLE
    assert refreshes(at_zoom) == 0


def test_the_lease_of_a_dead_process_runs_out(connection: ZoomConnection) -> None:
    connection.refreshing_until = utc_now() - timedelta(seconds=1)
    assert tokens.access_token(about_to_expire(connection))


def test_the_lease_outlasts_both_tries() -> None:
    assert timedelta(seconds=2 * tokens.DEADLINE) < tokens.LEASE
