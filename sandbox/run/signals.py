"""Being told to stop, once or with more weight."""

import signal
import time

ECHO = 1.0  # seconds in which a second signal is the first one again, by way of make


class Stop:
    def __init__(self) -> None:
        self.told = False
        self.told_twice = False
        self._at = 0.0

    def listen(self) -> None:
        """To what a terminal, or another program, says to this one."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.hear(time.monotonic()))

    def hear(self, now: float) -> None:
        """`now` in seconds of any clock that does not jump."""
        if not self.told:
            self.told, self._at = True, now
        elif now - self._at > ECHO:
            self.told_twice = True
