"""A mail server that takes its time, and workers that die while they wait for it: each email once,
others first, and an end."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask

from pinmycal import booking, jobs, mail
from pinmycal.extensions import db
from pinmycal.mail import MailError, line
from pinmycal.models import Kind, Message
from pinmycal.settle import JOB_TIME, run, send_account_mail, settle
from pinmycal.settle.backoff import LONGEST
from pinmycal.settle.claims import LEASE
from pinmycal.settle.mails import AFTER_DEATH, GIVE_UP_AFTER, MAIL_TIME
from sandbox.mailbox import MailboxSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.mail.slow import slow
from tests.settle.clock import Clock

pytestmark = pytest.mark.both_databases
HURRY = 40  # a second of a real session takes a fortieth here
A_SESSION = timedelta(seconds=24)  # six answers of four seconds
NEXT_MONTH = MONDAY_NINE + timedelta(weeks=4)
HOST, PARTICIPANT = "host@example.com", "participant@example.com"


class Killed(BaseException):
    """A worker that is no more."""


@pytest.fixture
def killing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whoever sends dies, after the server took the email; to whom it went."""
    to: list[str] = []

    def send(letter: EmailMessage, _: object) -> None:
        to.append(letter["To"].addresses[0].addr_spec)
        raise Killed

    monkeypatch.setattr(mail, "send", send)
    return to


def test_four_seconds_for_each_answer(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DEADLINE", "TIMEOUT", "LAST_ANSWER", "UNASKED"):
        monkeypatch.setattr(line, name, getattr(line, name) / HURRY)
    appointment_id = cast.book().id
    with slow(4 / HURRY) as server:
        app.config["MAIL_URL"] = server.url
        clock = lambda: NOW + A_SESSION * len(server.taken)  # noqa: E731
        assert settle(appointment_id, clock), "there is more to do than fits into a job"
        assert len(server.taken) == 1
        assert not settle(appointment_id, clock)
        assert clock() - NOW < timedelta(seconds=90)
        settle(appointment_id, lambda: NOW + timedelta(minutes=10))
    assert sorted(server.taken) == [HOST, PARTICIPANT]
    assert all(message.sent_at and not message.due_at for message in messages())


def test_what_is_left_is_a_job_of_its_own(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    again: list[int] = []
    monkeypatch.setattr(jobs, "nudge", again.append)
    for more in (True, False):
        monkeypatch.setattr(jobs, "settle", lambda _, more=more: more)
        jobs.settle_appointment(7 if more else 8)
    assert again == [7]


def test_after_a_death_others_come_first(
    cast: Cast, mails: MailboxSandbox, monkeypatch: pytest.MonkeyPatch, killing: list[str]
) -> None:
    appointment, clock = cast.book(at=NEXT_MONTH), Clock()
    with pytest.raises(Killed):
        clock.settle(appointment.id)
    tried = next(message for message in messages() if message.attempts)
    assert tried.due_at is not None
    assert tried.due_at > NOW
    monkeypatch.undo()
    clock.settle(appointment.id, LEASE + timedelta(seconds=1))
    first, second = (received.recipients for received in mails.messages)
    assert second == killing
    assert first != second


@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.CANCELLATION, Kind.PASSWORD_RESET])
def test_deaths_repeat_an_email_seldom_and_not_for_ever(
    cast: Cast, killing: list[str], kind: Kind
) -> None:
    """Each may have been after the server took it."""
    message, clock = only(kind, cast), Clock()
    while message.due_at:
        clock.now = max(message.due_at, clock.now + LEASE + timedelta(seconds=1))
        try:
            if message.appointment_id:
                clock.settle(message.appointment_id)
            else:
                send_account_mail(message.id, clock.now)
        except Killed:
            db.session.rollback()
        db.session.refresh(message)
        assert clock.now - NOW < 2 * GIVE_UP_AFTER
    assert len(killing) < 20
    assert message.failed_at == clock.now
    assert clock.now - NOW > GIVE_UP_AFTER
    assert message.last_error == "SMTP: no answer"


