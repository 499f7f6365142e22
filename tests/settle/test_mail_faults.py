"""An email that cannot be made or sent: written down, and in nobody's way."""

import logging
from datetime import timedelta

import pytest

from pinmycal import mail
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message
from pinmycal.settle import send_account_mail
from pinmycal.settle.mails import GIVE_UP_AFTER
from sandbox.mailbox import MailboxSandbox, smtp
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock

pytestmark = pytest.mark.both_databases
NO_DOMAIN = "participant@\u0301.example"  # no form lets it in; what encodes it says no
SOON = timedelta(minutes=1)
NEXT_MONTH = MONDAY_NINE + timedelta(weeks=4)


def test_one_that_cannot_be_composed_stops_no_other(
    cast: Cast, mails: MailboxSandbox, caplog: pytest.LogCaptureFixture
) -> None:
    appointment = broken(cast)
    Clock().settle(appointment.id)
    assert [each.recipients for each in mails.messages] == [["host@example.com"]]
    message = to_participant(appointment)
    assert message.last_error.startswith("PinMyCal: IDNAError at addressing.py:")
    assert (message.attempts, message.attempted_at, message.sent_at) == (1, NOW, None)
    assert message.due_at is not None
    assert message.due_at > NOW
    [told] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert message.last_error in told.message
    assert "participant@" not in caplog.text


def test_it_goes_once_the_mistake_is_mended(cast: Cast, mails: MailboxSandbox) -> None:
    appointment, clock = broken(cast), Clock()
    clock.settle(appointment.id)
    appointment.participant.email = "participant@example.com"
    db.session.commit()
    clock.settle(appointment.id, SOON)
    assert [each.recipients[0] for each in mails.messages[1:]] == ["participant@example.com"]
    assert to_participant(appointment).due_at is None


def test_it_is_given_up_in_the_end(cast: Cast, mails: MailboxSandbox) -> None:
    appointment, clock = broken(cast), Clock()
    clock.settle(appointment.id)
    clock.settle(appointment.id, GIVE_UP_AFTER + SOON)
    message = to_participant(appointment)
    assert (message.failed_at, message.due_at) == (clock.now, None)


@pytest.mark.parametrize("broken_part", ["compose", "send"])
def test_the_same_holds_for_emails_about_an_account(
    cast: Cast, mails: MailboxSandbox, monkeypatch: pytest.MonkeyPatch, broken_part: str
) -> None:
    message = Message(kind=Kind.PASSWORD_RESET, host=cast.host, created_at=NOW, due_at=NOW)
    db.session.add(message)
    db.session.commit()
    with monkeypatch.context() as patched:
        patched.setattr(mail, broken_part, fails)
        send_account_mail(message.id, NOW)
    assert message.last_error.startswith("PinMyCal: KeyError at ")
    assert message.attempts == 1
    assert message.lease_until is None
    send_account_mail(message.id, NOW + SOON)
    assert len(mails.messages) == 1


def test_a_no_that_is_not_the_recipients_is_tried_again_and_alarms(
    cast: Cast,
    mails: MailboxSandbox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    appointment, clock = cast.book(at=NEXT_MONTH), Clock()
    with monkeypatch.context() as patched:
        patched.setitem(smtp.REPLIES, "permanent", "550 5.4.5 Daily sending quota exceeded")
        mails.fault("permanent", times=2, at="data")
        clock.settle(appointment.id)
    assert mails.messages == []
    assert [each.failed_at for each in appointment.messages] == [None, None]
    assert "SMTP 550 5.4.5 at DATA" in caplog.text
    assert {r.levelname for r in caplog.records if "5.4.5" in r.message} == {"ERROR"}
    clock.settle(appointment.id, SOON)
    assert len(mails.messages) == 2


def broken(cast: Cast) -> Appointment:
    appointment = cast.book(at=NEXT_MONTH)
    appointment.participant.email = NO_DOMAIN
    db.session.commit()
    return appointment


def to_participant(appointment: Appointment) -> Message:
    db.session.refresh(appointment)
    [message] = [each for each in appointment.messages if each.participant]
    return message


def fails(*_: object) -> None:
    raise KeyError("participant@example.com")
