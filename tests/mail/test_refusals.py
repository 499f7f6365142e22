"""A no of the mail server: final only where it is about the recipient."""

import logging
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)

import pytest

from pinmycal.mail.refusals import MailError, Phase, answered_no, refusal

SENDER, RECIPIENT, CONTENT = Phase.SENDER, Phase.RECIPIENT, Phase.CONTENT


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (RECIPIENT, "550 5.1.1 <x@y.example>: Recipient address rejected: User unknown"),
        (RECIPIENT, "550 5.1.2 Bad destination system address"),
        (RECIPIENT, "550 <blackbird@policy.example>: user unknown"),
        (RECIPIENT, "553 5.1.3 Bad destination mailbox address syntax"),
        (RECIPIENT, "550 5.1.10 Recipient domain has a null MX"),
        (RECIPIENT, "550 5.2.1 The email account that you tried to reach is disabled"),
        (RECIPIENT, "552 5.2.2 Mailbox full"),
        (RECIPIENT, "550 No such user here"),
        (RECIPIENT, "550 Unrouteable address"),
        (RECIPIENT, "551 User not local"),
        (RECIPIENT, "553 Mailbox name not allowed"),
        (CONTENT, "550 5.1.1 User unknown"),
    ],
)
def test_the_recipients_own_is_final(phase: Phase, said: str) -> None:
    error = refused(phase, said)
    assert error.permanent
    assert str(error) == f"SMTP {said[:3]}"
    assert error.severity == logging.WARNING


@pytest.mark.parametrize(
    ("phase", "said", "told"),
    [
        (SENDER, "530 5.7.0 Authentication required", "530 5.7.0 at MAIL FROM"),
        (SENDER, "553 5.7.1 Sender address rejected: not owned by user", "553 5.7.1 at MAIL FROM"),
        (SENDER, "550 5.1.1 Sender unknown", "550 5.1.1 at MAIL FROM"),
        (SENDER, "550 Sender rejected", "550 at MAIL FROM"),
        (RECIPIENT, "553 sorry, not in my list of rcpthosts (#5.7.1)", "553 5.7.1 at RCPT TO"),
        (RECIPIENT, "550 SMTP AUTH is required on port 587", "550 at RCPT TO"),
        (SENDER, "552 5.3.4 Message size exceeds fixed limit", "552 5.3.4 at MAIL FROM"),
        (RECIPIENT, "530 5.7.0 Must issue a STARTTLS command first", "530 5.7.0 at RCPT TO"),
        (RECIPIENT, "550 5.7.1 Relaying denied", "550 5.7.1 at RCPT TO"),
        (RECIPIENT, "554 5.7.1 Service unavailable; client host blocked", "554 5.7.1 at RCPT TO"),
        (RECIPIENT, "550 5.1.8 Sender address rejected: Domain not found", "550 5.1.8 at RCPT TO"),
        (RECIPIENT, "550 5.1.0 Sender address rejected: User unknown", "550 5.1.0 at RCPT TO"),
        (RECIPIENT, "550 5.4.5 Daily sending quota exceeded", "550 5.4.5 at RCPT TO"),
        (RECIPIENT, "550 5.1.90 Daily limit for message recipients", "550 5.1.90 at RCPT TO"),
        (RECIPIENT, "550 relay not permitted", "550 at RCPT TO"),
        (
            RECIPIENT,
            "550 Verification failed for <no-reply@x>\nSender verify failed",
            "550 at RCPT TO",
        ),
        (RECIPIENT, "550 Your IP is listed", "550 at RCPT TO"),
        (RECIPIENT, "554 Transaction failed", "554 at RCPT TO"),
        (RECIPIENT, "503 Bad sequence of commands", "503 at RCPT TO"),
        (CONTENT, "550 5.4.5 Daily sending quota exceeded", "550 5.4.5 at DATA"),
        (CONTENT, "552 5.2.2 Over quota", "552 5.2.2 at DATA"),
        (CONTENT, "554 5.7.1 Message rejected as spam", "554 5.7.1 at DATA"),
        (CONTENT, "550 No such user", "550 at DATA"),
        (CONTENT, "554 Message rejected: Email address is not verified", "554 at DATA"),
    ],
)
def test_the_senders_and_the_servers_wait_and_alarm(phase: Phase, said: str, told: str) -> None:
    error = refused(phase, said)
    assert not error.permanent
    assert str(error) == f"SMTP {told}"
    assert error.severity == logging.ERROR


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("said", ["450 4.2.1 Too many at once", "451 5.1.1 odd", "421 Closing"])
def test_a_code_that_begins_with_4_waits(phase: Phase, said: str) -> None:
    error = refused(phase, said)
    assert not error.permanent
    assert (str(error), error.severity) == (f"SMTP {said[:3]}", logging.WARNING)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (SMTPSenderRefused(553, b"5.1.1 no", "a@b.example"), "SMTP 553 5.1.1 at MAIL FROM"),
        (SMTPRecipientsRefused({"x@y.example": (550, b"5.1.1 no")}), "SMTP 550"),
        (SMTPDataError(550, b"5.4.5 quota"), "SMTP 550 5.4.5 at DATA"),
        (SMTPAuthenticationError(535, b"5.1.1 no"), "SMTP 535: SMTPAuthenticationError"),
        (SMTPException("about x@y.example"), "SMTP: SMTPException"),
    ],
)
def test_each_answer_knows_its_phase(error: SMTPException, told: str) -> None:
    noted = answered_no(error)
    assert str(noted) == told
    assert noted.permanent == (told == "SMTP 550")


def refused(phase: Phase, said: str) -> MailError:
    return refusal(phase, int(said[:3]), said[4:].encode())
