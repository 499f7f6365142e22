"""Slowing down whoever guesses passwords, without shutting out the owner for long.

A try is written down before the password is looked at, and struck out if it was right: however
many come at once, no more than the limit get an answer. Whoever is refused counts for nothing, so
that hammering makes nobody's wait longer.
"""

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import Select, and_, delete, func, or_, select

from pinmycal.accounts.passwords import fits
from pinmycal.accounts.turns import TooBusy
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import FailedLogin, Host

WINDOW = timedelta(minutes=15)
# Failures within the window: for one account from one address, for one account from anywhere,
# for all accounts from one address.
FROM_ONE_PLACE, FOR_ONE_ACCOUNT, FROM_ONE_ADDRESS = 10, 100, 100


class TooManyTries(Exception):
    """Ask again after WINDOW."""


def is_right(host: Host | None, email: str, password: str, address: str, now: datetime) -> bool:
    """Whether the password is this host's, who may be nobody. Raises TooManyTries, TooBusy.

    `address` is the client's; the same is counted and done for an e-mail that has no account.
    """
    account_key = key_of("account", email.casefold())
    from_here = address_key(address)
    tried = _write_down(account_key, from_here, now)
    if _too_many(account_key, from_here, now):
        _strike_out(FailedLogin.id == tried)
        raise TooManyTries
    try:
        right = fits(host, password)
    except TooBusy:
        _strike_out(FailedLogin.id == tried)
        raise
    if right:
        _strike_out(FailedLogin.account_key == account_key, FailedLogin.address_key == from_here)
    return right


def forgive(email: str) -> None:
    """Forget the failures of an account whose owner has shown by mail that it is his."""
    _strike_out(FailedLogin.account_key == key_of("account", email.casefold()))


def _write_down(account_key: str, address_key: str, now: datetime) -> int:
    tried = FailedLogin(account_key=account_key, address_key=address_key, tried_at=now)
    with writing():
        db.session.add(tried)
        db.session.flush()
        return tried.id


def _too_many(account_key: str, address_key: str, now: datetime) -> bool:
    counted = db.session.execute(_counts(account_key, address_key, now - WINDOW))
    from_here, in_all, for_all = counted.one()
    return from_here > FROM_ONE_PLACE or in_all > FOR_ONE_ACCOUNT or for_all > FROM_ONE_ADDRESS


def _counts(account_key: str, address_key: str, since: datetime) -> Select[int, int, int]:
    account = FailedLogin.account_key == account_key
    address = FailedLogin.address_key == address_key
    return select(
        func.count().filter(and_(account, address)),
        func.count().filter(account),
        func.count().filter(address),
    ).where(or_(account, address), FailedLogin.tried_at > since)


def _strike_out(*which: object) -> None:
    with writing():
        db.session.execute(delete(FailedLogin).where(*which))  # type: ignore[arg-type]


def _network(address: str) -> str:
    """One customer has a whole /64 of IPv6 addresses."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    mapped = found.ipv4_mapped if found.version == 6 else found
    if mapped:
        return str(mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))


def address_key(address: str) -> str:
    """Of a client's address, as far as it tells customers apart."""
    return key_of("address", _network(address))


def key_of(kind: str, value: str) -> str:
    """A hash that only we can make: the table tells nobody who came from where."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
