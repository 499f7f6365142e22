"""The sweeper: a process of its own, since the worker forks for every job, and threads are lost
in a fork. The worker looks after it, and it ends with the worker."""

import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.sharedctypes import Synchronized
from typing import Any

from pinmycal.app import create_app
from pinmycal.budgets import SHUTDOWN, SILENCE
from pinmycal.extensions import db
from pinmycal.sweeping import SWEEP_EVERY, sweep
from pinmycal.times import utc_now
from pinmycal.worker.stopping import Stopping

AGAIN_AFTER = 2.0  # seconds: one that ends at once is not started in a rush
log = logging.getLogger(__name__)
_SPAWN = multiprocessing.get_context("spawn")


class Sweeper:
    """Keeps one running, from the outside."""

    def __init__(self, target: Callable[..., None], parent: int, silence: float = SILENCE) -> None:
        """`target` is called with `parent` and a clock that it sets while it lives."""
        self._target, self._parent, self._silence = target, parent, silence
        self._start()

    @property
    def pid(self) -> int:
        """Of the one that runs now."""
        return int(self._process.pid)

    def look_after(self) -> None:
        """Start another where it has ended, or has given no sign for too long."""
        silent = time.monotonic() - self._signs.value > self._silence
        if self._process.is_alive() and not silent:
            return
        if time.monotonic() - self._started < AGAIN_AFTER:
            return
        log.error("the sweeper %s; starting another", "hangs" if silent else "has ended")
        self._process.kill()
        self._process.join()
        self._start()

    def stop(self) -> None:
        """Ask it to end, and see to it that it does."""
        self._process.terminate()
        self._process.join(SHUTDOWN)
        self._process.kill()

    def _start(self) -> None:
        self._started = time.monotonic()
        self._signs: Synchronized[float] = _SPAWN.Value("d", self._started)
        self._process: Any = _SPAWN.Process(
            target=self._target, args=(self._parent, self._signs), daemon=True
        )
        self._process.start()


def sweep_for_ever(parent: int, signs: "Synchronized[float]") -> None:
    """Sweep at every interval until the parent is gone or we are told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    stopping = Stopping()
    signal.signal(signal.SIGTERM, lambda *_: _stop_soon(stopping))

    def goes_on() -> bool:
        signs.value = time.monotonic()
        return not stopping.raised and os.getppid() == parent

    with create_app().app_context():
        while goes_on():
            try:
                sweep(utc_now(), goes_on)
            except Exception:
                log.exception("sweep failed; the next one comes in %s", SWEEP_EVERY)
            finally:
                db.session.remove()
            stopping.sleep(SWEEP_EVERY.total_seconds(), unless=lambda: not goes_on())


def _stop_soon(stopping: Stopping) -> None:
    """Between two pieces of work, or in the middle of one that takes longer than we have."""
    stopping.raised = True
    signal.alarm(SHUTDOWN)
