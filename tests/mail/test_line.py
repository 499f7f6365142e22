"""A mail server that takes its time: the session ends, and what was taken is known."""

import time
from email.message import EmailMessage

import pytest
from flask import Flask

from pinmycal.mail import MailError, line, send
from pinmycal.models import Appointment, Kind, Participant
from tests.mail.slow import dripping, slow
from tests.mail.writing import mail_to

HURRY = 40
LAST = "."
NO_WORD = "SMTP: no answer after DATA: SMTPServerDisconnected"


@pytest.fixture
def mail(appointment: Appointment, participant: Participant) -> EmailMessage:
    return mail_to(Kind.CONFIRMATION, appointment, participant)


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second of a real session takes a fortieth here."""
    for name in ("DEADLINE", "TIMEOUT", "LAST_ANSWER", "UNASKED"):
        monkeypatch.setattr(line, name, getattr(line, name) / HURRY)


def sent(app: Flask, mail: EmailMessage, seconds: float, **longer: float) -> tuple[int, str]:
    """How many emails a server took that pauses so long before each answer, and the error."""
    pauses = {LAST if name == "last" else name: pause / HURRY for name, pause in longer.items()}
    with slow(seconds / HURRY, pauses) as server:
        app.config["MAIL_URL"] = server.url
        try:
            send(mail)
        except MailError as error:
            return len(server.taken), str(error)
        return len(server.taken), ""


def test_four_seconds_for_each_answer_are_no_trouble(app: Flask, mail: EmailMessage) -> None:
    assert sent(app, mail, 4) == (1, "")


def test_nobody_waits_for_the_farewell(app: Flask, mail: EmailMessage) -> None:
    began = time.monotonic()
    assert sent(app, mail, 0, QUIT=40) == (1, "")
    assert time.monotonic() - began < 20 / HURRY  # half of that pause


def test_too_slow_a_server_does_not_get_the_email(app: Flask, mail: EmailMessage) -> None:
    """Or it would take it after we have given up, each time again."""
    assert sent(app, mail, 8) == (0, "SMTP: TooSlow")


def test_a_late_last_word_is_waited_for(app: Flask, mail: EmailMessage) -> None:
    """Longer than for any other answer: servers look for viruses then."""
    assert sent(app, mail, 0.5, last=18) == (1, "")


def test_without_the_last_word_it_may_have_arrived(app: Flask, mail: EmailMessage) -> None:
    assert sent(app, mail, 0.5, last=60) == (1, NO_WORD)


@pytest.mark.parametrize("piece", [b"2", b"220-x\r\n"])
def test_a_server_that_never_stops_talking(app: Flask, mail: EmailMessage, piece: bytes) -> None:
    """Each byte comes before any timeout between bytes."""
    began = time.monotonic()
    with dripping(piece, 1 / HURRY) as app.config["MAIL_URL"], pytest.raises(MailError):
        send(mail)
    assert time.monotonic() - began < 5 * line.DEADLINE
