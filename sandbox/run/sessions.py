"""Ending a session whole: a worker's jobs leave its process group, but never its session."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

GONE = (ProcessLookupError, PermissionError)  # the second is macOS, about one that is just ending


def tell(session: int, number: signal.Signals) -> None:
    """To the group that leads the session; the rest hears it from there."""
    with suppress(*GONE):
        os.killpg(session, number)


def kill(session: int) -> None:
    """The leader first, so that nobody is left who could start another one."""
    tell(session, signal.SIGKILL)
    for process in _everyone():
        with suppress(*GONE):
            if os.getsid(process) == session:
                os.kill(process, signal.SIGKILL)


def _everyone() -> list[int]:
    proc = Path("/proc/self")
    if proc.exists():
        return [int(entry.name) for entry in proc.parent.iterdir() if entry.name.isdecimal()]
    told = subprocess.run(["/bin/ps", "-A", "-o", "pid="], capture_output=True, check=True)
    return [int(number) for number in told.stdout.split()]
