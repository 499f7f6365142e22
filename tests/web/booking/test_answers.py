"""The host's questions in the booking form, and what becomes of the answers."""

from typing import Any

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import Appointment, Participant, Question
from tests.cast import Cast, ask
from tests.web.asking import ASKED, FORM, PAGE, TYPED
from tests.web.visitor import Visitor

KINDS = ("short", "long", "one", "several", "phone", "checkbox")
COLOURS = ["Red", "Dark blue", "Green"]
LONG_LABEL = "Really? " * 25


@pytest.fixture
def asked(cast: Cast) -> dict[str, str]:
    """A question of each kind, by kind: the name of its field."""
    return {kind: f"q-{ask_for(cast, kind).id}" for kind in KINDS}


def ask_for(cast: Cast, kind: str, **changes: Any) -> Question:
    options = COLOURS if kind in ("one", "several") else []
    return ask(cast.offer, f"The {kind} one?", kind=kind, options=options, **changes)


def booked() -> Participant:
    return db.session.query(Participant).one()


def test_answers_are_kept_as_words(asked: dict[str, str], visitor: Visitor) -> None:
    said = {
        asked["short"]: "  To   talk ",
        asked["long"]: "First\r\nsecond",
        asked["one"]: "Dark blue",
        asked["several"]: ["Red", "Green"],
        asked["phone"]: "+49 (30) 123-456",
        asked["checkbox"]: "y",
    }
    visitor.post(PAGE, data={**ASKED, **said})
    words = ["To talk", "First\nsecond", "Dark blue", "Red, Green", "+49 (30) 123-456", "Yes"]
    assert booked().answers == [
        [f"The {kind} one?", word] for kind, word in zip(asked, words, strict=True)
    ]


def test_unanswered_they_are_empty(asked: dict[str, str], visitor: Visitor) -> None:
    visitor.open(FORM).submit("Confirm", **TYPED)
    answers = booked().answers
    assert answers
    assert [answer for _, answer in answers] == ["", "", "", "", "", "No"]


def test_not_asked_is_not_answered(cast: Cast, visitor: Visitor) -> None:
    visitor.open(FORM).submit("Confirm", **TYPED)
    assert booked().answers is None


def test_host_and_participant_see_them(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    appointment = cast.book(answers=[["What for?", "Tea <b>"], ["Else?", ""]])
    host.open(f"/appointments/{appointment.public_id}")
    assert "What for? Tea <b> Else? No answer" in host.text
    assert "What for? Tea <b>" in visitor.open(participant_path(appointment.participant)).text
    assert "Else?" not in visitor.text


WRONG = [
    ("short", "", "Please answer this."),
    ("short", "s" * 301, "longer than 300"),
    ("short", "a\x00b", "cannot be used"),
    ("long", " \u202e\u2028 ", "Please answer this."),
    ("long", "s" * 2001, "longer than 2000"),
    ("long", "\x1b[31m", "cannot be used"),
    ("one", "", "Please answer this."),
    ("one", "Yellow", "Choose from what is offered."),
    ("one", "dark blue", "Choose from what is offered."),
    ("several", [], "Please answer this."),
    ("several", ["Red", "Yellow"], "Choose from what is offered."),
    ("several", ["Red\x00"], "Choose from what is offered."),
    ("phone", "", "Please answer this."),
    ("phone", "123 4", "Write a phone number"),
    ("phone", "call me on 12345", "Write a phone number"),
    ("phone", "٠١٢٣٤٥", "Write a phone number"),
    ("phone", "12345 or so", "Write a phone number"),
    ("phone", "e" + "\u0301\u0323" * 1_000, "longer than 40"),
    ("phone", "1" * 41, "longer than 40"),
    ("checkbox", "", "Please answer this."),
]


PASTED_NUMBERS = [
    ("+49\u00a030\u2011123\u2013456", "+49 30-123-456"),
    ("＋８１　３（１２３４）５６７８", "+81 3(1234)5678"),
    ("\u202a+1 (555) 010\u2212123\u202c", "+1 (555) 010-123"),
    ("tel:+15550100123;ext=42", "+15550100123;ext=42"),
    ("555 0100 ext. 42", "555 0100 ext. 42"),
    ("555 0100 X42", "555 0100 X42"),
    ("+49 30 123456 Durchwahl 7", "+49 30 123456 Durchwahl 7"),
    ("555 0100,,42#", "555 0100,,42#"),
]


@pytest.mark.parametrize(("typed", "kept"), PASTED_NUMBERS)
def test_a_phone_number_may_be_pasted(cast: Cast, visitor: Visitor, typed: str, kept: str) -> None:
    question = ask_for(cast, "phone", required=True)
    visitor.post(PAGE, data={**ASKED, f"q-{question.id}": typed})
    assert booked().answers == [["The phone one?", kept]]


@pytest.mark.parametrize(("kind", "typed", "words"), WRONG)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    cast: Cast, visitor: Visitor, kind: str, typed: Any, words: str
) -> None:
    wrong, kept = ask_for(cast, kind, required=True), ask(cast.offer, "Kept?")
    data = {**ASKED, f"q-{wrong.id}": typed, f"q-{kept.id}": "what was typed"}
    visitor.post(PAGE, 422, data=data)
    beside = visitor.page.find(id=f"q-{wrong.id}-error")
    assert words in beside.get_text()
    summary = visitor.page.find(class_="summary")
    assert f"The {kind} one? " in summary.get_text()
    assert visitor.page.find(id=str(summary.a["href"]).removeprefix("#"))
    assert visitor.value(f"q-{kept.id}") == "what was typed"
    assert visitor.value("note") == ASKED["note"]
    assert db.session.query(Appointment).count() == 0


