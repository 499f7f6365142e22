"""A failure is charged to what was used: not to what the host connected while Zoom was silent."""

from datetime import timedelta

import pytest

from pinmycal.extensions import db
from pinmycal.models import Kind, Message, ZoomConnection
from pinmycal.times import utc_now
from pinmycal.zoom import keeping, tokens
from pinmycal.zoom.api import ZoomApi
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.vault import seal, unseal, used
from sandbox.zoom import ZoomSandbox
from tests.zoom.sandboxed.test_tokens import about_to_expire

pytestmark = pytest.mark.both_databases


def zoom_of(connection: ZoomConnection) -> ZoomApi:
    connection_id, key = connection.id, connection.account_key
    return ZoomApi(lambda refused: tokens.access_token(connection_id, refused, key))


def failure_of(connection: ZoomConnection) -> ZoomError:
    zoom = zoom_of(connection)
    db.session.rollback()
    with pytest.raises(ZoomError) as caught:
        zoom.me()
    return caught.value


def connected_anew(connection: ZoomConnection, user: str = "sandbox-licensed-user") -> None:
    connection.access_token, connection.refresh_token = seal("newer"), seal("newer refresh")
    connection.zoom_user_id, connection.broken_at = user, None
    connection.refreshed_at, connection.expires_at = utc_now(), utc_now() + timedelta(hours=1)
    db.session.commit()


FAULTS = ["status", "close", "rate_limit", "not_found", "dead", "no refresh"]


def break_it(connection: ZoomConnection, at_zoom: ZoomSandbox, fault: str) -> None:
    if fault == "dead":
        at_zoom.kill_tokens()
    elif fault == "no refresh":
        at_zoom.fault("refresh", "invalid_grant", None)
        about_to_expire(connection)
    elif fault == "not_found":
        at_zoom.fault("me", "status", None, code=404, body={"code": 1001})
    else:
        at_zoom.fault("me", fault, None)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failure_is_of_the_tokens_it_came_with(
    connection: ZoomConnection, at_zoom: ZoomSandbox, fault: str
) -> None:
    break_it(connection, at_zoom, fault)
    error = failure_of(connection)
    db.session.refresh(connection)
    assert tokens.concerns(error, connection)
    connected_anew(connection)
    assert not tokens.concerns(error, connection)


def test_a_failure_tells_no_token(connection: ZoomConnection, at_zoom: ZoomSandbox) -> None:
    token = unseal(connection.access_token)
    at_zoom.fault("me", "status", None)
    error = failure_of(connection)
    assert token not in repr(vars(error)) + str(error) + repr(error)


def test_whoever_found_nothing_to_ask_with_accuses_nobody(connection: ZoomConnection) -> None:
    connection.broken_at = utc_now()
    db.session.commit()
    error = failure_of(connection)
    connected_anew(connection)
    assert (error.trouble, tokens.concerns(error, connection)) == (Trouble.DISCONNECTED, False)


def test_a_call_for_one_account_does_not_go_out_with_the_token_of_another(
    connection: ZoomConnection, at_zoom: ZoomSandbox
) -> None:
    """It would delete, move or make a meeting in an account that it is not about."""
    zoom = zoom_of(connection)
    connected_anew(connection, "another user")
    before = len(at_zoom.calls)
    with pytest.raises(ZoomError) as caught:
        zoom.me()
    assert len(at_zoom.calls) == before
    assert not tokens.concerns(caught.value, connection)


def test_nor_after_its_own_was_refused(
    connection: ZoomConnection, at_zoom: ZoomSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    zoom, once = zoom_of(connection), ZoomApi._once

    def refused_meanwhile(self: ZoomApi, *args: object, **kwargs: object) -> object:
        connected_anew(connection, "another user")
        return once(self, *args, **kwargs)  # type: ignore[arg-type]

    at_zoom.expire_tokens()
    monkeypatch.setattr(ZoomApi, "_once", refused_meanwhile)
    before = len(at_zoom.calls)
    with pytest.raises(ZoomError):
        zoom.me()
    assert [call["status"] for call in at_zoom.calls[before:]] == [401]


def idle(connection: ZoomConnection) -> int:
    connection.refreshed_at = utc_now() - timedelta(days=8)
    db.session.commit()
    return connection.id


@pytest.mark.parametrize("anew", [False, True])
def test_keeping_alive_breaks_only_what_it_tried(
    connection: ZoomConnection, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    def renew(_connection_id: int) -> None:
        error = ZoomError(Trouble.DISCONNECTED)
        used(unseal(connection.refresh_token), error)
        if anew:
            connected_anew(connection)
        db.session.rollback()
        raise error

    monkeypatch.setattr(tokens, "renew", renew)
    keeping.keep_alive(idle(connection), utc_now())
    db.session.refresh(connection)
    assert (connection.broken_at is None) is anew
    told = db.session.query(Message).filter_by(kind=Kind.ZOOM_BROKEN).count()
    assert told == (0 if anew else 1)


@pytest.mark.parametrize("answer", ["a pair", "a no"])
def test_a_lease_that_ran_out_is_not_given_back_for_another(
    connection: ZoomConnection, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    """Else a third process would refresh beside the second, and one of the pairs is dead."""
    theirs = utc_now() + timedelta(minutes=1)

    def ask(_refresh_token: str) -> dict[str, str]:
        connection.refreshing_until = theirs
        db.session.commit()
        if answer == "a no":
            raise ZoomError(Trouble.UNREACHABLE)
        return {"access_token": "new", "refresh_token": "new refresh"}

    monkeypatch.setattr(tokens, "_ask", ask)
    connection_id = about_to_expire(connection)
    if answer == "a no":
        with pytest.raises(ZoomError):
            tokens.access_token(connection_id)
    else:
        tokens.access_token(connection_id)
    db.session.refresh(connection)
    assert connection.refreshing_until == theirs
