"""What a host tells every participant: his own words, as text."""

import pytest
from bs4 import BeautifulSoup

from pinmycal.models import Appointment, Kind, Participant
from tests.mail.comparing import assert_golden
from tests.mail.writing import mail_to, make_meeting, part

WORDS = "Please bring your papers.\n\nThe way: https://example.com/map?floor=4&room=2"
HOSTILE = [
    "<script>alert(1)</script><a href='https://e.example'>here</a>",
    "a\r\nBcc: victim@example.com\r\n\r\nbody",
    "a\u2028Bcc: victim@example.com",
    "{{ 7*7 }}{% for x in y %} %s {0}",
    "\u202eesrever",
]


def test_it_stands_in_the_confirmation(appointment: Appointment, participant: Participant) -> None:
    make_meeting(appointment)
    appointment.host.mail_text = WORDS
    mail = mail_to(Kind.CONFIRMATION, appointment, participant)
    assert_golden("confirmation-good-to-know", mail)


def test_the_host_is_not_told_his_own_words(appointment: Appointment) -> None:
    appointment.host.mail_text = WORDS
    assert "papers" not in part(mail_to(Kind.CONFIRMATION, appointment, None), "text/plain")


@pytest.mark.parametrize("kind", [Kind.MOVE, Kind.LINK, Kind.REMINDER, Kind.CANCELLATION])
def test_it_stands_nowhere_else(
    appointment: Appointment, participant: Participant, kind: Kind
) -> None:
    appointment.host.mail_text = WORDS
    assert "papers" not in part(mail_to(kind, appointment, participant), "text/plain")


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_it_is_it_is_text(
    appointment: Appointment, participant: Participant, words: str
) -> None:
    headers = set(mail_to(Kind.CONFIRMATION, appointment, participant).keys())
    appointment.host.mail_text = words
    mail = mail_to(Kind.CONFIRMATION, appointment, participant)
    assert set(mail.keys()) == headers
    assert mail["Bcc"] is None
    html = BeautifulSoup(part(mail, "text/html"), "html.parser")
    assert not html.find_all("script")
    assert not html.select('a[href^="https://e.example"]')
    assert "\u202e" not in part(mail, "text/plain")
