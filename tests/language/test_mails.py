"""In another language no mail says anything in English."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from pinmycal import booking, language
from pinmycal.extensions import db
from pinmycal.mail import compose
from pinmycal.models import Kind, Message, Participant
from tests.cast import NOW, Cast
from tests.language.madeup import TAG, left_in_english, write_catalogue, written_by_people

ADDRESSES = re.compile(r"[^\s⟦⟧]+@[^\s⟦⟧]+")
OF_APPOINTMENTS = [Kind.CONFIRMATION, Kind.LINK, Kind.MOVE, Kind.CANCELLATION, Kind.REMINDER]


@pytest.fixture
def environment(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    write_catalogue(tmp_path / "translations")
    monkeypatch.setattr(language, "CATALOGUES", tmp_path / "translations")
    return environment


@pytest.fixture
def readers(cast: Cast) -> list[Participant | None]:
    """Who booked, a guest, and the host; all of them read the made-up language."""
    cast.host.language = TAG
    db.session.commit()
    booked = cast.book(note="A note", guests=("guest@example.com",), language=TAG)
    booked.participant.answers = [["What for?", "For fun"]]
    db.session.commit()
    return [*booked.participants, None]


def words(message: Message) -> str:
    """Everything that is read of it, but addresses."""
    mail = compose(message, NOW)
    html = BeautifulSoup(mail.get_body(("html",)).get_content(), "html.parser")
    html.style.decompose()
    for within_a_word in html.find_all("span", style=False):
        within_a_word.unwrap()
    html.smooth()
    texts = (mail["Subject"], mail.get_body(("plain",)).get_content(), html.get_text("\n"))
    return ADDRESSES.sub("", "\n".join(texts))


@pytest.mark.parametrize("zoom", [False, True], ids=["without Zoom", "with Zoom"])
@pytest.mark.parametrize("kind", OF_APPOINTMENTS)
def test_mails_about_an_appointment(
    app: Flask, cast: Cast, readers: list[Participant | None], kind: Kind, zoom: bool
) -> None:
    appointment = readers[0].appointment
    if zoom:
        cast.connect_zoom()
    if kind is Kind.CANCELLATION:
        booking.cancel(appointment, "host", "I am ill", NOW)
    data = written_by_people()
    for reader in readers:
        told = {"kind": kind, "host": cast.host, "appointment": appointment, "created_at": NOW}
        with db.session.no_autoflush:
            message = Message(**told, message_id="m", participant=reader)
            assert left_in_english(words(message), data) == []


@pytest.mark.parametrize("kind", sorted(set(Kind) - set(OF_APPOINTMENTS)))
def test_mails_about_the_account(
    app: Flask, cast: Cast, readers: list[Participant | None], kind: Kind
) -> None:
    cast.host.new_email, cast.host.new_email_at = "new@example.com", NOW
    db.session.commit()
    data = written_by_people()
    told = {"kind": kind, "host": cast.host, "created_at": NOW, "message_id": "m"}
    with db.session.no_autoflush:
        message = Message(**told, address="new@example.com")
        assert left_in_english(words(message), data) == []
