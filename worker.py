"""The worker process: settles appointments as RQ hands them over, and sweeps for what was missed.

Any number may run. The sweep is a process of its own, since this one forks for every job.
"""

import logging
import multiprocessing
import os
import signal
import time
from types import FrameType

import redis
from flask import Flask
from rq.serializers import JSONSerializer
from rq.worker import HerokuWorker

from pinmycal.app import create_app
from pinmycal.extensions import db
from pinmycal.jobs import QUEUE, SWEEP_EVERY, sweep
from pinmycal.times import utc_now

log = logging.getLogger("worker")
REDIS_PATIENCE = 5.0  # seconds between two tries to reach a Redis that is away


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    sweeper = multiprocessing.get_context("spawn").Process(
        target=sweep_for_ever, args=(os.getpid(),), daemon=True
    )
    sweeper.start()
    work_for_ever(create_app())


def work_for_ever(app: Flask) -> None:
    """Take jobs; when Redis is away, wait for it: the sweep does the work meanwhile."""
    with app.app_context():
        while True:
            db.engine.dispose()  # a forked job must not inherit an open connection
            try:
                connection = redis.Redis.from_url(app.config["REDIS_URL"])
                worker = PatientWorker([QUEUE], connection=connection, serializer=JSONSerializer)
                worker.work(logging_level="WARNING")
                return
            except redis.ConnectionError as error:
                log.warning("Redis is away (%s); the sweep goes on", type(error).__name__)
                time.sleep(REDIS_PATIENCE)


def sweep_for_ever(parent: int) -> None:
    """Sweep at every interval until the parent is gone or we are told to stop."""
    stopping = _StopFlag()
    with create_app().app_context():
        while not stopping.raised and os.getppid() == parent:
            try:
                sweep(utc_now())
            except Exception:
                log.exception("sweep failed; the next one comes in %s", SWEEP_EVERY)
            finally:
                db.session.remove()
            stopping.sleep(SWEEP_EVERY.total_seconds(), parent)


class PatientWorker(HerokuWorker):
    """On SIGTERM, which a platform sends to every process at once, a job may finish."""

    imminent_shutdown_delay = 20  # seconds, of the 30 that platforms leave
    # RQ would log the local variables of the moment, tokens among them.
    frame_properties: list[str] = []  # noqa: RUF012 — RQ has it so


class _StopFlag:
    """Raised by SIGTERM or SIGINT, so that a sweep ends between two pieces of work."""

    def __init__(self) -> None:
        self.raised = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._raise)

    def _raise(self, _signal: int, _frame: FrameType | None) -> None:
        self.raised = True

    def sleep(self, seconds: float, parent: int) -> None:
        until = time.monotonic() + seconds
        while not self.raised and time.monotonic() < until and os.getppid() == parent:
            time.sleep(0.5)


if __name__ == "__main__":
    main()
