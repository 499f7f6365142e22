"""Programs that start, are watched, and end together.

Honcho would do most of this, but it kills a program that hangs only once another one has ended,
and it looks for nothing that a dead one has left behind.
"""

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.run import sessions
from sandbox.run.signals import Stop

GRACE = 10.0  # seconds from the friendly word to the end
TICK = 0.05  # seconds between two looks
Say = Callable[[str, str], None]  # name, line


class Ended(Exception):
    """A program that was to stay has ended by itself."""

    def __init__(self, name: str, code: int) -> None:
        how = f"ended with code {code}" if code >= 0 else f"was killed by signal {-code}"
        super().__init__(f"{name} {how}.")


class Told(Exception):
    """Somebody wants us to stop."""


class Programs:
    """Each heads a session of its own, so that whatever it starts can be found and ended too."""

    def __init__(self, stop: Stop, say: Say, folder: Path) -> None:
        self._stop = stop
        self.say = say
        self._folder = folder
        self._running: dict[str, subprocess.Popen[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self.end_all()

    def start(self, name: str, command: Sequence[str], environ: Mapping[str, str]) -> None:
        """Start it; its lines are said under its name."""
        process = self._popen(command, environ)
        self._running[name] = process
        threading.Thread(target=self._relay, args=(name, process), daemon=True).start()

    def finish(self, name: str, command: Sequence[str], environ: Mapping[str, str]) -> list[str]:
        """Run it to its end, for its lines. Raises Told; Ended, having said them, if it fails."""
        process = self._popen(command, environ)
        self._running[name] = process
        lines: list[str] = []
        reader = threading.Thread(target=lambda: lines.extend(_lines(process)), daemon=True)
        reader.start()
        self.watch(lambda: process.poll() is not None, but=name)
        del self._running[name]
        reader.join()
        if process.returncode:
            for line in lines:
                self.say(name, line)
            raise Ended(name, process.returncode)
        return lines

    def watch(self, done: Callable[[], bool] = lambda: False, but: str = "") -> None:
        """Return when `done`. Raises Told, or Ended for the first that ends, `but` for one."""
        while not done():
            for name, process in self._running.items():
                if name != but and process.poll() is not None:
                    raise Ended(name, process.returncode)
            if self._stop.told:
                raise Told
            time.sleep(TICK)

    def end_all(self) -> None:
        """The friendly word first; whoever has not ended in time, or is left over, is killed."""
        for process in self._running.values():
            sessions.tell(process.pid, signal.SIGTERM)
        until = time.monotonic() + GRACE
        while self._still_there() and time.monotonic() < until and not self._stop.told_twice:
            time.sleep(TICK)
        for name in self._still_there():
            self.say("run", f"{name} does not stop, so it is killed.")
        for process in self._running.values():
            sessions.kill(process.pid)
            process.wait()

    def _still_there(self) -> list[str]:
        return [name for name, process in self._running.items() if process.poll() is None]

    def _popen(self, command: Sequence[str], environ: Mapping[str, str]) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 — commands of our own
            command,
            cwd=self._folder,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )

    def _relay(self, name: str, process: subprocess.Popen[str]) -> None:
        for line in _lines(process):
            if not self._stop.told:  # how each of them takes leave is no news
                self.say(name, line)


def _lines(process: subprocess.Popen[str]) -> Iterator[str]:
    """Until the last of the session has closed its end."""
    assert process.stdout is not None  # noqa: S101 — Popen was asked for it
    with process.stdout as stream:
        for line in stream:
            yield line.rstrip()
