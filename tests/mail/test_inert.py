"""Words of strangers stay words: in HTML, in text, for programs that look for links."""

import pytest

from pinmycal.mail.cleaning import inert, lines, one_line, web_address
from pinmycal.models import Appointment, Kind, Participant
from tests.mail.writing import mail_to, part

JOINER = "\u2060"


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
    assert said.count(f"evil.{JOINER}example") == 2
    assert "evil.example" not in said
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
        ("www.evil.example", f"www.{JOINER}evil.{JOINER}example"),
        ("https://evil", f"https:{JOINER}//evil"),
        ("x@evil", f"x@{JOINER}evil"),
    ],
)
def test_inert(typed: str, reads: str) -> None:
    assert inert(typed) == reads


@pytest.mark.parametrize(
    "text", [None, "", "javascript:alert(1)", "https://", "https://a b", "https://a\nX:y", "Room"]
)
def test_no_web_address(text: str | None) -> None:
    assert web_address(text) is None
