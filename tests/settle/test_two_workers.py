"""The same work taken by two workers, and leases that outlive their holders."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from pinmycal.extensions import db
from pinmycal.models import Appointment
from pinmycal.settle import claims, settle
from pinmycal.settle.claims import LEASE
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox
from tests.cast import NOW, Cast
from tests.settle.clock import Clock

pytestmark = pytest.mark.both_databases


def test_22_the_same_work_taken_by_many_has_one_effect(
    app: Flask, connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    appointment_id, start = connected.book().id, Barrier(6)
    db.session.rollback()

    def work() -> None:
        with app.app_context():
            start.wait()
            settle(appointment_id, Clock())

    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(at_zoom.meetings), len(mails.messages)) == (1, 2)


def test_21_a_dead_workers_lease_runs_out(connected: Cast, at_zoom: ZoomSandbox) -> None:
    appointment = connected.book()
    assert claims.take(appointment.id, NOW)
    Clock().settle(appointment.id, LEASE - timedelta(seconds=1))
    assert at_zoom.meetings == []
    Clock().settle(appointment.id, LEASE + timedelta(seconds=1))
    assert len(at_zoom.meetings) == 1


def test_a_change_that_comes_meanwhile_stays_due(connected: Cast) -> None:
    appointment = connected.book()
    lease = claims.take(appointment.id, NOW)
    assert lease
    claims.give_back(lease, NOW)
    db.session.refresh(appointment)
    assert (appointment.due_at, appointment.lease_until) == (NOW, None)


def test_a_worker_that_was_too_slow_takes_nothing_from_the_next(connected: Cast) -> None:
    appointment_id, late = connected.book().id, NOW + LEASE + timedelta(seconds=1)
    slow, quick = claims.take(appointment_id, NOW), claims.take(appointment_id, late)
    assert slow
    assert quick
    claims.give_back(slow, late)
    assert db.session.get_one(Appointment, appointment_id).lease_until == quick.until
