"""Words of strangers stay words: in HTML, in text, for programs that look for links."""

import unicodedata

import pytest
from bs4 import BeautifulSoup
from markupsafe import escape

from pinmycal.mail.cleaning import inert, lines, one_line, web_address
from pinmycal.models import Appointment, Kind, Participant
from tests.mail.writing import mail_to, part


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "<a href='//evil.example'>x</a>"])
@pytest.mark.parametrize("reader", ["host", "participant"])
def test_no_markup_of_strangers(
    appointment: Appointment, participant: Participant, evil: str, reader: str
) -> None:
    participant.name = participant.note = appointment.host.name = evil
    appointment.title = appointment.cancel_reason = appointment.location_detail = evil
    to = participant if reader == "participant" else None
    html = part(mail_to(Kind.CONFIRMATION, appointment, to), "text/html")
    assert "&lt;" in html
    assert "<script" not in html
    assert "<a href='" not in html


def test_templates_are_not_run_twice(appointment: Appointment, participant: Participant) -> None:
    participant.note = "{{ 7 * 7 }}"
    assert "{{ 7 * 7 }}" in part(mail_to(Kind.CONFIRMATION, appointment, None), "text/plain")


@pytest.mark.parametrize("field", ["name", "note"])
@pytest.mark.parametrize("content", ["text/plain", "text/html"])
def test_no_link_of_strangers(
    appointment: Appointment, participant: Participant, field: str, content: str
) -> None:
    setattr(participant, field, "See http://evil.example now")
    said = part(mail_to(Kind.CONFIRMATION, appointment, None), content)
    assert "evil" in said
    assert "evil.example" not in said
    assert "http://evil" not in said


@pytest.mark.parametrize("content", ["text/plain", "text/html"])
def test_his_own_words_are_inert_for_the_participant_too(
    appointment: Appointment, participant: Participant, content: str
) -> None:
    """Anyone can book with anyone's address."""
    participant.note = "See http://evil.example now"
    participant.answers = [["Where?", "At evil.example"]]
    said = part(mail_to(Kind.CONFIRMATION, appointment, participant), content)
    assert "evil.example" not in said
    assert (
        as_shown(said, content).count("evil.example" if "html" in content else "evil. example") == 2
    )
    assert "http://evil" not in said


@pytest.mark.parametrize("kind", [Kind.MOVE, Kind.LINK, Kind.REMINDER, Kind.CANCELLATION])
def test_only_the_confirmation_tells_the_participant_his_own_words(
    appointment: Appointment, participant: Participant, kind: Kind
) -> None:
    participant.name = participant.note = "Bargain"
    mail = mail_to(kind, appointment, participant)
    for content in ("text/plain", "text/html"):
        assert "Bargain" not in part(mail, content)


def test_text_is_not_escaped(appointment: Appointment) -> None:
    appointment.title = "Q&A <live>"
    assert "Q&A <live>" in part(mail_to(Kind.CONFIRMATION, appointment, None), "text/plain")


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("a\r\nb\u2028c\x85d\x0be", "a b c d e"),
        ("  a \t b  ", "a b"),
        ("a\x00b\ud800c\u202ed\u2066e", "abcde"),
        ("👩\u200d👧 Ünal", "👩\u200d👧 Ünal"),
    ],
)
def test_one_line(typed: str, reads: str) -> None:
    assert one_line(typed) == reads


def test_lines_keep_their_breaks() -> None:
    assert lines("\na\r\n b\x00\n\nc\u2028d") == "a\nb\n\nc\nd"


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("J. R. R. Host, 3.5", "J. R. R. Host, 3.5"),
        ("www.evil.example", "www. evil. example"),
        ("https://evil", "https: //evil"),
        ("x@evil", "x@ evil"),
        ("See <b>evil.example</b> & 'it'", "See <b>evil. example</b> & 'it'"),
    ],
)
def test_inert(typed: str, reads: str) -> None:
    assert inert(typed) == reads
    html = str(escape(inert(typed)))
    assert BeautifulSoup(html, "html.parser").get_text() == typed
    assert ("evil" in typed) == ("<a>" in html)
    assert not BeautifulSoup(html, "html.parser").find_all(["b", "script"])
    assert "evil.example" not in html


TYPED = "me@firma.example, https://firma.example/x?y=1 or J.R.R. Müller"


@pytest.mark.parametrize("reader", ["host", "participant"])
@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.MOVE, Kind.REMINDER, Kind.CANCELLATION])
def test_nothing_hidden_is_in_a_mail(
    appointment: Appointment, participant: Participant, reader: str, kind: Kind
) -> None:
    """What is copied out of a mail would carry it along."""
    participant.name = appointment.host.name = participant.note = TYPED
    appointment.title = appointment.cancel_reason = TYPED
    participant.answers = [[TYPED, TYPED]]
    mail = mail_to(kind, appointment, participant if reader == "participant" else None)
    said = [str(value) for value in mail.values()]
    said += [each.get_content() for each in mail.walk() if not each.is_multipart()]
    assert {c for c in "".join(said) if unicodedata.category(c) == "Cf"} == set()


@pytest.mark.parametrize("to_host", [True, False])
def test_a_guests_address_can_be_copied(
    appointment: Appointment, participant: Participant, to_host: bool
) -> None:
    email = "first.last@sub.firma.example"
    guest = Participant(name="x", email=email, time_zone="UTC", is_guest=True)
    appointment.participants.append(guest)
    mail = mail_to(Kind.CONFIRMATION, appointment, None if to_host else participant)
    assert email in part(mail, "text/plain")
    html = part(mail, "text/html")
    assert email in as_shown(html, "text/html")
    assert (f"mailto:{email}" in html) == to_host
    assert (email in html) == to_host


def as_shown(said: str, content: str) -> str:
    return BeautifulSoup(said, "html.parser").get_text() if content == "text/html" else said


@pytest.mark.parametrize(
    "text", [None, "", "javascript:alert(1)", "https://", "https://a b", "https://a\nX:y", "Room"]
)
def test_no_web_address(text: str | None) -> None:
    assert web_address(text) is None
