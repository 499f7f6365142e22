"""Runs settle in a process of its own that is killed at a chosen boundary between side effects."""

import os
import signal
from collections.abc import Callable
from typing import Any
from unittest import mock

from sqlalchemy.orm import Session

from pinmycal import mail
from pinmycal.extensions import db
from pinmycal.settle import settle
from pinmycal.zoom.http import BoundedAdapter
from tests.settle.clock import Clock

MANY = 250  # more boundaries than any settling has, fewer than an exit status can say


def boundaries(appointment_id: int, clock: Clock) -> int:
    """Settle to the end; how many boundaries were passed."""
    _, status = os.waitpid(_fork(appointment_id, clock, die_at=0), 0)
    assert os.WIFEXITED(status)
    passed = os.WEXITSTATUS(status)
    assert 0 < passed < MANY, "the child failed"
    return passed


def killed_at(boundary: int, appointment_id: int, clock: Clock) -> bool:
    """Settle until that boundary, then SIGKILL to the whole group; False if it never came."""
    _, status = os.waitpid(_fork(appointment_id, clock, die_at=boundary), 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _fork(appointment_id: int, clock: Clock, die_at: int) -> int:
    db.session.rollback()
    db.engine.dispose()
    child = os.fork()
    if child:
        return child
    os.setsid()
    status = MANY
    try:
        status = _run(appointment_id, clock, die_at)
    finally:
        os._exit(status)


def _run(appointment_id: int, clock: Clock, die_at: int) -> int:
    passed = 0

    def boundary() -> None:
        nonlocal passed
        passed += 1
        if passed == die_at:
            os.killpg(0, signal.SIGKILL)

    def between(effect: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            boundary()
            outcome = effect(*args, **kwargs)
            boundary()
            return outcome

        return watched

    with (
        mock.patch.object(Session, "commit", between(Session.commit)),
        mock.patch.object(BoundedAdapter, "send", between(BoundedAdapter.send)),
        mock.patch.object(mail, "send", between(mail.send)),
    ):
        settle(appointment_id, clock)
    return passed
