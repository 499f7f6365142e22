"""Connecting and disconnecting a host's Zoom account."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import requests
from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from pinmycal.database import transactional, writing
from pinmycal.extensions import db
from pinmycal.models import Appointment, Host, Location, MeetingState, ZoomConnection, ZoomMeeting
from pinmycal.zoom import tokens
from pinmycal.zoom.answers import token_error
from pinmycal.zoom.api import ZoomApi
from pinmycal.zoom.attention import owe_broken_mail, owe_disconnected_mail
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.oauth import NEEDED_SCOPES, zoom_session
from pinmycal.zoom.plain import ZoomUser
from pinmycal.zoom.vault import unseal

log = logging.getLogger(__name__)


class ZoomUserTaken(Exception):
    """This Zoom account is connected to another host already."""


def operator_ready() -> bool:
    """Whether whoever runs this server has set Zoom up."""
    return bool(current_app.config["ZOOM_CLIENT_ID"] and current_app.config["ZOOM_CLIENT_SECRET"])


def connection_of(host_id: int) -> ZoomConnection | None:
    """The host's connection, working or broken."""
    return db.session.scalar(select(ZoomConnection).where(ZoomConnection.host_id == host_id))


def is_working(connection: ZoomConnection | None) -> bool:
    """Whether Zoom can be asked on the host's behalf, as far as we know."""
    return connection is not None and connection.broken_at is None


def connect(host_id: int, pair: Mapping[str, Any], now: datetime) -> tokens.LastTokens | None:
    """Save a fresh authorisation over whatever was there, and wake what waited for it.

    If that was of another Zoom account: its tokens, which are to be revoked. Raises ZoomError
    when Zoom does not say who authorised us, ZoomUserTaken.
    """
    me = ZoomUser.of(ZoomApi(lambda refused: _only(str(pair["access_token"]), refused)).me())
    if not pair.get("refresh_token"):
        raise ZoomError(Trouble.UNREACHABLE, "a token for an hour only")
    if _is_taken(host_id, pair, me, now):
        raise ZoomUserTaken
    return _save(host_id, pair, me, now)


@transactional
def _is_taken(host_id: int, pair: Mapping[str, Any], me: ZoomUser, now: datetime) -> bool:
    """Whether another host has this Zoom user, and a connection that works.

    They keep it: Zoom has just ended their tokens for the sake of these, so they get these. One
    that is broken makes room, for whoever signs in at Zoom.
    """
    others = select(ZoomConnection).where(
        ZoomConnection.zoom_user_id == me.id, ZoomConnection.host_id != host_id
    )
    holder = db.session.scalar(others.with_for_update())
    if holder is None:
        return False
    if holder.broken_at is None:
        tokens.store(holder, pair, now)
        return True
    db.session.delete(holder)
    wake(holder.host_id, now)
    return False


@transactional
def _save(
    host_id: int, pair: Mapping[str, Any], me: ZoomUser, now: datetime
) -> tokens.LastTokens | None:
    # Two tabs at once, or an account that is being deleted.
    db.session.execute(select(Host.id).where(Host.id == host_id).with_for_update(key_share=True))
    connection = _locked(host_id) or ZoomConnection(host_id=host_id, zoom_user_id=me.id, scopes="")
    former = None
    if connection.zoom_user_id != me.id:
        former = _tokens_of(connection)
        connection.scopes, connection.writes = "", 0
    connection.zoom_user_id, connection.account_id = me.id, me.account_id
    connection.display_name = me.name or me.email or str(_("Zoom user"))
    connection.email, connection.plan = me.email, me.plan
    connection.connected_at = now
    connection.broken_at = connection.refreshing_until = None
    connection.parked_until = connection.writes_parked_until = None
    connection.last_error = ""
    tokens.store(connection, pair, now)
    db.session.add(connection)
    try:
        db.session.flush()
    except IntegrityError as error:  # another host connected it in this very moment
        raise ZoomUserTaken from error
    wake(host_id, now)
    return former


def _locked(host_id: int) -> ZoomConnection | None:
    """The host's connection, which Zoom may be ending at this moment."""
    own = select(ZoomConnection).where(ZoomConnection.host_id == host_id)
    return db.session.scalar(own.with_for_update())


def _tokens_of(connection: ZoomConnection) -> tokens.LastTokens | None:
    """What a row holds, if it is worth anything."""
    if connection.broken_at:
        return None
    try:
        return tokens.LastTokens(unseal(connection.access_token), unseal(connection.refresh_token))
    except ZoomError:  # sealed with a key that is gone
        return None


