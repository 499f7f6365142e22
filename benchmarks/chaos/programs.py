"""Programs that are started again whenever they end, as a platform does it."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from tests.story.site import ROOT

SWEEPS = "spawn_main"  # how multiprocessing starts the process that sweeps
PATIENCE = 10.0  # seconds from SIGTERM to SIGKILL at the very end


class Program:
    """One program in a process group of its own; `tend` has to be called often."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log_folder: Path
    ) -> None:
        self.name = name
        self.ended_by_itself = 0
        self._command, self._environment = command, environment
        self._log = (log_folder / f"{name}.log").open("ab")
        self._lock = Lock()
        self._back_at: float | None = None
        self._running = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 — our own
            self._command,
            cwd=ROOT,
            env=self._environment,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    @property
    def jobs(self) -> list[int]:
        """The processes that work on a job just now: RQ gives each a group of its own."""
        own = self._running.pid
        return [each.pid for each in _processes() if each.parent == own and each.group != own]

    @property
    def sweepers(self) -> list[int]:
        """The process that sweeps beside a worker."""
        own = self._running.pid
        ours = [each for each in _processes() if each.parent == own and each.group == own]
        return [each.pid for each in ours if SWEEPS in each.command]

    def strike(self, number: int, down_for: float, *, jobs_too: bool = True) -> None:
        """Signal the whole group; it starts again after `down_for` seconds and its own end."""
        with self._lock:
            if self._running.poll() is not None:
                return
            victims = self.jobs if jobs_too else []
            self._back_at = time.monotonic() + down_for
            os.killpg(self._running.pid, number)
            _signal_each(victims, number)

    def strike_jobs(self) -> None:
        """SIGKILL what works on a job, and nothing else."""
        _signal_each(self.jobs, signal.SIGKILL)

    def strike_sweeper(self) -> None:
        """SIGKILL what sweeps, and nothing else."""
        _signal_each(self.sweepers, signal.SIGKILL)

    def freeze(self) -> None:
        """Stop the program itself, not what it started."""
        os.kill(self._running.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        os.kill(self._running.pid, signal.SIGCONT)

    def tend(self) -> None:
        """Start it again if it has ended and has been down long enough."""
        with self._lock:
            if self._running.poll() is None:
                return
            if self._back_at is None:
                self.ended_by_itself += 1
                self._back_at = time.monotonic() + 1
            if time.monotonic() >= self._back_at:
                self._back_at, self._running = None, self._start()

    def stop(self) -> None:
        """For good, and with everything that it started."""
        with self._lock, self._log:
            jobs = self.jobs
            self._running.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._running.wait(PATIENCE)
            with suppress(ProcessLookupError):
                os.killpg(self._running.pid, signal.SIGKILL)
            _signal_each(jobs, signal.SIGKILL)
            self._running.wait()


class _Process(NamedTuple):
    pid: int
    parent: int
    group: int
    command: str


def _processes() -> list[_Process]:
    command = ["ps", "-A", "-o", "pid=,ppid=,pgid=,args="]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    rows = [line.split(maxsplit=3) for line in told.splitlines()]
    return [_Process(*map(int, row[:3]), "".join(row[3:])) for row in rows]


def _signal_each(processes: Sequence[int], number: int) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)
