"""Many who want the same at once."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from types import ModuleType

import pytest


class Seen:
    """Counts who is inside at the same time."""

    def __init__(self) -> None:
        self.lock, self.inside, self.most = Lock(), 0, 0

    def enter(self, by: int) -> None:
        with self.lock:
            self.inside += by
            self.most = max(self.most, self.inside)

    def run(self, work: Callable[[], object], people: int = 8) -> int:
        """How many were inside at once."""
        self.most = 0
        with ThreadPoolExecutor(people) as crowd:
            list(crowd.map(lambda _: work(), range(people)))
        return self.most


@contextmanager
def most_at_once(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> Iterator[Seen]:
    """Watch this function of a module, made slow enough that others could come in."""
    seen, inside = Seen(), getattr(module, name)

    def slow(*args: object) -> object:
        seen.enter(1)
        time.sleep(0.02)
        try:
            return inside(*args)
        finally:
            seen.enter(-1)

    with monkeypatch.context() as patch:
        patch.setattr(module, name, slow)
        yield seen
