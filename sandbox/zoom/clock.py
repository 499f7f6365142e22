"""The sandbox's own time, which can be put forward and back, and what is put off until later."""

import threading
import time
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

Deed = Callable[[], object]
TICK_SECONDS = 0.05


class Clock:
    def __init__(self) -> None:
        self._ahead = 0.0
        self._waiting: list[tuple[float, int, Deed]] = []
        self._lock = threading.Lock()
        self._number = count()

    def now(self) -> int:
        """Epoch seconds."""
        return int(self._exactly())

    def shift(self, seconds: float) -> None:
        """Forward, or back where negative. What has become due is done before this returns."""
        with self._lock:
            self._ahead += seconds
        self.do_what_is_due()

    def later(self, seconds: float, deed: Deed) -> None:
        with self._lock:
            heappush(self._waiting, (self._exactly() + seconds, next(self._number), deed))

    def forget(self) -> None:
        """The time is the machine's again, and nothing waits."""
        with self._lock:
            self._ahead = 0.0
            self._waiting.clear()

    def do_what_is_due(self) -> None:
        while deed := self._next_due():
            deed()

    def run_until(self, stopping: threading.Event) -> None:
        while not stopping.wait(TICK_SECONDS):
            self.do_what_is_due()

    def _exactly(self) -> float:
        return time.time() + self._ahead

    def _next_due(self) -> Deed | None:
        with self._lock:
            if self._waiting and self._waiting[0][0] <= self._exactly():
                return heappop(self._waiting)[2]
            return None
