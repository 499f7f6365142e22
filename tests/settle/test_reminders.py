"""Reminders go once, when they are due, to whom the appointment still stands."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from pinmycal import booking, jobs, sweeping
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message
from pinmycal.sweeping import sweep
from sandbox.mailbox import MailboxSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import texts_to

pytestmark = pytest.mark.both_databases
DUE = MONDAY_NINE - timedelta(hours=1)


@pytest.fixture
def appointment(cast: Cast, mails: MailboxSandbox) -> Appointment:
    """Booked and confirmed; everyone is to be reminded an hour before."""
    cast.host.reminder_minutes = 60
    db.session.commit()
    appointment = cast.book()
    Clock().settle(appointment.id)
    mails.clear()
    return appointment


def due_at(appointment: Appointment) -> datetime | None:
    db.session.refresh(appointment)
    return appointment.due_at


def test_the_appointment_waits_for_its_reminder(appointment: Appointment) -> None:
    assert due_at(appointment) == DUE


def test_each_is_reminded_once_and_not_sooner(
    appointment: Appointment, mails: MailboxSandbox
) -> None:
    Clock(DUE - timedelta(seconds=1)).settle(appointment.id)
    assert mails.messages == []
    for _ in range(2):
        Clock(DUE).settle(appointment.id)
    assert len(texts_to(mails)) == len(texts_to(mails, "host@example.com")) == 1
    assert all("Reminder: Intro call" in str(mail["Subject"]) for mail in mails.messages)
    assert due_at(appointment) is None


def test_a_reminder_brings_no_calendar(appointment: Appointment, mails: MailboxSandbox) -> None:
    Clock(DUE).settle(appointment.id)
    assert [mail.calendar for mail in mails.messages] == ["", ""]


def test_23_two_sweeps_at_once_send_one_each(
    app: Flask, appointment: Appointment, mails: MailboxSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweeps do the work themselves, since there is no Redis here; both have their turn."""
    db.session.rollback()
    start = Barrier(2)
    monkeypatch.setattr(sweeping, "_take_turn", lambda _now: start.wait() >= 0)
    monkeypatch.setattr(jobs, "settle", lambda appointment_id: settle_then(appointment_id))

    def come_by() -> None:
        with app.app_context():
            sweep(DUE)

    threads = [Thread(target=come_by) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts_to(mails)) == len(texts_to(mails, "host@example.com")) == 1


def settle_then(appointment_id: int) -> None:
    Clock(DUE).settle(appointment_id)


@pytest.mark.parametrize("late", [timedelta(hours=1), timedelta(hours=2), timedelta(days=3)])
def test_once_it_has_begun_nobody_is_reminded(
    appointment: Appointment, mails: MailboxSandbox, late: timedelta
) -> None:
    Clock(DUE + late).settle(appointment.id)
    assert mails.messages == []
    assert due_at(appointment) is None


def test_a_cancellation_is_told_and_nothing_more(
    appointment: Appointment, mails: MailboxSandbox
) -> None:
    booking.cancel(appointment, "participant", "", NOW)
    clock = Clock()
    clock.settle(appointment.id)
    clock.settle(appointment.id, DUE - NOW)
    assert [text.startswith("You cancelled") for text in texts_to(mails)] == [True]


def test_a_server_that_is_busy_is_asked_again_however_old_the_booking(
    cast: Cast, mails: MailboxSandbox
) -> None:
    cast.host.reminder_minutes = 60
    db.session.commit()
    later = MONDAY_NINE + timedelta(days=14)
    appointment, clock = cast.book(at=later), Clock()
    clock.settle(appointment.id)
    mails.fault("temporary", None)
    clock.settle(appointment.id, later - timedelta(hours=1) - NOW)
    mails.clear_faults()
    assert db.session.query(Message).filter(Message.failed_at.is_not(None)).count() == 0
    clock.settle(appointment.id, timedelta(minutes=1))
    reminders = db.session.query(Message).filter_by(kind=Kind.REMINDER)
    assert all(message.sent_at for message in reminders)
