"""Addresses and headers, whatever people are called."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest
from flask import current_app

from pinmycal.extensions import db
from pinmycal.mail.account_facts import language_of
from pinmycal.models import Appointment, Host, Kind, Message, Participant
from tests.mail.conftest import NOW
from tests.mail.writing import account_mail, mail_to, part

NASTY_NAMES = [
    "Host\r\nBcc: victim@example.com",
    "Host\nBcc: victim@example.com",
    "Host\u2028Bcc: victim@example.com",
    "Host\x85Bcc: victim@example.com",
    "Host\x00\x1b[31m",
    "Host\ud800",
    'Host" <victim@example.com>, "',
    "Host, <victim@example.com>; other@example.com:",
    "=?utf-8?q?victim=40example=2Ecom?=",
    "Höst 主人 " * 12,
]


def travelled(mail: EmailMessage) -> EmailMessage:
    """As the other end reads it."""
    read = message_from_bytes(mail.as_bytes(), policy=policy.SMTP)
    assert isinstance(read, EmailMessage)
    return read


def test_to_the_participant(appointment: Appointment, participant: Participant) -> None:
    mail = travelled(mail_to(Kind.CONFIRMATION, appointment, participant))
    assert mail["From"] == "Demo Host via PinMyCal <no-reply@book.example>"
    assert mail["To"] == "Participant <participant@example.com>"
    assert mail["Reply-To"] == "Demo Host <host@example.com>"


def test_to_the_host(appointment: Appointment) -> None:
    mail = travelled(mail_to(Kind.CONFIRMATION, appointment, None))
    assert mail["From"] == "PinMyCal <no-reply@book.example>"
    assert mail["To"] == "Demo Host <host@example.com>"
    assert mail["Reply-To"] == "Participant <participant@example.com>"


def test_the_operators_own_name_stands_in_for_ours(
    appointment: Appointment, participant: Participant
) -> None:
    current_app.config["MAIL_FROM_NAME"] = "Acme, Inc."
    to_participant = travelled(mail_to(Kind.CONFIRMATION, appointment, participant))
    assert [str(at) for at in to_participant["From"].addresses] == [
        '"Demo Host via Acme, Inc." <no-reply@book.example>'
    ]
    to_host = travelled(mail_to(Kind.CONFIRMATION, appointment, None))
    assert to_host["From"] == '"Acme, Inc." <no-reply@book.example>'


def test_account_mail_has_no_other_side(host: Host) -> None:
    mail = account_mail(Kind.PASSWORD_RESET, host)
    assert mail["To"] == "Demo Host <host@example.com>"
    assert mail["Reply-To"] is None
    assert mail["References"] is None


def test_a_mail_that_goes_elsewhere_names_nobody(host: Host) -> None:
    host.new_email, host.new_email_at = "new@example.com", NOW
    mail = travelled(account_mail(Kind.EMAIL_CONFIRM, host, "new@example.com"))
    assert mail["To"] == "new@example.com"
    assert mail["From"] == "PinMyCal <no-reply@book.example>"
    assert "Demo Host" not in mail.as_string()
    assert "host@example.com" not in mail.as_string()


def test_it_is_the_other_host_who_reads_that_his_address_is_taken(host: Host) -> None:
    other = {"name": "Other", "handle": "other", "password_hash": "", "time_zone": "UTC"}
    key = "other@example.com"
    db.session.add(Host(**other, email=key, email_key=key, language="eo", created_at=NOW))
    told = Message(kind=Kind.EMAIL_TAKEN, host=host, address="OTHER@example.com")
    assert language_of(told) == "eo"
    told.kind = Kind.EMAIL_CHANGED
    assert language_of(told) == host.language == "en"


def test_what_marks_the_mail(appointment: Appointment, participant: Participant) -> None:
    mail = mail_to(Kind.CONFIRMATION, appointment, participant)
    assert mail["Message-ID"] == f"<{'c' * 32}@book.example>"
    assert parsedate_to_datetime(mail["Date"]) == NOW
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.MOVE, Kind.CANCELLATION])
def test_mails_about_one_appointment_keep_together(
    appointment: Appointment, participant: Participant, kind: Kind
) -> None:
    mail = mail_to(kind, appointment, participant)
    assert mail["References"] == mail["In-Reply-To"] == f"<{'a' * 24}@book.example>"


@pytest.mark.parametrize("called", NASTY_NAMES)
@pytest.mark.parametrize("reader", ["host", "participant"])
def test_no_name_adds_a_header_or_an_address(
    appointment: Appointment, participant: Participant, called: str, reader: str
) -> None:
    to = participant if reader == "participant" else None
    before = travelled(mail_to(Kind.CONFIRMATION, appointment, to))
    participant.name = appointment.host.name = called
    after = travelled(mail_to(Kind.CONFIRMATION, appointment, to))
    assert after.keys() == before.keys()
    assert _specs(after) == _specs(before)


def test_a_title_is_one_line(appointment: Appointment, participant: Participant) -> None:
    appointment.title = "Intro\r\nBcc: victim@example.com =?utf-8?q?=0D=0ACc:?="
    mail = travelled(mail_to(Kind.CONFIRMATION, appointment, participant))
    assert mail["Bcc"] is None
    assert "Intro Bcc: victim@example.com = ?utf-8?q?=0D=0ACc:?=" in mail["Subject"]


def test_an_international_domain_goes_in_ascii(
    appointment: Appointment, participant: Participant
) -> None:
    participant.email = "participant+tag@bücher.example"
    mail = mail_to(Kind.CONFIRMATION, appointment, participant)
    assert mail["To"].addresses[0].addr_spec == "participant+tag@xn--bcher-kva.example"


def test_an_international_address_stays_itself(
    appointment: Appointment, participant: Participant
) -> None:
    participant.email = "jörg@bücher.example"
    mail = mail_to(Kind.CONFIRMATION, appointment, participant)
    assert mail["To"].addresses[0].addr_spec == "jörg@xn--bcher-kva.example"
    assert b"Demo Host <host@example.com>" in mail.as_bytes(policy=policy.SMTPUTF8)


def test_reply_to_is_left_out_where_it_cannot_be_written(
    appointment: Appointment, participant: Participant
) -> None:
    participant.email = "jörg@example.com"
    mail = mail_to(Kind.CONFIRMATION, appointment, None)
    assert mail["Reply-To"] is None
    assert "Reply to this mail" not in part(mail, "text/plain")


def _specs(mail: EmailMessage) -> list[str]:
    fields = (mail[header].addresses for header in ("From", "To", "Reply-To"))
    return [address.addr_spec for addresses in fields for address in addresses]
