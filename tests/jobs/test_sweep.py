"""The sweep finds what Redis lost, and does the work itself where Redis is away."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from pinmycal import jobs
from pinmycal.extensions import db
from pinmycal.models import HostSession, Kind, Message, ZoomEvent
from sandbox import redis
from tests.cast import MONDAY_NINE, NOW, Cast

pytestmark = pytest.mark.both_databases
LATER = NOW + timedelta(minutes=1)
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    with redis.running() as url:
        yield url


@pytest.fixture
def queue(app: Flask, redis_url: str) -> Queue:
    """The app's queue, on a real Redis, empty."""
    app.config["REDIS_URL"] = redis_url
    jobs.init_queue(app)
    made: Queue = app.extensions["queue"]
    made.empty()
    return made


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The appointments that were settled, in order."""
    ids: list[int] = []
    monkeypatch.setattr(jobs, "settle", ids.append)
    return ids


def test_a_nudge_reaches_a_worker(cast: Cast, queue: Queue, settled: list[int]) -> None:
    assert jobs.nudge(7)
    SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer).work(burst=True)
    assert settled == [7]


def test_what_is_due_is_nudged_for(cast: Cast, queue: Queue, settled: list[int]) -> None:
    appointment_id = cast.book().id
    assert jobs.sweep(NOW) == 1
    [job] = queue.jobs
    assert (job.args, settled) == ([appointment_id], [])


def test_a_flushed_redis_loses_nothing(cast: Cast, queue: Queue) -> None:
    jobs.nudge(cast.book().id)
    queue.connection.flushall()
    jobs.sweep(NOW)
    assert len(queue.jobs) == 1


def test_19_without_redis_the_sweep_does_the_work(cast: Cast, settled: list[int]) -> None:
    appointment_id = cast.book().id
    assert jobs.nudge(appointment_id) is False
    jobs.sweep(NOW)
    assert settled == [appointment_id]


def test_23_two_sweeps_at_once_are_one(cast: Cast, settled: list[int]) -> None:
    cast.book()
    assert (jobs.sweep(NOW), jobs.sweep(NOW)) == (1, 0)
    assert jobs.sweep(LATER) == 1


def test_what_another_worker_has_is_left_to_it(cast: Cast, settled: list[int]) -> None:
    cast.book().lease_until = LATER
    db.session.commit()
    assert jobs.sweep(NOW) == 0


def test_mail_about_no_appointment_is_found_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(jobs, "send_account_mail", lambda message_id, _now: sent.append(message_id))
    db.session.add(Message(kind=Kind.PASSWORD_RESET, host=cast.host, created_at=NOW, due_at=NOW))
    db.session.commit()
    jobs.sweep(NOW)
    assert len(sent) == 1


@pytest.mark.parametrize("with_redis", [True, False])
def test_what_is_stuck_keeps_nothing_else_from_its_turn(
    cast: Cast, queue: Queue, monkeypatch: pytest.MonkeyPatch, with_redis: bool
) -> None:
    """Whoever settles them, and whatever keeps them due: here nobody does anything at all."""
    monkeypatch.setattr(jobs, "SWEEP_BATCH", 3)
    turns: list[int] = []
    monkeypatch.setattr(jobs, "nudge", lambda each: with_redis and (turns.append(each) or True))
    monkeypatch.setattr(jobs, "settle", turns.append)
    stuck = [cast.book(at=MONDAY_NINE + number * HALF_AN_HOUR).id for number in range(7)]
    fresh = cast.book(at=MONDAY_NINE + timedelta(days=1), now=NOW + timedelta(seconds=1)).id
    for number in range(3):
        jobs.sweep(NOW + timedelta(seconds=20 * (number + 1)))
    assert set(turns) == {*stuck, fresh}


def test_stuck_mail_about_no_appointment_keeps_no_other_from_its_turn(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SWEEP_BATCH", 3)
    turns: list[int] = []
    monkeypatch.setattr(jobs, "send_message", turns.append)
    for number in range(7):
        due_at = NOW + timedelta(seconds=number)
        owed = {"kind": Kind.PASSWORD_RESET, "host": cast.host, "created_at": NOW}
        db.session.add(Message(**owed, due_at=due_at))
    db.session.commit()
    for number in range(3):
        jobs.sweep(NOW + timedelta(seconds=20 * (number + 1)))
    assert len(set(turns)) == 7


def test_an_idle_connection_is_kept_alive_once_a_week(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed: list[int] = []
    monkeypatch.setattr("pinmycal.zoom.tokens.renew", renewed.append)
    monkeypatch.setattr(jobs, "utc_now", lambda: NOW + timedelta(days=8))
    connection_id = cast.connect_zoom().id
    jobs.sweep(NOW + timedelta(days=6))
    assert renewed == []
    jobs.sweep(NOW + timedelta(days=8))
    assert renewed == [connection_id]


def test_what_has_served_its_time_is_forgotten(cast: Cast) -> None:
    old = NOW - timedelta(days=40)
    db.session.add(HostSession(token_hash="old", host_id=cast.host.id, created_at=old))
    db.session.add(HostSession(token_hash="new", host_id=cast.host.id, created_at=NOW))
    db.session.add(ZoomEvent(digest="old", received_at=old))
    db.session.commit()
    jobs.sweep(NOW)
    assert [each.token_hash for each in db.session.query(HostSession)] == ["new"]
    assert db.session.query(ZoomEvent).count() == 0
