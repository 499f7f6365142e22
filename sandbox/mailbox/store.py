"""The mails, and the faults that the next ones meet, behind one lock."""

import base64
import json
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from flask import current_app
from werkzeug.local import LocalProxy

from sandbox.files import write_atomically
from sandbox.mailbox.mail import ReceivedMail, read_mail

KINDS = ("refuse", "temporary", "permanent", "drop_after_data", "hang", "slow")


@dataclass
class Fault:
    """`times` None means until cleared; `at` says where temporary, permanent and slow strike."""

    kind: str
    times: int | None = 1
    at: str = "rcpt"
    seconds: float = 0.0


class Store:
    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._changed = threading.Condition()
        self._mails: list[ReceivedMail] = []
        self._faults: list[Fault] = []
        if folder is not None:
            files = sorted(folder.glob("*.json")) if folder.exists() else []
            self._mails = [read_mail(json.loads(file.read_text("utf-8"))) for file in files]

    def mails(self) -> list[ReceivedMail]:
        """Oldest first."""
        with self._changed:
            return list(self._mails)

    def find(self, number: int) -> ReceivedMail | None:
        return next((mail for mail in self.mails() if mail.number == number), None)

    def keep(self, sender: str, recipients: list[str], raw: bytes) -> None:
        with self._changed:
            number = self._mails[-1].number + 1 if self._mails else 1
            told = {
                "number": number,
                "received": int(time.time()),
                "sender": sender,
                "recipients": recipients,
                "raw": base64.b64encode(raw).decode(),
            }
            self._mails.append(read_mail(told))
            if self._folder is not None:
                write_atomically(self._folder / f"{number:08}.json", json.dumps(told))
            self._changed.notify_all()

    def wait(self, known: int, seconds: float) -> None:
        """Returns when there are more than `known` mails, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._mails) > known, seconds)

    def clear(self) -> None:
        with self._changed:
            self._mails.clear()
            for file in self._folder.glob("*.json") if self._folder else ():
                file.unlink()

    def add_fault(self, fault: Fault) -> None:
        with self._changed:
            self._faults.append(fault)

    def clear_faults(self) -> None:
        with self._changed:
            self._faults.clear()

    def faults(self) -> list[dict[str, Any]]:
        with self._changed:
            return [asdict(fault) for fault in self._faults]

    def strikes(self, kind: str, at: str | None = None) -> bool:
        """Whether such a fault is due here; it is used up once."""
        return self._take(kind, at) is not None

    def delay(self, at: str) -> float:
        """How many seconds an answer takes here."""
        fault = self._take("slow", at)
        return fault.seconds if fault else 0.0

    def _take(self, kind: str, at: str | None) -> Fault | None:
        with self._changed:
            for fault in self._faults:
                if fault.kind == kind and at in (None, fault.at):
                    self._use_up(fault)
                    return fault
        return None

    def _use_up(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._faults.remove(fault)


store = cast(Store, LocalProxy(lambda: current_app.extensions["mailbox"]))
