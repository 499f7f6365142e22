"""Access tokens: one refresh at a time per connection, across all processes.

Zoom gives a new refresh token with each refresh and may kill the old one, so two refreshes at
once could lose the connection. The right to refresh is a lease on the row, not a lock: nobody
holds a transaction open while Zoom thinks, and a process that dies gives it back by itself.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from sqlalchemy import or_, update

from pinmycal.database import rows_changed, writing
from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
from pinmycal.times import utc_now
from pinmycal.zoom.answers import unanswered
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.http import DEADLINE, time_left
from pinmycal.zoom.oauth import zoom_session
from pinmycal.zoom.vault import is_one_of, seal, unseal, used

MARGIN = timedelta(minutes=1)  # refresh before the token dies on the way
LEASE = timedelta(seconds=2 * DEADLINE + 4)  # a lost reply is asked for twice
_PATIENCE = DEADLINE + 1.0  # seconds to wait for another's refresh


def concerns(error: ZoomError, connection: ZoomConnection) -> bool:
    """Whether a failure is this connection's: the row may hold another authorisation by now, or
    newer tokens, than those that the call went out with.
    """
    if error.used is None:  # Zoom was not asked; a row that is here and works was not meant
        return error.trouble is not Trouble.DISCONNECTED
    try:
        return is_one_of((connection.access_token, connection.refresh_token), error.used)
    except ZoomError:  # nobody can read what it holds
        return False


def access_token(
    connection_id: int, refused: str | None = None, account_key: str | None = None
) -> str:
    """A token to call Zoom with, refreshed first if it is about to expire or was refused.

    `account_key` names the Zoom account that the call is for: if the host has connected another
    one meanwhile, its token will not do.

    Raises ZoomError: DISCONNECTED when Zoom has ended the connection, UNREACHABLE and others
    when it can be tried again.
    """
    token = _live_token(connection_id, refused)
    if account_key not in (None, _reload(connection_id).account_key):
        raise ZoomError(Trouble.DISCONNECTED, "another Zoom account is connected by now")
    return token


def _live_token(connection_id: int, refused: str | None) -> str:
    give_up_at = time.monotonic() + _PATIENCE
    while True:
        connection = _reload(connection_id)
        token = unseal(connection.access_token)
        if token != refused and connection.expires_at > utc_now() + MARGIN:
            return token
        lease = utc_now() + LEASE
        if _take_lease(connection_id, lease):
            return _refresh(connection_id, refused, lease)
        if time.monotonic() > give_up_at or time_left() <= 0:
            raise ZoomError(Trouble.UNREACHABLE, "another process is refreshing the token")
        time.sleep(0.1)


@dataclass(frozen=True)
class LastTokens:
    """Both tokens of a connection whose row goes before they are revoked."""

    access: str
    refresh: str


def last_tokens(connection_id: int) -> LastTokens:
    """As `access_token`, with the token that gives another. Raises ZoomError."""
    access = access_token(connection_id)
    return LastTokens(access, unseal(_reload(connection_id).refresh_token))


def refreshed(last: LastTokens) -> LastTokens:
    """The pair that follows, for tokens that are in no row any more. Raises ZoomError."""
    pair = _ask(last.refresh)
    return LastTokens(str(pair["access_token"]), str(pair.get("refresh_token") or last.refresh))


def renew(connection_id: int) -> None:
    """Refresh although the token still lives, so that the refresh token stays young."""
    access_token(connection_id, refused=unseal(_reload(connection_id).access_token))


def _reload(connection_id: int) -> ZoomConnection:
    db.session.rollback()  # a new snapshot: another process may have refreshed meanwhile
    return _load(connection_id)


def _load(connection_id: int, *, lock: bool = False) -> ZoomConnection:
    connection = db.session.get(
        ZoomConnection, connection_id, populate_existing=True, with_for_update=lock
    )
    if connection is None or connection.broken_at:
        raise ZoomError(Trouble.DISCONNECTED, "not connected")
    return connection


def _take_lease(connection_id: int, lease: datetime) -> bool:
    now = lease - LEASE
    free = or_(ZoomConnection.refreshing_until.is_(None), ZoomConnection.refreshing_until < now)
    claim = update(ZoomConnection).where(ZoomConnection.id == connection_id, free)
    with writing():
        return rows_changed(claim.values(refreshing_until=lease)) == 1


def _refresh(connection_id: int, refused: str | None, lease: datetime | None = None) -> str:
    connection = _reload(connection_id)
    token = unseal(connection.access_token)
    if token != refused and connection.expires_at > utc_now() + MARGIN:
        _give_lease_back(connection_id, lease)  # somebody refreshed between our look and our lease
        return token
    old = unseal(connection.refresh_token)
    db.session.rollback()
    try:
        pair = _ask(old)
    except ZoomError as error:
        _give_lease_back(connection_id, lease)
        current = _reload(connection_id)
        if unseal(current.refresh_token) == old:
            raise used(old, error) from None
        return unseal(current.access_token)  # the host connected anew meanwhile
    return _save(connection_id, old, pair, lease)


def _ask(refresh_token: str) -> Mapping[str, Any]:
    """A new pair. A reply that was lost is asked for once more with the same token."""
    for last in (False, True):
        try:
            return _ask_once(refresh_token)
        except ZoomError as error:
            if last or not error.may_have_happened:
                raise
    raise AssertionError("unreachable")


def _ask_once(refresh_token: str) -> Mapping[str, Any]:
    with zoom_session() as session:
        try:
            pair: Mapping[str, Any] = session.refresh_token(refresh_token=refresh_token)
        except requests.RequestException as error:
            raise unanswered(error) from error
    return pair


def _save(connection_id: int, old: str, pair: Mapping[str, Any], lease: datetime | None) -> str:
    """Both new tokens and their expiry in one commit, before anyone uses them.

    Unless the host disconnected, or connected anew, while Zoom answered: then Zoom counts the
    pair as dead, and the row has a better one. The access token to use.
    """
    with writing():
        connection = _load(connection_id, lock=True)
        if unseal(connection.refresh_token) == old:
            store(connection, pair, utc_now())
        if connection.refreshing_until == lease:
            connection.refreshing_until = None
        return unseal(connection.access_token)


def store(connection: ZoomConnection, pair: Mapping[str, Any], now: datetime) -> None:
    """Put a token answer into the row."""
    connection.access_token = seal(str(pair["access_token"]))
    if pair.get("refresh_token"):
        connection.refresh_token = seal(str(pair["refresh_token"]))
    connection.refreshed_at = now
    connection.expires_at = now + timedelta(seconds=int(pair.get("expires_in") or 3600))
    connection.scopes = str(pair.get("scope") or connection.scopes or "")[:2000]


def _give_lease_back(connection_id: int, lease: datetime | None) -> None:
    """Unless it has run out, and is another's by now."""
    ours = (ZoomConnection.id == connection_id, ZoomConnection.refreshing_until == lease)
    with writing():
        db.session.execute(update(ZoomConnection).where(*ours).values(refreshing_until=None))
