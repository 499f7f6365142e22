"""Handing mails to a mail server that works, refuses, breaks off or is not there."""

import logging
import socket
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from pinmycal.mail import MailError, line, send, transport
from pinmycal.models import Appointment, Kind, Participant
from sandbox.mailbox import MailboxSandbox, running
from tests.mail.servers import Rude, Taking, certified, guarded, listening
from tests.mail.writing import mail_to


@pytest.fixture
def mailbox(app: Flask) -> Iterator[MailboxSandbox]:
    with running() as mailbox:
        app.config["MAIL_URL"] = mailbox.smtp_url
        yield mailbox


@pytest.fixture
def mail(appointment: Appointment, participant: Participant) -> EmailMessage:
    return mail_to(Kind.CONFIRMATION, appointment, participant)


def refused(mail: EmailMessage) -> MailError:
    with pytest.raises(MailError) as caught:
        send(mail)
    return caught.value


def test_arrives(mailbox: MailboxSandbox, mail: EmailMessage) -> None:
    send(mail)
    [received] = mailbox.messages
    assert received.sender == "no-reply@book.example"
    assert received.recipients == ["participant@example.com"]
    assert received["Message-ID"] == mail["Message-ID"]
    assert "New York (UTC−5)" in received.text
    assert "<h1" in received.html
    assert received.calendar.startswith("BEGIN:VCALENDAR\r\n")


def test_arrives_at_an_international_address(
    mailbox: MailboxSandbox, appointment: Appointment, participant: Participant
) -> None:
    participant.email = "jörg@bücher.example"
    send(mail_to(Kind.CONFIRMATION, appointment, participant))
    [received] = mailbox.messages
    assert received.recipients == ["jörg@xn--bcher-kva.example"]
    assert "To: Participant <jörg@xn--bcher-kva.example>".encode() in received.raw


@pytest.mark.parametrize("at", ["rcpt", "data"])
@pytest.mark.parametrize(("kind", "code"), [("temporary", "451"), ("permanent", "550")])
def test_refused(
    mailbox: MailboxSandbox, mail: EmailMessage, kind: str, code: str, at: str
) -> None:
    mailbox.fault(kind, at=at)
    error = refused(mail)
    assert str(error) == f"SMTP {code}"
    assert error.permanent is (kind == "permanent")
    assert error.__suppress_context__  # a traceback would show the address
    assert mailbox.messages == []


def test_server_too_busy(mailbox: MailboxSandbox, mail: EmailMessage) -> None:
    mailbox.fault("refuse")
    error = refused(mail)
    assert not error.permanent
    assert str(error).startswith("SMTP 421")


def test_sent_again_after_a_drop_it_is_the_same_mail(
    mailbox: MailboxSandbox, mail: EmailMessage
) -> None:
    mailbox.fault("drop_after_data")
    assert not refused(mail).permanent
    send(mail)
    first, second = mailbox.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_silence_ends(
    mailbox: MailboxSandbox, mail: EmailMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "TIMEOUT", 0.2)
    mailbox.fault("hang")
    assert not refused(mail).permanent


def test_no_server(app: Flask, mail: EmailMessage) -> None:
    error = refused(mail)  # nothing listens on port 1
    assert not error.permanent
    assert str(error) == "SMTP: ConnectionRefusedError"


def test_a_rude_farewell_is_no_failure(app: Flask, mail: EmailMessage) -> None:
    rude = Rude()
    with listening(rude) as port:
        app.config["MAIL_URL"] = f"smtp://127.0.0.1:{port}"
        send(mail)
    assert rude.taken == ["participant@example.com"]


def test_a_server_without_smtputf8(
    app: Flask, appointment: Appointment, participant: Participant
) -> None:
    participant.email = "jörg@example.com"
    mail = mail_to(Kind.CONFIRMATION, appointment, participant)
    with listening(Taking(), enable_SMTPUTF8=False) as port:
        app.config["MAIL_URL"] = f"smtp://127.0.0.1:{port}"
        error = refused(mail)
    assert error.permanent
    assert str(error) == "the mail server has no SMTPUTF8"


def test_logging_in(app: Flask, mail: EmailMessage) -> None:
    taking = Taking()
    with guarded(taking, "p@ss/w:rd") as port:
        app.config["MAIL_URL"] = f"smtp://mailer:p%40ss%2Fw%3Ard@127.0.0.1:{port}"
        send(mail)
    assert taking.known


def test_a_wrong_password_of_ours_is_not_the_end_of_the_mail(
    app: Flask, mail: EmailMessage
) -> None:
    with guarded(Taking(), "right") as port:
        app.config["MAIL_URL"] = f"smtp://mailer:wrong@127.0.0.1:{port}"
        error = refused(mail)
    assert not error.permanent
    assert str(error) == "SMTP 535: SMTPAuthenticationError"


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of another machine, for all that we know; it is this one."""
    connect = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda to, *more: connect(("127.0.0.1", to[1]), *more)
    )
    return "mail.example"


@pytest.mark.parametrize("url", ["mailer:right@{}", "{}"])
def test_another_machine_gets_nothing_in_the_clear(
    app: Flask, mail: EmailMessage, far: str, url: str
) -> None:
    taking = Taking()
    with guarded(taking, "right") as port:
        app.config["MAIL_URL"] = f"smtp://{url.format(far)}:{port}"
        error = refused(mail)
    assert not taking.known
    assert taking.taken == []
    assert str(error) == "the mail server offers no TLS"
    assert (error.permanent, error.severity) == (False, logging.ERROR)


def test_unless_the_operator_says_so(app: Flask, mail: EmailMessage, far: str) -> None:
    taking = Taking()
    app.config["MAIL_TLS_REQUIRED"] = False
    with guarded(taking, "right") as port:
        app.config["MAIL_URL"] = f"smtp://mailer:right@{far}:{port}"
        send(mail)
    assert taking.known
    assert taking.taken


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1", ""])
def test_this_machine(host: str) -> None:
    assert transport._is_this_machine(host)


@pytest.mark.parametrize("host", ["mail.example", "10.0.0.1", "localhost.mail.example"])
def test_another_machine(host: str) -> None:
    assert not transport._is_this_machine(host)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_encrypted(
    app: Flask,
    mail: EmailMessage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
) -> None:
    theirs, certificate = certified(tmp_path)
    ours = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(transport, "_tls", lambda: ours)
    taking = Taking()
    with listening(taking, **encryption(scheme, theirs)) as port:
        app.config["MAIL_URL"] = f"{scheme}://127.0.0.1:{port}"
        send(mail)
    assert taking.taken
    assert taking.encrypted


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_nobody_vouches_for(
    app: Flask, mail: EmailMessage, tmp_path: Path, scheme: str
) -> None:
    taking, (theirs, _) = Taking(), certified(tmp_path)
    with listening(taking, **encryption(scheme, theirs)) as port:
        app.config["MAIL_URL"] = f"{scheme}://127.0.0.1:{port}"
        error = refused(mail)
    assert not error.permanent
    assert str(error) == "SMTP: SSLCertVerificationError"
    assert taking.taken == []


def encryption(scheme: str, theirs: ssl.SSLContext) -> dict[str, ssl.SSLContext]:
    return {"ssl_context" if scheme == "smtps" else "tls_context": theirs}