@pytest.mark.parametrize("may_have_arrived", [True, False])
def test_what_may_have_arrived_is_tried_less_and_less(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, may_have_arrived: bool
) -> None:
    def send(*_: object) -> None:
        raise MailError("SMTP: away", permanent=False, may_have_arrived=may_have_arrived)

    monkeypatch.setattr(mail, "send", send)
    message, clock = only(Kind.PASSWORD_RESET, cast), Clock()
    while message.attempts < 12:
        assert message.due_at is not None
        clock.now = message.due_at
        send_account_mail(message.id, clock.now)
        db.session.refresh(message)
    assert message.due_at is not None
    assert (message.due_at - clock.now > 10 * LONGEST) == may_have_arrived


def test_age_is_looked_at_before_anything_is_sent(cast: Cast, mails: MailboxSandbox) -> None:
    message = only(Kind.PASSWORD_RESET, cast)
    message.attempts = 1
    db.session.commit()
    send_account_mail(message.id, NOW + GIVE_UP_AFTER + timedelta(seconds=1))
    assert mails.messages == []
    assert message.failed_at is not None


def test_a_slow_worker_sends_nothing_that_another_has_begun(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DEADLINE", "TIMEOUT", "LAST_ANSWER", "UNASKED"):
        monkeypatch.setattr(line, name, getattr(line, name) / HURRY)
    message, later = only(Kind.PASSWORD_RESET, cast), NOW + LEASE + timedelta(seconds=1)
    with slow(4 / HURRY) as server:
        app.config["MAIL_URL"] = server.url
        compose = mail.compose

        def overtaken(*of: Any) -> EmailMessage:
            """The other begins while this one thinks."""
            db.session.execute(db.update(Message).values(attempted_at=later))
            return compose(*of)

        monkeypatch.setattr(mail, "compose", overtaken)
        send_account_mail(message.id, NOW)
        assert server.taken == []
        monkeypatch.setattr(mail, "compose", compose)
        send_account_mail(message.id, NOW + timedelta(hours=1))
    assert server.taken == [HOST]


def test_nobody_begins_anew_while_a_slow_server_thinks(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = only(Kind.PASSWORD_RESET, cast)

    def send(_: EmailMessage, is_still_ours: Callable[[], bool]) -> None:
        assert is_still_ours()
        raise Killed

    monkeypatch.setattr(mail, "send", send)
    with pytest.raises(Killed):
        send_account_mail(message.id, NOW)
    db.session.refresh(message)
    assert message.due_at is not None
    assert message.due_at >= NOW + timedelta(seconds=line.DEADLINE)


def test_budgets_fit_into_each_other() -> None:
    session = timedelta(seconds=line.DEADLINE)
    assert session < MAIL_TIME < JOB_TIME < timedelta(seconds=jobs.JOB_TIMEOUT)
    assert run.ZOOM_TIME < LEASE
    assert timedelta(seconds=line.UNASKED) < AFTER_DEATH
    assert line.TIMEOUT + line.LAST_ANSWER < line.UNASKED < line.DEADLINE


def only(kind: Kind, cast: Cast) -> Message:
    """One message of this kind, and nothing else that is owed."""
    if kind is Kind.PASSWORD_RESET:
        db.session.add(Message(kind=kind, host=cast.host, created_at=NOW, due_at=NOW))
    else:
        appointment = cast.book(at=NEXT_MONTH)
        if kind is Kind.CANCELLATION:
            booking.cancel(appointment, "host", "", NOW)
    db.session.commit()
    message, *others = messages()
    for other in others:
        other.due_at = None
    db.session.commit()
    return message


def messages() -> list[Message]:
    db.session.rollback()
    return db.session.query(Message).order_by(Message.id).all()
