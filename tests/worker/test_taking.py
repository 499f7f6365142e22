"""A Redis that says no is a Redis that is away: the worker waits for it and goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from pinmycal.jobs import LATER, QUEUE
from sandbox import redis

ROOT = Path(__file__).parents[2]
# The half that takes jobs, quick to try again.
PROGRAM = """
import logging, os
from pinmycal import config
from pinmycal.app import create_app
from pinmycal.worker import taking
from pinmycal.worker.stopping import Stopping
logging.basicConfig()
taking.PATIENCE = taking.PatientWorker.max_connection_wait_time = 0.2
looks = 0
def look_around():
    global looks
    looks += 1
taking.take_jobs(create_app(), Stopping(), look_around)
assert looks > 1
print("ended well")
"""


@pytest.fixture
def own_redis() -> Iterator[Redis]:
    with redis.running() as url, Redis.from_url(url) as connection:
        yield connection


@pytest.fixture
def worker(
    own_redis: Redis, environment: dict[str, str], tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    port = own_redis.connection_pool.connection_kwargs["port"]
    where = {**environment, "REDIS_URL": redis.url(port), "PATH": os.environ["PATH"]}
    with (
        (tmp_path / "worker.log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, env=where, stdout=log, stderr=log
        ) as process,
    ):
        yield process
        process.kill()


def said(tmp_path: Path) -> str:
    return (tmp_path / "worker.log").read_text()


def wait_until(what: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


def does_a_job(own_redis: Redis, queue: str = QUEUE) -> None:
    made = Queue(queue, connection=own_redis, serializer=JSONSerializer)
    job = made.enqueue("pinmycal.times.is_zone", "Europe/Berlin", result_ttl=60)
    wait_until(lambda: job.is_finished)


def full(own_redis: Redis) -> None:
    own_redis.config_set("maxmemory", 1)


def not_full(own_redis: Redis) -> None:
    own_redis.config_set("maxmemory", 0)


def replica(own_redis: Redis) -> None:
    own_redis.replicaof("127.0.0.1", "1")


def primary(own_redis: Redis) -> None:
    own_redis.replicaof("NO", "ONE")


def without_disk(own_redis: Redis) -> None:
    """MISCONF: it could not save, and takes no writes until it can."""
    Path(own_redis.config_get("dir")["dir"]).rmdir()
    own_redis.config_set("save", "3600 1")
    own_redis.bgsave()
    wait_until(lambda: own_redis.info("persistence")["rdb_last_bgsave_status"] == "err")


def with_disk(own_redis: Redis) -> None:
    own_redis.config_set("stop-writes-on-bgsave-error", "no")


@pytest.mark.parametrize(
    ("spoil", "mend"),
    [(full, not_full), (replica, primary), (without_disk, with_disk)],
)
def test_a_redis_that_says_no_is_waited_for(
    worker: subprocess.Popen[bytes],
    own_redis: Redis,
    tmp_path: Path,
    spoil: Callable[[Redis], None],
    mend: Callable[[Redis], None],
) -> None:
    does_a_job(own_redis)
    spoil(own_redis)
    wait_until(lambda: said(tmp_path).count("Redis is away") > 1)
    mend(own_redis)
    does_a_job(own_redis, LATER)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert "ended well" in said(tmp_path)


def test_told_to_stop_while_redis_says_no(
    worker: subprocess.Popen[bytes], own_redis: Redis, tmp_path: Path
) -> None:
    does_a_job(own_redis)
    full(own_redis)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert "ended well" in said(tmp_path)
