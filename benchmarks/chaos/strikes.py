"""What is done to the system."""

import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from redis import RedisError

from benchmarks.chaos.hosts import ChaosHost
from benchmarks.chaos.system import System

LATEST = 60.0  # seconds after which Zoom does what it never acknowledged
LONGEST_DOWN = 3.0  # seconds until a killed program is started again


@dataclass(frozen=True)
class Scene:
    """Who and what can be struck, and the dice."""

    system: System
    hosts: list[ChaosHost]
    chance: Random

    @property
    def down_for(self) -> float:
        return self.chance.uniform(0, LONGEST_DOWN)


@dataclass(frozen=True)
class Strike:
    """`weight`: how often, compared with the others."""

    words: str
    weight: int
    do: Callable[[Scene], None]


def _kill_worker(scene: Scene) -> None:
    scene.chance.choice(scene.system.workers).strike(signal.SIGKILL, scene.down_for)


def _kill_worker_only(scene: Scene) -> None:
    worker = scene.chance.choice(scene.system.workers)
    worker.strike(signal.SIGKILL, scene.down_for, jobs_too=False)


def _kill_jobs(scene: Scene) -> None:
    scene.chance.choice(scene.system.workers).strike_jobs()


def _terminate_worker(scene: Scene) -> None:
    scene.chance.choice(scene.system.workers).strike(signal.SIGTERM, scene.down_for)


def _kill_web(scene: Scene) -> None:
    scene.system.web.strike(signal.SIGKILL, scene.down_for)


def _kill_redis(scene: Scene) -> None:
    scene.system.redis.strike(signal.SIGKILL, scene.down_for)


def _flush_redis(scene: Scene) -> None:
    with suppress(RedisError):  # it may be down just now
        scene.system.at_redis.flushall()


def _lose_reply(operation: str) -> Callable[[Scene], None]:
    def lose(scene: Scene) -> None:
        scene.system.zoom.fault(operation, "lost_reply", times=scene.chance.randint(1, 3))

    return lose


def _delay_create(scene: Scene) -> None:
    """Taken and never answered; it is done when we have looked for it already, or not yet."""
    times, delay = scene.chance.randint(1, 2), scene.chance.uniform(1, LATEST)
    scene.system.zoom.fault("create", "late", times=times, delay=delay)


def _lose_refresh_reply(scene: Scene) -> None:
    scene.system.zoom.fault("refresh", "lost_reply")
    _expire_tokens(scene)


def _expire_tokens(scene: Scene) -> None:
    scene.system.zoom.expire_tokens(scene.chance.choice(scene.hosts).zoom_user.id)


def _end_authorisation(scene: Scene) -> None:
    """Without a word to us; the host connects again when our page asks him to."""
    scene.system.zoom.kill_tokens(scene.chance.choice(scene.hosts).zoom_user.id)


def _burst_of_5xx(scene: Scene) -> None:
    code, times = scene.chance.choice((500, 502, 503)), scene.chance.randint(1, 5)
    scene.system.zoom.fault("any", "status", times, code=code, work=scene.chance.random() < 0.5)


def _rate_limit(scene: Scene) -> None:
    wait, times = scene.chance.randint(1, 5), scene.chance.randint(1, 3)
    scene.system.zoom.fault("any", "rate_limit", times, retry_after=wait)


def _senseless(scene: Scene) -> None:
    fault = scene.chance.choice(("broken_json", "html", "empty", "no_join_url"))
    scene.system.zoom.fault("create", fault)


def _mail(kind: str) -> Callable[[Scene], None]:
    def spoil(scene: Scene) -> None:
        at, times = scene.chance.choice(("rcpt", "data")), scene.chance.randint(1, 3)
        scene.system.mails.fault(kind, times, at)

    return spoil


def _repeat_webhooks(scene: Scene) -> None:
    """Signed, alike to the byte, about a live meeting, and one of them untrue."""
    meetings = scene.system.zoom.live_meetings
    if meetings:
        about = {"object": {"id": scene.chance.choice(meetings)["id"]}}
        event = scene.chance.choice(("meeting.updated", "meeting.deleted"))
        scene.system.zoom.send_webhook(event, about, times=3)


# Whoever kills a job has to wait until its lease has run out, half a minute and more.
KILLS_OF_JOBS = (
    Strike("worker killed together with its job", 4, _kill_worker),
    Strike("worker killed, its job lives on", 2, _kill_worker_only),
    Strike("job killed, its worker lives on", 3, _kill_jobs),
    Strike("worker told to stop (SIGTERM)", 2, _terminate_worker),
)
CUTS = (
    Strike("web killed", 3, _kill_web),
    Strike("Redis killed", 3, _kill_redis),
    Strike("Redis flushed", 4, _flush_redis),
    Strike("replies to create lost", 6, _lose_reply("create")),
    Strike("replies to update lost", 6, _lose_reply("update")),
    Strike("replies to delete lost", 4, _lose_reply("delete")),
    Strike("token expired, reply to refresh lost", 3, _lose_refresh_reply),
    Strike("token expired", 4, _expire_tokens),
    Strike("authorisation ended, host reconnects", 1, _end_authorisation),
    Strike("burst of 5xx", 5, _burst_of_5xx),
    Strike("429 with Retry-After", 5, _rate_limit),
    Strike("senseless answers to create", 3, _senseless),
    Strike("mail refused for now (451)", 4, _mail("temporary")),
    Strike("mail line dropped after DATA", 4, _mail("drop_after_data")),
    Strike("webhooks repeated, untrue ones too", 4, _repeat_webhooks),
)
# Two minutes have to pass until it is certain that none is still to come.
LATE = (Strike("creates done late, replies lost", 4, _delay_create),)
STRIKES = KILLS_OF_JOBS + CUTS + LATE
