"""Everything that PinMyCal consists of, and the stand-ins for the world around it."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from redis import Redis, RedisError

from benchmarks.chaos.programs import Program
from sandbox import mailbox, zoom
from sandbox import redis as redis_here
from sandbox.mailbox import MailboxSandbox
from sandbox.ports import any_free_port
from sandbox.zoom import ZoomSandbox
from tests.story.site import WORKER, free_port, introduce, settings, wait_until_ready, web_command

WORKERS = WEB_PROCESSES = 2
REPEATED_AFTER_MINUTES = (5, 20, 60)


@dataclass(frozen=True)
class System:
    """Where it answers, and what can be struck."""

    url: str
    environment: dict[str, str]
    zoom: ZoomSandbox
    mails: MailboxSandbox
    at_redis: Redis
    redis: Program
    web: Program
    workers: list[Program]
    logs: Path

    @property
    def programs(self) -> list[Program]:
        return [self.redis, self.web, *self.workers]

    def calm(self) -> None:
        """No fault strikes any more; programs that are down come back by themselves."""
        self.zoom.clear_faults()
        self.mails.clear_faults()
        self.mend_redis()

    def catch_up(self) -> None:
        """Have Zoom do at once what it would do within the hour, and then set its clock right.

        What web could not take comes again, and what was to take effect late does.
        """
        wait_until_ready(self.url, self.logs)
        for minutes in REPEATED_AFTER_MINUTES:
            self.zoom.shift_clock(minutes=minutes)
            self.zoom.shift_clock(minutes=-minutes)

    def mend_redis(self) -> None:
        """Room again, and writable; one that was started anew is so by itself."""
        with suppress(RedisError):
            self.at_redis.config_set("maxmemory", 0)
            self.at_redis.execute_command("REPLICAOF", "NO", "ONE")


@contextmanager
def running_system(database_url: str, logs: Path) -> Iterator[System]:
    """Started, watched, and stopped at the end. The database has its schema already."""
    with ExitStack() as stack:
        system = _start(stack, database_url, logs)
        ended = Event()
        watching = Thread(target=_tend, args=(system.programs, ended))
        watching.start()
        try:
            wait_until_ready(system.url, logs)
            yield system
        finally:
            ended.set()
            watching.join()


def _start(stack: ExitStack, database_url: str, logs: Path) -> System:
    at_zoom = stack.enter_context(zoom.running(daily_limit=1_000_000))
    # Zoom was measured to take the old refresh token for a while; without that, no program
    # could survive the loss of a refresh's reply.
    at_zoom.switch(refresh_grace=True)
    mails = stack.enter_context(mailbox.running())
    port, redis_port = free_port(), any_free_port()
    url = f"http://127.0.0.1:{port}"
    introduce(at_zoom, url)
    environment = settings(url, database_url, redis_here.url(redis_port), at_zoom, mails)
    environment["TRUSTED_PROXIES"] = "1"  # each participant says which client they are

    def program(name: str, command: list[str]) -> Program:
        started = Program(name, command, environment, logs)
        stack.callback(started.stop)
        return started

    return System(
        url,
        environment,
        at_zoom,
        mails,
        Redis(port=redis_port, socket_timeout=1),
        program("redis", redis_here.command(redis_port)),
        program("web", web_command(port, WEB_PROCESSES)),
        [program(f"worker{number}", WORKER) for number in range(WORKERS)],
        logs,
    )


def _tend(programs: list[Program], ended: Event) -> None:
    while not ended.is_set():
        for each in programs:
            each.tend()
        time.sleep(0.05)
