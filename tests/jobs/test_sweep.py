"""The sweep finds what Redis lost, and does the work itself where Redis is away."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from pinmycal import jobs, sweeping
from pinmycal.extensions import db
from pinmycal.models import HostSession, Kind, Message, ZoomConnection, ZoomEvent
from pinmycal.sweeping import SWEEP_EVERY, sweep
from pinmycal.zoom import keeping
from sandbox import redis
from tests.cast import MONDAY_NINE, NOW, Cast, a_host

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
    assert sweep(NOW) == 1
    [job] = queue.jobs
    assert (job.args, settled) == ([appointment_id], [])


def test_a_flushed_redis_loses_nothing(cast: Cast, queue: Queue) -> None:
    jobs.nudge(cast.book().id)
    queue.connection.flushall()
    sweep(NOW)
    assert len(queue.jobs) == 1


def test_19_without_redis_the_sweep_does_the_work(cast: Cast, settled: list[int]) -> None:
    appointment_id = cast.book().id
    assert jobs.nudge(appointment_id) is False
    sweep(NOW)
    assert settled == [appointment_id]


def test_23_two_sweeps_at_once_are_one(cast: Cast, settled: list[int]) -> None:
    cast.book()
    assert (sweep(NOW), sweep(NOW)) == (1, 0)
    assert sweep(LATER) == 1


def test_what_another_worker_has_is_left_to_it(cast: Cast, settled: list[int]) -> None:
    cast.book().lease_until = LATER
    db.session.commit()
    assert sweep(NOW) == 0


def test_mail_about_no_appointment_is_found_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(jobs, "send_account_mail", lambda message_id, _now: sent.append(message_id))
    db.session.add(Message(kind=Kind.PASSWORD_RESET, host=cast.host, created_at=NOW, due_at=NOW))
    db.session.commit()
    sweep(NOW)
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
        sweep(NOW + timedelta(seconds=20 * (number + 1)))
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
        sweep(NOW + timedelta(seconds=20 * (number + 1)))
    assert len(set(turns)) == 7


def test_an_idle_connection_is_kept_alive_once_a_week(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed: list[int] = []
    monkeypatch.setattr("pinmycal.zoom.tokens.renew", renewed.append)
    monkeypatch.setattr(jobs, "utc_now", lambda: NOW + timedelta(days=8))
    connection_id = cast.connect_zoom().id
    sweep(NOW + timedelta(days=6))
    assert renewed == []
    sweep(NOW + timedelta(days=8))
    assert renewed == [connection_id]


def idle(cast: Cast, count: int, now: datetime) -> list[int]:
    """Connections of as many hosts, the first idle for longest."""
    made = []
    for number in range(count):
        host = a_host(f"Host {number}", f"idle{number}@example.com")
        connection = replace(cast, host=host).connect_zoom(user=f"user{number}")
        connection.refreshed_at = now - keeping.IDLE - timedelta(days=1, seconds=-number)
        made.append(connection.id)
        db.session.commit()
    return made


def test_an_idle_connection_waits_for_its_turn_once(
    cast: Cast, queue: Queue, settled: list[int]
) -> None:
    """However often the sweep comes by, and however long the worker takes."""
    ids = idle(cast, 5, NOW)
    for number in range(12):
        sweep(NOW + number * SWEEP_EVERY)
    later = Queue(jobs.LATER, connection=queue.connection, serializer=JSONSerializer)
    assert [job.args[0] for job in later.jobs] == ids
    assert queue.jobs == []
    later.empty()


def test_what_is_due_goes_before_idle_connections(
    cast: Cast, queue: Queue, settled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    monkeypatch.setattr(keeping, "keep_alive", lambda each, _now: kept.append(len(settled)))
    idle(cast, 1, NOW)
    appointment_id = cast.book(now=NOW + timedelta(hours=1)).id
    sweep(NOW)
    jobs.nudge(appointment_id)
    queues = [queue, Queue(jobs.LATER, connection=queue.connection, serializer=JSONSerializer)]
    SimpleWorker(queues, connection=queue.connection, serializer=JSONSerializer).work(burst=True)
    assert (len(settled), kept) == (1, [1])


def test_what_cannot_be_kept_alive_keeps_nothing_else_from_it(
    cast: Cast, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "SWEEP_IDLE", 3)
    tried: list[int] = []
    monkeypatch.setattr(jobs, "nudge_later", lambda each: tried.append(each) or True)
    ids = idle(cast, 7, NOW)
    for number in range(3):
        sweep(NOW + number * SWEEP_EVERY)
    assert tried == ids


def test_the_next_try_comes_later_each_time(cast: Cast) -> None:
    [connection_id] = idle(cast, 1, NOW)
    db.session.get_one(ZoomConnection, connection_id).refreshed_at = NOW - keeping.IDLE
    db.session.commit()
    minutes = [
        minute
        for minute in range(0, 24 * 60, 5)
        if keeping.claim_idle(NOW + timedelta(minutes=minute, seconds=1), 1)
    ]
    assert minutes[:5] == [0, 5, 15, 35, 75]
    assert max(later - sooner for sooner, later in pairwise(minutes)) <= 6 * 60 + 5


def test_without_redis_one_idle_connection_is_kept_alive_at_a_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that hangs must not hold up what is due."""
    kept: list[int] = []
    monkeypatch.setattr(keeping, "keep_alive", lambda each, _now: kept.append(each))
    ids = idle(cast, 2, NOW)
    sweep(NOW)
    assert kept == ids[:1]
    sweep(NOW + SWEEP_EVERY)
    assert kept == ids


