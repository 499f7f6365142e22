"""How often something may be done in a short time, counted in rows."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from pinmycal.database import hold, transactional
from pinmycal.extensions import db
from pinmycal.models import ClientAct

Limits = tuple[tuple[timedelta, int], ...]
Instant = InstrumentedAttribute[datetime]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LONGEST = DAY  # that an act of a client is counted for
SIGN_UP, RESET, BOOKING = "sign-up", "reset", "booking"
# Of one client's address, behind which there may be a school or a company.
OF_A_CLIENT: dict[str, Limits] = {
    SIGN_UP: ((MINUTE, 60), (HOUR, 200), (DAY, 500)),
    RESET: ((MINUTE, 20), (HOUR, 60), (DAY, 200)),
    BOOKING: ((MINUTE, 40), (HOUR, 240), (DAY, 1000)),
}


class TooOften(Exception):
    """So much has been done lately that it looks like abuse."""


def check(limits: Limits, at: Instant, rows: Select[Any], now: datetime) -> None:
    """Whether any group of rows has as many as it may within one of the spans. One query.
    Raises TooOften."""
    counts = [func.count().filter(at > now - span) for span, _ in limits]
    longest = max(span for span, _ in limits)
    for group in db.session.execute(rows.add_columns(*counts).where(at > now - longest)):
        if any(count >= most for count, (_, most) in zip(group, limits, strict=True)):
            raise TooOften


def count_client(act: str, client_key: str, now: datetime) -> None:
    """Within a transaction: one act more of this client, who may be unknown. Raises TooOften."""
    if not client_key:
        return
    hold(f"client {client_key}")
    mine = (ClientAct.client_key == client_key, ClientAct.act == act)
    check(OF_A_CLIENT[act], ClientAct.at, select().where(*mine), now)
    db.session.add(ClientAct(client_key=client_key, act=act, at=now))


@transactional
def note_client(act: str, client_key: str, now: datetime) -> None:
    """count_client, before anything else is done for this client. Raises TooOften."""
    count_client(act, client_key, now)
