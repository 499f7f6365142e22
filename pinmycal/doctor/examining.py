"""All checks at once, within a deadline: a server that hangs hides nothing about the others."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Flask

from pinmycal.doctor import database, here, mail, queue, zoom
from pinmycal.doctor.findings import Finding, State, Unwell
from pinmycal.extensions import db

DEADLINE = 15.0  # seconds for each
Check = Callable[[datetime], str]  # what is good about it; raises Unwell
CHECKS: Mapping[str, Check] = {
    "Settings": here.settings,
    "Zone data": here.zones,
    "Database": database.answers,
    "Schema": database.schema,
    "Redis": queue.answers,
    "Worker": database.worker,
    "Email": mail.logs_in,
    "Zoom": zoom.knows_us,
}


def examine(
    app: Flask, now: datetime, checks: Mapping[str, Check] = CHECKS, deadline: float = DEADLINE
) -> list[Finding]:
    """What each check found, in their order."""
    examinations = [_Examination(app, part, check, now) for part, check in checks.items()]
    until = time.monotonic() + deadline
    for examination in examinations:
        examination.start()
    for examination in examinations:
        examination.join(max(0.0, until - time.monotonic()))
    return [examination.finding for examination in examinations]


class _Examination(threading.Thread):
    """Left behind when its time is over."""

    def __init__(self, app: Flask, part: str, check: Check, now: datetime) -> None:
        super().__init__(daemon=True)
        self._app, self._part, self._check, self._now = app, part, check, now
        self.finding = Finding(
            part, State.BROKEN, "no answer in time", "Is the address right, and may we reach it?"
        )

    def run(self) -> None:
        with self._app.app_context():
            try:
                self.finding = Finding(self._part, State.GOOD, self._check(self._now))
            except Unwell as unwell:
                self.finding = Finding(self._part, unwell.state, unwell.what, unwell.remedy)
            except Exception as error:
                what = f"the check itself failed: {type(error).__name__}"
                self.finding = Finding(self._part, State.BROKEN, what, "Please report this.")
            finally:
                db.session.remove()
