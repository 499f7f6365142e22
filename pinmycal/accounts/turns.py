"""Work that takes much memory: a few at a time in a process, and the others wait for their turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_A_TIME = 2
PATIENCE = 10  # seconds; far below what a web server allows a request


class TooBusy(Exception):
    """So many waited that it was never our turn."""


class Turns:
    """At most AT_A_TIME of one kind of work, whoever asks."""

    def __init__(self) -> None:
        self._free = BoundedSemaphore(AT_A_TIME)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn and have it. Raises TooBusy."""
        if not self._free.acquire(timeout=PATIENCE):
            raise TooBusy
        try:
            yield
        finally:
            self._free.release()
