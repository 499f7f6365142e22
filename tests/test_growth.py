"""What a table's age costs: nothing, on either database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, text
from sqlalchemy.engine import Connection

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.forgetting import forget_old
from pinmycal.models import Appointment
from pinmycal.times import utc_now
from tests.cast import NOW, Cast
from tests.web.visitor import Visitor

pytestmark = pytest.mark.both_databases
PINMYCAL = Path(__file__).parents[1] / "pinmycal"
LONG_AGO = datetime(2000, 1, 1, tzinfo=NOW.tzinfo)
MONTH = timedelta(days=31)
Sent = tuple[str, Any]


@contextmanager
def statements() -> Iterator[list[Sent]]:
    """What is asked of the database meanwhile, as the driver gets it."""
    seen: list[Sent] = []

    def note(_conn: Connection, _cursor: object, sql: str, values: Any, *_more: object) -> None:
        seen.append((sql, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def plan(sql: str, values: Any) -> str:
    """How the database would find the rows, were there many."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        return str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all())
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    return str(connection.exec_driver_sql(f"EXPLAIN {sql}", values).all())


def reads_all(sql: str, values: Any) -> bool:
    told = plan(sql, values)
    return "Seq Scan" in told or "SCAN" in told


def test_a_plan_that_reads_all_is_seen(cast: Cast) -> None:
    assert reads_all("SELECT id FROM hosts WHERE about < 'x'", ())
    assert not reads_all("SELECT id FROM hosts WHERE id = 1", ())


def test_what_has_served_its_time_is_found_by_an_index(cast: Cast) -> None:
    with statements() as seen:
        forget_old(NOW)
    changes = [each for each in seen if each[0].startswith(("DELETE", "UPDATE"))]
    assert len(changes) >= 6
    assert [sql for sql, values in changes if reads_all(sql, values)] == []


def test_dates_before_today_ask_the_database_nothing(cast: Cast) -> None:
    with statements() as seen:
        assert booking.bookable_starts(cast.offer, LONG_AGO, LONG_AGO + MONTH, NOW) == []
    assert appointments_read(seen) == []


def test_a_span_that_begins_long_ago_reads_from_today_on(cast: Cast) -> None:
    with statements() as seen:
        found = booking.bookable_starts(cast.offer, LONG_AGO, NOW + MONTH, NOW)
    assert found
    (read,) = appointments_read(seen)
    assert earliest(read) > NOW - timedelta(days=4)
    assert not reads_all(*read)


def test_a_calendar_of_long_ago_reads_no_history(cast: Cast, app: Flask) -> None:
    with statements() as seen:
        Visitor(app).open("/host/intro?month=2000-01")
    (read,) = appointments_read(seen)  # for the next free day
    assert earliest(read) > utc_now() - timedelta(days=4)


def appointments_read(seen: list[Sent]) -> list[Sent]:
    return [each for each in seen if "FROM appointments" in each[0]]


def earliest(read: Sent) -> datetime:
    """The first of the instants that a statement is about."""
    values = read[1].values() if isinstance(read[1], dict) else read[1]
    instants = (str(each) for each in values if str(each)[:2] in ("19", "20") and "-" in str(each))
    return min(datetime.fromisoformat(each).replace(tzinfo=NOW.tzinfo) for each in instants)


def test_what_is_to_come_is_asked_for_in_the_way_that_reads_no_history() -> None:
    """By the end alone every appointment that a host ever had would be read."""
    by_end = re.compile(r"Appointment\.ends_at > (?!start|begin)")  # these bound the start itself
    files = PINMYCAL.rglob("*.py")
    assert [file.name for file in files if by_end.search(file.read_text())] == []


def test_what_is_to_come_is_found_whole(cast: Cast) -> None:
    running = cast.book()
    for now, found in ((running.starts_at, [running]), (running.ends_at, []), (NOW, [running])):
        ahead = select(Appointment).where(Appointment.is_ahead(now))
        assert list(db.session.scalars(ahead)) == found
