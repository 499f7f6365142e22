"""What people read."""

import os
import select
from contextlib import suppress

STDOUT = 1
GONE = select.POLLHUP | select.POLLERR


def say(name: str, line: str) -> None:
    """One line, whole, whichever thread says it; unheard if the terminal is gone."""
    with suppress(OSError):
        os.write(STDOUT, f"{name:>8} | {line}\n".encode())


def nobody_reads() -> bool:
    """The terminal was closed, or the program at the other end of the pipe has ended.

    A signal tells of the first as a rule, but not when make heads the session.
    """
    watcher = select.poll()
    watcher.register(STDOUT, 0)
    return any(events & GONE for _, events in watcher.poll(0))
