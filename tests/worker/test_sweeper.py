"""The sweeper is looked after, and ends when it is told to."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import pytest
from redis import Redis

from pinmycal.worker import sweeper
from pinmycal.worker.sweeper import Sweeper
from sandbox import redis
from tests.story.site import WORKER, process
from tests.worker.test_taking import wait_until


def lives(_parent: int, signs: "Synchronized[float]") -> None:
    while True:
        signs.value = time.monotonic()
        time.sleep(0.05)


def hangs(_parent: int, _signs: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)


@contextmanager
def running(target: Callable[..., None], silence: float = 60) -> Iterator[Sweeper]:
    made = Sweeper(target, os.getpid(), silence)
    try:
        yield made
    finally:
        made.stop()


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeper, "AGAIN_AFTER", 0.0)
    monkeypatch.setattr(sweeper, "SHUTDOWN", 1)


def test_one_that_was_killed_is_replaced() -> None:
    with running(lives) as kept:
        first = kept.pid
        kept.look_after()
        assert kept.pid == first
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: not is_there(first))
        kept.look_after()
        assert kept.pid != first
        assert is_there(kept.pid)


def test_one_that_hangs_is_replaced() -> None:
    with running(hangs, silence=0.3) as kept:
        first = kept.pid
        time.sleep(0.4)
        kept.look_after()
        assert kept.pid != first
        assert not is_there(first)


def test_one_that_ends_at_once_is_not_started_in_a_rush(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeper, "AGAIN_AFTER", 60.0)
    with running(lives) as kept:
        first = kept.pid
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: not is_there(first))
        kept.look_after()
        assert kept.pid == first


def test_one_that_does_not_end_when_it_is_told_to_is_ended() -> None:
    kept = Sweeper(hangs, os.getpid())
    time.sleep(0.5)
    kept.stop()
    wait_until(lambda: not is_there(kept.pid))


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def sweepers(pid: int) -> list[int]:
    """Not Python's own helper, which keeps count of shared things."""
    commands = {each: Path(f"/proc/{each}/cmdline").read_text() for each in children(pid)}
    return [each for each, command in commands.items() if "spawn_main" in command]


def test_the_worker_replaces_its_sweeper_and_both_end_together(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with redis.running() as url, Redis.from_url(url) as own_redis:
        where = {**os.environ, **environment, "REDIS_URL": url}
        with process("worker", WORKER, where, tmp_path) as worker:
            wait_until(lambda: len(sweepers(worker.pid)) == 1 and len(own_redis.keys("rq:w*")) > 1)
            [first] = sweepers(worker.pid)
            time.sleep(2)  # or it would count as one that ends at once
            os.kill(first, signal.SIGKILL)
            wait_until(lambda: sweepers(worker.pid) not in ([], [first]))
            [second] = sweepers(worker.pid)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(20) == 0
            assert not is_there(second)
