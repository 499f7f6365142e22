"""In which language pages and mails are. See settings/test_language.py for a host's choice."""

from pathlib import Path

import pytest

from pinmycal.extensions import db
from pinmycal.mail import compose
from pinmycal.models import Host, Message, Participant, Schedule
from tests.cast import NOW, Cast
from tests.language.catalogues import speak
from tests.web.asking import FORM, TYPED
from tests.web.test_auth import NEWCOMER
from tests.web.visitor import Visitor


@pytest.fixture
def environment(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """Of an app that speaks Esperanto too."""
    speak(["eo"], tmp_path / "catalogues", monkeypatch)
    return environment


def asking_for(languages: str, visitor: Visitor) -> Visitor:
    """His browser does, from now on."""
    visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = languages
    return visitor


def spoken(visitor: Visitor) -> str:
    """What the page says of itself."""
    return str(visitor.page.html["lang"])


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("eo", "eo"),
        ("de, eo;q=0.5", "eo"),
        ("en, eo;q=0.5", "en"),
        ("eo-XX", "eo"),
        ("eo-XX, en;q=0.5", "eo"),
        ("*", "en"),
        ("EO-x-old", "eo"),
        ("de", "en"),
        ("../eo; \u00e9", "en"),
        ("", "en"),
    ],
)
def test_a_page_is_in_the_language_that_the_browser_asks_for(
    visitor: Visitor, asked: str, answered: str
) -> None:
    asking_for(asked, visitor).open("/login")
    assert spoken(visitor) == answered
    words = {"en": "Log in", "eo": "Ensaluti"}[answered]
    assert visitor.page.h1.get_text() == words
    assert visitor.page.find("button", string=words)


def test_one_reader_changes_nothing_for_the_next(visitor: Visitor) -> None:
    for language, words in (("eo", "Ensaluti"), ("en", "Log in")) * 2:
        assert words in asking_for(language, visitor).open("/login").text


@pytest.mark.parametrize(
    ("own", "asked", "answered"),
    [("eo", "en", "eo"), ("en", "eo", "en"), ("fr", "eo", "eo"), ("fr", "en", "en")],
)
def test_what_a_host_chose_wins_over_his_browser_while_it_is_there(
    cast: Cast, host: Visitor, own: str, asked: str, answered: str
) -> None:
    cast.host.language = own
    db.session.commit()
    asking_for(asked, host).open("/settings")
    assert spoken(host) == answered
    assert ("Agordoj" in host.text) == (answered == "eo")


@pytest.mark.parametrize(
    ("asked", "kept", "hours"), [("eo", "eo", "Laborhoroj"), ("fr", "en", "Working hours")]
)
def test_a_new_host_has_the_language_in_which_he_signed_up(
    visitor: Visitor, asked: str, kept: str, hours: str
) -> None:
    asking_for(asked, visitor).open("/signup").submit("Sign up", **NEWCOMER)
    assert db.session.query(Host).one().language == kept
    assert db.session.query(Schedule).one().name == hours


@pytest.mark.parametrize(("asked", "kept"), [("eo", "eo"), ("fr", "en")])
def test_a_booking_keeps_the_participants_language(
    cast: Cast, visitor: Visitor, asked: str, kept: str
) -> None:
    asking_for(asked, visitor).open(FORM).submit("Confirm", **TYPED)
    [participant] = db.session.query(Participant)
    assert participant.language == kept


@pytest.mark.parametrize(
    ("reads", "day"),
    [("eo", "lundo, 1 Marto 2027"), ("en", "Monday, 1 March 2027"), ("fr", "Monday, 1 March 2027")],
)
def test_a_mail_is_in_its_readers_language_whoever_made_it_go(
    cast: Cast, host: Visitor, visitor: Visitor, reads: str, day: str
) -> None:
    asking_for("eo", visitor).open(FORM).submit("Confirm", **TYPED)
    [participant] = db.session.query(Participant)
    participant.language = reads
    db.session.commit()
    for message in db.session.query(Message):
        plain = compose(message, NOW).get_body(("plain",)).get_content()
        assert (day if message.participant else "Monday, 1 March 2027") in plain