def test_a_row_is_in_the_queue_once_however_long_it_waits(cast: Cast, queue: Queue) -> None:
    cast.book()
    db.session.add(Message(kind=Kind.PASSWORD_RESET, host=cast.host, created_at=NOW, due_at=NOW))
    db.session.commit()
    for number in range(4):
        sweep(NOW + number * SWEEP_EVERY)
    assert len(queue.jobs) == 2


def test_a_mistake_with_one_row_hides_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ids = [cast.book(at=MONDAY_NINE + number * timedelta(minutes=30)).id for number in range(4)]
    settled, typed = [], "participant@example.com"

    def settle(appointment_id: int) -> None:
        if appointment_id != ids[-1]:
            raise RuntimeError(typed)
        settled.append(appointment_id)

    monkeypatch.setattr(jobs, "settle", settle)
    sweep(NOW)
    assert settled == [ids[-1]]
    assert caplog.text.count(": RuntimeError") == 3
    assert typed not in caplog.text


def test_a_sweep_that_is_told_to_stop_does_nothing_more(cast: Cast, settled: list[int]) -> None:
    for number in range(4):
        cast.book(at=MONDAY_NINE + number * timedelta(minutes=30))
    sweep(NOW, lambda: len(settled) < 2)
    assert len(settled) == 2


@pytest.mark.parametrize(
    ("spoil", "mend"),
    [
        (lambda own: own.config_set("maxmemory", 1), lambda own: own.config_set("maxmemory", 0)),
        (lambda own: own.replicaof("127.0.0.1", "1"), lambda own: own.replicaof("NO", "ONE")),
    ],
)
def test_a_redis_that_says_no_is_away(
    cast: Cast,
    queue: Queue,
    settled: list[int],
    spoil: Callable[[Redis], None],
    mend: Callable[[Redis], None],
) -> None:
    appointment_id = cast.book().id
    spoil(queue.connection)
    try:
        sweep(NOW)
    finally:
        mend(queue.connection)
    assert settled == [appointment_id]


def test_what_has_served_its_time_is_forgotten(cast: Cast) -> None:
    old = NOW - timedelta(days=40)
    db.session.add(HostSession(token_hash="old", host_id=cast.host.id, created_at=old))
    db.session.add(HostSession(token_hash="new", host_id=cast.host.id, created_at=NOW))
    db.session.add(ZoomEvent(digest="old", received_at=old))
    db.session.commit()
    sweep(NOW)
    assert [each.token_hash for each in db.session.query(HostSession)] == ["new"]
    assert db.session.query(ZoomEvent).count() == 0
