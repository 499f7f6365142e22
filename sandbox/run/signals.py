"""Being told to stop, once or with more weight."""

import signal
import time
from types import FrameType

ECHO = 1.0  # seconds in which a second signal is the first one again, by way of make


class Stop:
    """Listens from its making on."""

    def __init__(self) -> None:
        self.told = False
        self.told_twice = False
        self._at = 0.0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._hear)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        self.told_twice = self.told and now - self._at > ECHO
        if not self.told:
            self.told, self._at = True, now
