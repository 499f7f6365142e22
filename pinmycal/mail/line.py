"""The line to the mail server, which ends when its time is up.

A timeout of smtplib is one between bytes: a server that takes four seconds for each answer, or
sends one byte a second, never meets it. So the whole session has a deadline.
"""

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from smtplib import SMTP, SMTP_SSL
from threading import Event, Thread
from typing import Any

from pinmycal.budgets import MAIL_SESSION, MAIL_UNASKED

DEADLINE = MAIL_SESSION  # seconds, from the call to the server's word that it has the email
TIMEOUT = 10.0  # for connecting, and for each answer before the email itself is sent
# The email is not sent with less time than this left for the server to say that it has it: without
# that word it may have arrived, and would be sent again.
LAST_ANSWER = 10.0
# A session that is over by then needs not ask whether the email is still its own to send.
UNASKED = MAIL_UNASKED


class TooSlow(OSError):
    """The time was up before the email was sent, so it has not arrived."""


class Line(SMTP):
    """A session that is cut when DEADLINE has passed. Close it in any case."""

    def __init__(self, host: str, port: int, own_name: str, **more: Any) -> None:
        """Connects, as smtplib has it. Raises SMTPException or OSError."""
        self._ends_at = time.monotonic() + DEADLINE
        self.handed_over = False  # whether the email itself was sent
        self.is_still_ours: Callable[[], bool] = lambda: True
        self._over = Event()
        Thread(target=self._cut_in_time, daemon=True).start()
        try:
            super().__init__(host, port, own_name, timeout=TIMEOUT, **more)
        except BaseException:
            self.close()
            raise

    def send(self, s: Any) -> None:
        """As smtplib has it. Commands are text; what comes in bytes is the email."""
        if isinstance(s, bytes):
            self._hand_over()
        super().send(s)

    def close(self) -> None:
        """As smtplib has it."""
        self._over.set()
        super().close()

    @property
    def _left(self) -> float:
        return self._ends_at - time.monotonic()

    def _hand_over(self) -> None:
        """A quick session ends by UNASKED; one that needs longer asks first."""
        spare = DEADLINE - UNASKED
        if self._left >= spare + LAST_ANSWER:
            self._ends_at -= spare
        elif self._left < LAST_ANSWER or not self.is_still_ours():
            raise TooSlow
        self.handed_over = True
        if self.sock:
            self.sock.settimeout(self._left)

    def _cut_in_time(self) -> None:
        """Again and again, since encrypting puts another socket in the place of the first."""
        if self._over.wait(max(self._left, 0)):
            return
        while not self._over.wait(0.05):
            if self.sock:
                with suppress(OSError):  # not SSLSocket's, which another thread must not call
                    socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class EncryptedLine(Line, SMTP_SSL):
    """The same, encrypted from the first byte."""
