"""Taking jobs from Redis. Whatever goes wrong there means that Redis is away: we wait for it,
and the sweep does the work meanwhile."""

import logging
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import redis
from flask import Flask
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer
from rq.worker import HerokuWorker

from pinmycal.budgets import SHUTDOWN
from pinmycal.extensions import db
from pinmycal.jobs import LATER, QUEUE
from pinmycal.worker.stopping import Stopping

PATIENCE = 5.0  # seconds between two tries to reach a Redis that is away
# Seconds. RQ waits 15 s less than this for a job, and then looks around: as often is the sweeper
# looked after.
TTL = 20
log = logging.getLogger(__name__)


def take_jobs(app: Flask, stopping: Stopping, look_around: Callable[[], None]) -> None:
    """Until asked to stop. `look_around` is called again and again, every few seconds."""
    with app.app_context():
        while not stopping.raised:
            stopping.listen()
            look_around()
            db.engine.dispose()  # a forked job must not inherit an open connection
            try:
                _work(app.config["REDIS_URL"], stopping, look_around)
                what = "RQ gave up"
            except redis.RedisError as error:
                what = type(error).__name__
            if not stopping.raised:
                log.warning("Redis is away (%s); the sweep goes on", what)
                stopping.listen()
                stopping.sleep(PATIENCE)


def _work(redis_url: str, stopping: Stopping, look_around: Callable[[], None]) -> None:
    connection = redis.Redis.from_url(redis_url)
    try:
        worker = PatientWorker(
            [QUEUE, LATER], connection=connection, serializer=JSONSerializer, worker_ttl=TTL
        )
        worker.stopping, worker.look_around = stopping, look_around
        worker.work(logging_level="WARNING")
    finally:
        connection.close()


class PatientWorker(HerokuWorker):
    """On SIGTERM, which a platform sends to every process at once, a job may finish."""

    imminent_shutdown_delay = SHUTDOWN
    max_connection_wait_time = PATIENCE
    # RQ would log the local variables of the moment, tokens among them.
    frame_properties: list[str] = []  # noqa: RUF012 — RQ has it so

    stopping: Stopping
    look_around: Callable[[], None]

    def heartbeat(self, *args: Any, **kwargs: Any) -> None:
        """RQ calls it every few seconds, whether or not there are jobs."""
        if not self.is_horse:
            self.look_around()
        super().heartbeat(*args, **kwargs)

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """As RQ has it, which asks Redis for its own state: that may be away."""
        self.stopping.raised = True
        try:
            super().request_stop(signum, frame)  # type: ignore[no-untyped-call]
        except redis.RedisError:
            self._stop_requested = True
            if not self.horse_pid:
                raise StopRequested from None

    def teardown(self) -> None:
        """A Redis that does not take our farewell must not hide why we leave."""
        try:
            super().teardown()  # type: ignore[no-untyped-call]
        except redis.RedisError:
            with suppress(redis.RedisError):
                self.unsubscribe()  # type: ignore[no-untyped-call]

    def _install_signal_handlers(self) -> None:
        super()._install_signal_handlers()  # type: ignore[no-untyped-call]
        self._stop_requested = self.stopping.raised  # while ours were still there
