"""All that is kept about a host is in what they download, and goes when they go.

The tables are those of the database, so a new one is met by itself: it is filled like the others,
and the tests fail until it is exported, or stands below with a reason.
"""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, select

from pinmycal.accounts.export import everything_of
from pinmycal.accounts.leaving import delete_host
from pinmycal.extensions import Base, db
from tests.cast import NOW
from tests.migrations.rows import rows_now
from tests.web.routes import snapshot

KNOW_NO_HOST = {
    "leases": "rights of processes",
    "zoom_events": "hashes of what Zoom sent",
    "failed_logins": "hashes, for a quarter of an hour",
    "asked_mailboxes": "hashes, which outlive whoever asked, for a day",
    "client_acts": "hashes of where something came from, for a day",
}
# Keys to something, or of use to nobody but the database.
NOT_EXPORTED = {
    ("hosts", "email_key"),
    ("hosts", "password_hash"),
    ("host_sessions", "token_hash"),
    ("undo_steps", "token"),
    ("appointments", "submission_key"),
    ("appointments", "due_at"),
    ("appointments", "lease_until"),
    ("appointments", "swept_at"),
    ("messages", "due_at"),
    ("messages", "lease_until"),
    ("messages", "swept_at"),
    ("messages", "waits_until"),
    ("zoom_connections", "access_token"),
    ("zoom_connections", "refresh_token"),
    ("zoom_connections", "refreshing_until"),
}
# Where any value would not do.
FITTING: dict[str, dict[str, Any]] = {
    "appointments": {"starts_at": NOW, "ends_at": NOW + timedelta(hours=1)},
    "weekly_hours": {"weekday": 1, "start_minute": 60, "end_minute": 120},
    "undo_steps": {"before": {"hours": [1]}},
}


def tables() -> list[Table]:
    """Those that lead to a host, each behind those that it hangs on."""
    known, found = {"hosts"}, []
    for table in db.metadata.sorted_tables:
        if table.name in known or {key.column.table.name for key in table.foreign_keys} & known:
            known.add(table.name)
            found.append(table)
    return found


def test_every_table_knows_a_host_or_has_its_reason() -> None:
    names = {table.name for table in tables()}
    assert names | set(KNOW_NO_HOST) == set(db.metadata.tables)
    assert not names & set(KNOW_NO_HOST)


@pytest.fixture
def theirs(app: Flask) -> int:
    return fill()


@pytest.fixture
def mine(theirs: int) -> int:
    return fill()


def fill() -> int:
    """A row in every table, every column with something in it, of a host who is made for that."""
    with rows_now() as rows:
        for table in tables():
            rows.add_full(table.name, **FITTING.get(table.name, {}))
        host_id: int = rows.all("hosts")[-1]["id"]
    return host_id


def kept_of(host_id: int) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Each table's row of this host, who is the newest."""
    for mapper in Base.registry.mappers:
        table, model = mapper.local_table, mapper.class_
        if table in tables():
            newest = select(model).order_by(*(key.desc() for key in mapper.primary_key))
            own = newest.filter_by(host_id=host_id) if "host_id" in mapper.columns else newest
            row = db.session.scalars(own).first()
            yield table, {each.key: getattr(row, each.key) for each in mapper.column_attrs}


def plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date | datetime) else value


def objects_in(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        yield told
    for each in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from objects_in(each)


def test_what_is_downloaded_is_all_that_is_kept(mine: int) -> None:
    told = list(objects_in(everything_of(mine)))
    for table, values in kept_of(mine):
        shown = {
            name: plain(value)
            for name, value in values.items()
            if (table.name, name) not in NOT_EXPORTED
        }
        assert [each for each in told if shown.items() <= each.items()], (table.name, shown)


def test_keys_to_something_are_not_downloaded(mine: int) -> None:
    secrets = {
        plain(value)
        for table, values in kept_of(mine)
        for name, value in values.items()
        if (table.name, name) in NOT_EXPORTED and isinstance(value, str | bytes)
    }
    leaves = {leaf for each in objects_in(everything_of(mine)) for leaf in map(str, each.values())}
    assert len(secrets) > 5
    assert not secrets & leaves


def test_nothing_of_another_host_is_downloaded(mine: int, theirs: int) -> None:
    told = list(objects_in(everything_of(theirs)))
    ours = [values["id"] for table, values in kept_of(mine) if table.name == "hosts"]
    assert ours == [mine]
    assert not [each for each in told if mine in (each.get("host_id"), told[0]["host"]["id"])]


@pytest.mark.both_databases
def test_whoever_goes_leaves_nothing_and_takes_nothing_of_others(theirs: int) -> None:
    before = snapshot()
    assert all(before[table.name] for table in tables())
    delete_host(fill(), nobody_is_told=True, now=NOW)
    assert snapshot() == before
