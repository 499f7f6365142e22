"""Headers read back to the letter, whatever the words and however long, on every Python."""

import base64
import quopri
import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from flask import current_app
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pinmycal.mail.addressing import address
from pinmycal.mail.cleaning import header
from pinmycal.mail.headers import TRAVELLING
from pinmycal.models import Appointment, Kind, Participant
from tests.mail.writing import mail_to

EXAMS = "Консультация по подготовке к вступительным экзаменам"
SCRIPTS = [
    "abc XYZ 0123",
    "äöüßéñ çÅ",
    "абвгд ЖЩЫ",
    "αβγ δΩ",
    "שלום עברית",
    "مرحبا علی\u200cرضا",
    "नमस्ते \u093f",
    "日本語 中文 한국어 ",
    "👩\u200d👧 🇩🇪 ✈️",
    "e\u0301a\u0308 ",
    "=?utf-8?q?=C3=A4?= _?=",
    ' "\\<>,;:@()[].',
]
TEXTS = st.lists(st.text(st.sampled_from("".join(SCRIPTS)), max_size=40), max_size=6).map(" ".join)
TEXTS |= st.lists(st.text(st.sampled_from(SCRIPTS[0]), max_size=90), max_size=4).map(" ".join)
_ENCODED = re.compile(r"=\?([^?\s]+)\?([BbQq])\?([^?\s]*)\?=")


@given(TEXTS)
@settings(max_examples=60, deadline=None)
@example(f"Вы записаны: {EXAMS}, чт 4 марта, 10:30")
@example("word " * 40)
@example("x" * 300)
@example("What is 2 + 2 =?")
@example("a\u00a0b  c")
def test_a_subject_reads_back(text: str) -> None:
    said = header(text)
    for read in readings(written("Subject", said), "Subject"):
        assert read == said


@given(TEXTS)
@settings(max_examples=60, deadline=None)
@example(f"{EXAMS} via PinMyCal")
@example('Host, "the" <host@elsewhere.example>')
@example("Mr. X" * 30)
def test_a_name_reads_back(text: str) -> None:
    """Not by Python's newer reader: it keeps the space between the encoded words of a name."""
    mailbox = address(text, "someone@example.com")
    raw = written("Reply-To", mailbox)
    [read] = message_from_bytes(raw, policy=policy.default)["Reply-To"].addresses
    assert read.addr_spec == "someone@example.com"
    phrase, _ = parseaddr(body_of(raw, "Reply-To"))
    for name in (strictly(phrase), str(make_header(decode_header(phrase)))):
        assert name == mailbox.display_name


@pytest.mark.parametrize("length", [9, 39, 40, 80, 240])
def test_identifiers_are_never_encoded(
    appointment: Appointment, participant: Participant, length: int
) -> None:
    host = ("a" * 50 + ".") * (length // 51) + "b" * (length % 51 - 8) + ".example"
    current_app.config["BASE_URL"] = f"https://{host}"
    raw = mail_to(Kind.CONFIRMATION, appointment, participant).as_bytes().decode()
    assert f"\r\nMessage-ID: <{'c' * 32}@{host}>\r\n" in raw
    for name in ("In-Reply-To", "References"):
        assert f"\r\n{name}: <{'a' * 24}@{host}>\r\n" in raw


def test_a_whole_mail(appointment: Appointment, participant: Participant) -> None:
    appointment.title, participant.name = EXAMS, "Екатерина Константинопольская " * 3
    mail = mail_to(Kind.CONFIRMATION, appointment, None)
    raw = mail.as_bytes()
    assert EXAMS in mail["Subject"]
    for read in readings(raw, "Subject"):
        assert read == mail["Subject"]
    phrase, spec = parseaddr(body_of(raw, "Reply-To"))
    assert strictly(phrase) == participant.name.strip()
    assert spec == participant.email


def written(name: str, value: object) -> bytes:
    """One header in a mail, held to what any server may ask of it."""
    mail = EmailMessage(policy=TRAVELLING)
    mail[name] = value
    raw = mail.as_bytes()
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    first, *more = head.split("\r\n")
    assert first.startswith(f"{name}: ")
    assert not more or first != f"{name}: "
    assert all(line.startswith(" ") and line.strip() for line in more)
    assert all(
        len(line) <= 78 or " " not in line.split(": ")[-1].strip() for line in [first, *more]
    )
    assert "?==?" not in head
    return raw


def body_of(raw: bytes, name: str) -> str:
    """What stands in a header, its folding taken back."""
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    fields = re.sub(r"\r\n(?=[ \t])", "", head).split("\r\n")
    return next(field for field in fields if field.startswith(f"{name}: ")).split(": ", 1)[1]


def readings(raw: bytes, name: str) -> list[str]:
    """As three programs read it: two of Python's, and the letter of the standard."""
    body = body_of(raw, name)
    new = str(message_from_bytes(raw, policy=policy.default)[name])
    return [new, str(make_header(decode_header(body))), strictly(body)]


def strictly(body: str) -> str:
    """RFC 2047: encoded words of at most 75 characters that hold whole characters, set apart."""
    for word in body.split(" "):
        assert _ENCODED.fullmatch(word) or not _ENCODED.search(word)
        assert not word.startswith("=?") or len(word) <= 75
    joined = re.sub(r"(?<=\?=) +(?==\?)", "", body)
    return _ENCODED.sub(_decoded, joined)


def _decoded(word: re.Match[str]) -> str:
    charset, how, text = word.groups()
    if how in "Bb":
        return base64.b64decode(text, validate=True).decode(charset)
    return quopri.decodestring(text, header=True).decode(charset)
