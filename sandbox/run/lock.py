"""One `make run` at a time: two stand-ins that keep the same files would undo each other."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Another one is at work in the same folder."""


@contextmanager
def alone_in(instance: Path) -> Iterator[None]:
    """Raises AlreadyRunning. Whoever dies, however, gives the place back."""
    instance.mkdir(parents=True, exist_ok=True)
    with (instance / "run.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"It runs already, from {instance}.") from None
        yield
