"""The mailbox from the outside, over HTTP: for tests in this process or another."""

import time
from collections.abc import Callable
from typing import Any

from sandbox.direct import direct_session
from sandbox.mailbox.mail import ReceivedMail, read_mail

Ready = Callable[[list[ReceivedMail]], bool]


class MailboxSandbox:
    def __init__(self, url: str, smtp_url: str) -> None:
        self.url = url
        self.smtp_url = smtp_url
        self._session = direct_session()

    def _call(self, method: str, path: str, **more: Any) -> Any:
        reply = self._session.request(method, f"{self.url}/_sandbox{path}", timeout=30, **more)
        if not reply.ok:
            raise ValueError(f"{method} {path}: {reply.status_code} {reply.text}")
        return reply.json() if reply.content else None

    @property
    def messages(self) -> list[ReceivedMail]:
        """Oldest first."""
        return self.messages_after(0)

    def messages_after(self, number: int) -> list[ReceivedMail]:
        """Those that came after the mail of this number; oldest first."""
        return [read_mail(each) for each in self._call("GET", f"/messages?after={number}")]

    def wait_for(self, wanted: int | Ready, timeout: float = 10) -> list[ReceivedMail]:
        """Returns all mails once there are `wanted` of them, or `wanted` is true of them."""
        ready = wanted if callable(wanted) else lambda mails: len(mails) >= wanted
        until = time.monotonic() + timeout
        mails = self.messages
        while not ready(mails):
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"only {len(mails)} mails: {[m['Subject'] for m in mails]}")
            query = {"known": len(mails), "seconds": min(left, 1)}
            mails = [read_mail(each) for each in self._call("GET", "/messages", params=query)]
        return mails

    def clear(self) -> None:
        self._call("DELETE", "/messages")

    def fault(
        self, kind: str, times: int | None = 1, at: str = "rcpt", seconds: float = 0.0
    ) -> None:
        """`times` None: until cleared; `at` is rcpt or data, for temporary, permanent and slow."""
        rule = {"kind": kind, "times": times, "at": at, "seconds": seconds}
        self._call("POST", "/faults", json=rule)

    @property
    def faults(self) -> list[dict[str, Any]]:
        """Those that have yet to strike."""
        told: list[dict[str, Any]] = self._call("GET", "/faults")
        return told

    def clear_faults(self) -> None:
        self._call("DELETE", "/faults")