def disconnect(connection: ZoomConnection, now: datetime) -> bool:
    """Forget the tokens, then revoke them at Zoom: nobody uses meanwhile what is about to end, and
    the event that Zoom sends of it finds nothing. Whether Zoom confirmed the revocation.
    """
    connection_id, since = connection.id, connection.connected_at
    last, ended = _last_tokens(connection_id)
    _forget(connection_id, since, now)
    return revoke_token(last) if last else ended


def live_token(connection_id: int) -> tokens.LastTokens | None:
    """What `revoke_token` takes once the connection's row is gone; None if Zoom gives none."""
    return _last_tokens(connection_id)[0]


def _last_tokens(connection_id: int) -> tuple[tokens.LastTokens | None, bool]:
    """Tokens to revoke; without any, whether that is because Zoom has ended the connection."""
    try:
        return tokens.last_tokens(connection_id), False
    except ZoomError as error:
        log.log(error.severity, "last tokens for connection %s: %s", connection_id, error)
        return None, error.trouble is Trouble.DISCONNECTED


def revoke_token(last: tokens.LastTokens) -> bool:
    """End the authorisation at Zoom, if it answers in time; whether it is ended."""
    try:
        _revoke(last)
    except ZoomError as error:
        log.log(error.severity, "revoking last tokens: %s", error)
        return error.trouble is Trouble.DISCONNECTED
    return True


def mark_broken(connection: ZoomConnection, now: datetime) -> None:
    """Zoom has ended the connection: keep the row, call no more, tell the host once."""
    db.session.refresh(connection, ["broken_at"], with_for_update=True)  # another may see it too
    if connection.broken_at:
        return
    connection.broken_at = now
    owe_broken_mail(connection.host_id, now)


def note_ended(connection_id: int, error: ZoomError, now: datetime) -> None:
    """A call outside of settle met the end of the connection, if it is still that one."""
    with writing():
        connection = db.session.get(ZoomConnection, connection_id, with_for_update=True)
        if connection and tokens.concerns(error, connection):
            mark_broken(connection, now)


def wake(host_id: int, now: datetime) -> None:
    """Make the host's coming Zoom appointments due: what can be done for them has changed.

    What failed before does not wait any longer either.
    """
    coming = (
        Appointment.host_id == host_id,
        Appointment.location == Location.ZOOM,
        Appointment.is_ahead(now),
    )
    db.session.execute(update(Appointment).where(*coming).values(due_at=now))
    db.session.execute(
        update(ZoomMeeting)
        .where(
            ZoomMeeting.appointment_id.in_(select(Appointment.id).where(*coming)),
            ZoomMeeting.state != MeetingState.LEFT,  # it keeps saying why
        )
        .values(retry_at=None, refused=None, last_error="")
    )


def missing_scopes(connection: ZoomConnection) -> list[str]:
    """What the host did not grant, in words."""
    granted = set(connection.scopes.split())
    return [words for scope, words in NEEDED_SCOPES.items() if scope not in granted]


def _only(token: str, refused: str | None) -> str:
    """The token we have just been given; if Zoom refuses that one there is no other."""
    if refused:
        raise ZoomError(Trouble.DISCONNECTED, "the new token was refused")
    return token


def _revoke(last: tokens.LastTokens) -> None:
    """Only a live access token can be revoked, so one that is refused is refreshed first."""
    try:
        _revoke_once(last.access)
    except ZoomError as error:
        if error.trouble is not Trouble.DISCONNECTED:
            raise
        _revoke_once(tokens.refreshed(last).access)


def _revoke_once(access_token: str) -> None:
    with zoom_session() as session:
        try:
            answer = session.revoke_token(
                f"{current_app.config['ZOOM_OAUTH_URL']}/revoke", token=access_token
            )
        except requests.RequestException as error:
            raise ZoomError(Trouble.UNREACHABLE, type(error).__name__) from None
    if not answer.ok:
        raise token_error(answer)


def _forget(connection_id: int, since: datetime, now: datetime) -> None:
    """Unless the host has connected anew while Zoom was asked for a last token."""
    with writing():
        connection = db.session.get(ZoomConnection, connection_id, with_for_update=True)
        if connection is None or connection.connected_at != since:
            return
        if connection.broken_at is None:  # else a mail has told already
            owe_disconnected_mail(connection.host_id, now)
        db.session.delete(connection)
        wake(connection.host_id, now)
