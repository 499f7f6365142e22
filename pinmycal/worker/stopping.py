"""Being asked to stop, by SIGTERM or SIGINT."""

import signal
import time
from collections.abc import Callable
from types import FrameType


class Stopping:
    """Raised by a signal, so that work ends between two pieces of it."""

    def __init__(self) -> None:
        self.raised = False
        self.listen()

    def listen(self) -> None:
        """From now on signals come here, whoever took them before."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._raise)

    def sleep(self, seconds: float, unless: Callable[[], bool] = lambda: False) -> None:
        """Sleep, but not on when asked to stop or when `unless` says so."""
        until = time.monotonic() + seconds
        while not self.raised and not unless() and time.monotonic() < until:
            time.sleep(min(0.5, max(0.0, until - time.monotonic())))

    def _raise(self, _signal: int, _frame: FrameType | None) -> None:
        self.raised = True
