"""What is done to our own programs and to Redis."""

import signal
from contextlib import suppress

from redis import RedisError

from benchmarks.chaos.scene import Scene


def kill_worker(scene: Scene) -> None:
    scene.chance.choice(scene.system.workers).strike(signal.SIGKILL, scene.down_for)


def kill_worker_only(scene: Scene) -> None:
    worker = scene.chance.choice(scene.system.workers)
    worker.strike(signal.SIGKILL, scene.down_for, jobs_too=False)


def kill_jobs(scene: Scene) -> None:
    scene.chance.choice(scene.system.workers).strike_jobs()


def terminate_worker(scene: Scene) -> None:
    scene.chance.choice(scene.system.workers).strike(signal.SIGTERM, scene.down_for)


def kill_sweepers(scene: Scene) -> None:
    """Of all workers, which live on themselves: what is due waits until someone sweeps again."""
    for worker in scene.system.workers:
        worker.strike_sweeper()


def kill_web(scene: Scene) -> None:
    scene.system.web.strike(signal.SIGKILL, scene.down_for)


def kill_redis(scene: Scene) -> None:
    scene.system.redis.strike(signal.SIGKILL, scene.down_for)


def flush_redis(scene: Scene) -> None:
    with suppress(RedisError):  # it may be down just now
        scene.system.at_redis.flushall()


def fill_redis(scene: Scene) -> None:
    """Every command that would store something is refused with OOM."""
    with suppress(RedisError):
        scene.system.at_redis.config_set("maxmemory", 1)
    scene.later(scene.system.mend_redis)


def make_redis_read_only(scene: Scene) -> None:
    """As after a failover: every write is refused with READONLY."""
    with suppress(RedisError):
        scene.system.at_redis.execute_command("REPLICAOF", "127.0.0.1", "1")
    scene.later(scene.system.mend_redis)
