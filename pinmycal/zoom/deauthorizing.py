"""A host removes PinMyCal inside Zoom: forget the connection, and tell them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import current_app
from sqlalchemy import or_, select

from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
from pinmycal.zoom.attention import owe_broken_mail
from pinmycal.zoom.connection import wake
from pinmycal.zoom.plain import name_of, number_of

_YEAR_9999 = 253_402_300_799_000  # in milliseconds


def deauthorized(payload: Mapping[str, Any], now: datetime) -> int | None:
    """Zoom says that a user removed the app; the host whom it concerns, if there is one."""
    if payload.get("client_id") != current_app.config["ZOOM_CLIENT_ID"]:
        return None
    connection = _meant(name_of(payload.get("user_id")), name_of(payload.get("account_id")))
    if connection is None or _was_before(connection, _moment_of(payload)):
        return None
    host_id, told = connection.host_id, connection.broken_at is not None
    db.session.delete(connection)
    if not told:  # else a call of ours met the end first, and a mail has said so
        owe_broken_mail(host_id, now)
    wake(host_id, now)
    return host_id


def _meant(user_id: str | None, account_id: str | None) -> ZoomConnection | None:
    """The connection of this Zoom user. Their account is told only now and then, here and there:
    where both sides know it, it has to be the same."""
    same_account = or_(ZoomConnection.account_id == account_id, ZoomConnection.account_id == "")
    query = select(ZoomConnection).where(ZoomConnection.zoom_user_id == user_id)
    if account_id is not None:
        query = query.where(same_account)
    return db.session.scalar(query.with_for_update()) if user_id else None


def _was_before(connection: ZoomConnection, removed_at: datetime | None) -> bool:
    """Whether the host has connected anew since: to disconnect causes this event too, later."""
    return removed_at is not None and removed_at < connection.connected_at.replace(microsecond=0)


def _moment_of(payload: Mapping[str, Any]) -> datetime | None:
    """When it was removed, in one of the places and spellings that Zoom has for it."""
    told = (payload.get("deauthorization_time"), payload.get("event_ts"))
    return next((moment for moment in map(_moment, told) if moment), None)


def _moment(told: object) -> datetime | None:
    """An ISO time with its zone, or milliseconds since 1970; None for anything else.

    Zoom's own example has a time without a zone, too: nobody says whose.
    """
    if milliseconds := number_of(told, 10**12, _YEAR_9999):
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    try:
        moment = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