def test_what_may_be_left_out_says_so_and_nothing_else(cast: Cast, visitor: Visitor) -> None:
    needed = [f"q-{ask_for(cast, kind, required=True).id}" for kind in KINDS]
    free = [f"q-{ask_for(cast, kind).id}" for kind in KINDS]
    visitor.open(FORM)
    for name in ("name", "email", *needed, "note", "guests", *free):
        hint = visitor.page.find(id=f"{name}-hint")
        is_free = name in ("note", "guests", *free)
        assert (hint is not None and hint.get_text().startswith("If you like")) == is_free


def test_only_what_is_required_is_marked_so(cast: Cast, visitor: Visitor) -> None:
    needed = [f"q-{ask_for(cast, kind, required=True).id}" for kind in KINDS]
    for kind in KINDS:
        ask_for(cast, kind)
    marked = {tag["name"] for tag in visitor.open(FORM).page.select("[required]")}
    assert marked == {"name", "email", *needed} - {needed[KINDS.index("several")]}


def test_groups_have_a_legend_and_boxes_are_not_all_required(cast: Cast, visitor: Visitor) -> None:
    for kind in ("one", "several"):
        ask_for(cast, kind, required=True)
    visitor.open(FORM)
    legends = [legend.get_text() for legend in visitor.page.select("fieldset > legend")]
    assert legends == ["The one one?", "The several one?"]
    assert len(visitor.page.select("[type=radio][required]")) == len(COLOURS)
    assert not visitor.page.select("[type=checkbox][required]")


def test_a_choice_that_is_not_required_can_be_none(cast: Cast, visitor: Visitor) -> None:
    ask_for(cast, "one")
    visitor.open(FORM)
    assert visitor.page.find(string="No answer")
    assert visitor.page.select_one("[type=radio][checked]")["value"] == ""


EVERYTHING = {
    "short": "s" * 300,
    "long": "l" * 2000,
    "one": "Green",
    "several": ["Red", "Green"],
    "phone": "030 123456",
    "checkbox": "y",
}


def test_a_taken_time_keeps_every_answer(
    cast: Cast, asked: dict[str, str], visitor: Visitor
) -> None:
    cast.book(email="quicker@example.com")
    said = {asked[kind]: answer for kind, answer in EVERYTHING.items()}
    visitor.post(PAGE, 409, data={**ASKED, **said, "guests": "a@example.org, b@example.org"})
    for kind in ("short", "long", "one", "phone", "checkbox"):
        assert visitor.value(asked[kind]) == EVERYTHING[kind]
    boxes = visitor.page.select(f"[name={asked['several']}][checked]")
    assert [box["value"] for box in boxes] == ["Red", "Green"]
    assert visitor.value("guests") == "a@example.org, b@example.org"
    assert len(visitor.page.select(".choices [name=start]")) == 6


def test_a_question_that_went_meanwhile_is_not_missed(cast: Cast, visitor: Visitor) -> None:
    question = ask(cast.offer, required=True)
    visitor.open(FORM)
    db.session.delete(db.session.get(Question, question.id))
    db.session.commit()
    visitor.submit("Confirm", **TYPED, **{f"q-{question.id}": "Tea", "q-x": "?", "q-": "?"})
    assert booked().answers is None


def test_a_question_that_came_meanwhile_is_asked(cast: Cast, visitor: Visitor) -> None:
    visitor.open(FORM)
    question = ask(cast.offer, required=True)
    visitor.submit("Confirm", 422, **TYPED)
    assert "Please answer this." in visitor.error(f"q-{question.id}")
    visitor.submit("Confirm", **{f"q-{question.id}": "Tea"})
    assert booked().answers == [["What for?", "Tea"]]


@pytest.mark.parametrize("words", [LONG_LABEL[:200], "<script>alert(1)</script> {{7*7}}"])
def test_labels_and_options_are_text(cast: Cast, visitor: Visitor, words: str) -> None:
    visitor.strays = ()
    for kind in ("short", "several", "checkbox"):
        ask(cast.offer, words, kind=kind, required=True, options=["<b>", words[:100]])
    visitor.open(FORM).submit("Confirm", 422, **TYPED)
    assert visitor.text.count(" ".join(words.split())) >= 6
    assert not visitor.page.select("fieldset b, script:not([src])")


def test_a_closed_type_shows_the_answers(cast: Cast, visitor: Visitor) -> None:
    question = ask_for(cast, "several")
    cast.offer.active = False
    db.session.commit()
    data = {**ASKED, f"q-{question.id}": ["Red", "Green"], "guests": "a@example.org"}
    visitor.post(PAGE, 410, data=data)
    assert "The several one? Red, Green" in visitor.text
    assert "a@example.org" in visitor.text


def test_answers_reach_the_domain_only_when_valid(
    cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(cast.offer, required=True)
    monkeypatch.setattr(booking, "book", None)
    visitor.post(PAGE, 422, data=ASKED)
