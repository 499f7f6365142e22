"""How we talk to the two databases: column types, SQLite's manners, transactions that write."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from sqlalchemy import CursorResult, DateTime, Engine, Executable, event, func, select
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.types import TypeDecorator

from pinmycal.extensions import db

P = ParamSpec("P")
T = TypeVar("T")

_shut: ContextVar[bool] = ContextVar("shut", default=False)
_first: ContextVar[Callable[[], None] | None] = ContextVar("first", default=None)
DEADLOCK, SERIALIZATION_FAILURE = "40P01", "40001"


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime, also on SQLite, which would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database. A naive datetime is a mistake of ours, so it raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: SQLite gives back what was UTC without saying so."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ReadOnly(Exception):
    """Something was to be written where nothing may be."""


class Conflict(Exception):
    """The database could not let this transaction through, twice; nothing was changed."""


@contextmanager
def read_only() -> Iterator[None]:
    """Meanwhile every `writing` raises ReadOnly."""
    token = _shut.set(True)
    try:
        yield
    finally:
        _shut.reset(token)


@contextmanager
def checking_first(check: Callable[[], None]) -> Iterator[None]:
    """Meanwhile every `writing` calls this first, within its transaction, and writes nothing where
    it raises something."""
    token = _first.set(check)
    try:
        yield
    finally:
        _first.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """One transaction that means to write; commits at the end, rolls back on any error.

    SQLite takes its write lock at once, so that what is read inside stays true until the commit.
    Raises ReadOnly.
    """
    if _shut.get():
        raise ReadOnly
    db.session.rollback()  # an earlier read left an older snapshot open
    try:
        db.session.connection(execution_options={"write_lock": True})
        if check := _first.get():
            check()
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def transactional(work: Callable[P, T]) -> Callable[P, T]:
    """Make a function one writing transaction, tried once more when the database saw a conflict.

    Raises Conflict when the second try fails in the same way.
    """

    @wraps(work)
    def attempt_twice(*args: P.args, **kwargs: P.kwargs) -> T:
        for last in (False, True):
            try:
                with writing():
                    return work(*args, **kwargs)
            except OperationalError as error:
                if not _passing(error):
                    raise
                if last:
                    raise Conflict from error
        raise AssertionError("unreachable")

    return attempt_twice


def hold(*names: str) -> None:
    """Wait until nobody else holds any of these names, and hold them until the transaction ends.

    What is counted after it stays true until then: for limits on what has no row of its own to
    lock. On SQLite `writing` has the only lock.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        for name in sorted(set(names)):  # in one order, or two could wait for each other
            db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def rows_changed(statement: Executable) -> int:
    """Run an UPDATE or DELETE; how many rows it met. The heart of every compare-and-set."""
    return cast(CursorResult[Any], db.session.execute(statement)).rowcount


def _passing(error: DBAPIError) -> bool:
    """Whether trying again makes sense: a deadlock, a serialization failure, a locked SQLite."""
    if isinstance(error.orig, sqlite3.OperationalError):
        return "locked" in str(error.orig) or "busy" in str(error.orig)
    return getattr(error.orig, "sqlstate", None) in (DEADLOCK, SERIALIZATION_FAILURE)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 10000")
    # Its own knows no letters but A to Z, and so would find "Özil" by no other spelling.
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    write_lock = connection.get_execution_options().get("write_lock", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write_lock else "BEGIN")
