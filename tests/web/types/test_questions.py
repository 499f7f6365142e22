"""A host writes the questions of a type."""

from collections.abc import Sequence

import pytest

from pinmycal.booking.questions import MOST_QUESTIONS
from pinmycal.extensions import db
from pinmycal.models import Question
from tests.cast import Cast, ask, offer
from tests.web.visitor import Visitor

SHORT = {"label": "What for?", "kind": "short", "options": ""}
ONE = {"label": "Which?", "kind": "one", "options": "Red\r\n\r\n  Dark   blue \r\nGreen"}


@pytest.fixture
def page(cast: Cast) -> str:
    return f"/types/{cast.offer.id}/questions"


def labels() -> Sequence[str]:
    ordered = db.select(Question.label).order_by(Question.position, Question.id)
    return db.session.scalars(ordered).all()


def test_without_any_the_page_says_so(page: str, host: Visitor) -> None:
    assert "No questions yet" in host.open(page).text


def test_a_question_is_added_at_the_end(page: str, cast: Cast, host: Visitor) -> None:
    host.open(page).submit("Add the question", **SHORT).follow()
    assert "The question is added." in host.text
    host.submit("Add the question", **ONE, required="y").follow()
    assert labels() == ["What for?", "Which?"]
    added = db.session.query(Question).filter_by(kind="one").one()
    assert (added.required, added.options) == (True, ["Red", "Dark blue", "Green"])
    assert "One of several options · must be answered" in host.text


def test_options_of_another_kind_are_dropped(page: str, host: Visitor) -> None:
    host.open(page).submit("Add the question", **{**ONE, "kind": "phone"})
    assert db.session.query(Question).one().options == []


WRONG = [
    ("label", "", "Question is missing."),
    ("label", "q" * 201, "longer than 200"),
    ("label", "a\x00b", "cannot be used"),
    ("kind", "essay", "Not a valid choice"),
    ("options", "", "at least 2 options"),
    ("options", "Red\r\n \r\n", "at least 2 options"),
    ("options", "\r\n".join(map(str, range(21))), "At most 20"),
    ("options", "Red\r\n" + "x" * 101, "longer than 100"),
    ("options", "Red\r\nBlue\r\nRed", "“Red” is there twice"),
    ("options", "Red\r\nB\x1blue", "cannot be used"),
    ("options", "o" * 4001, "longer than 4000"),
]


@pytest.mark.parametrize(("field", "typed", "words"), WRONG)
def test_what_is_wrong_is_said_beside_the_field(
    page: str, host: Visitor, field: str, typed: str, words: str
) -> None:
    host.open(page).submit("Add the question", 422, **{**ONE, field: typed})
    assert words in host.error(field)
    assert field == "label" or host.value("label") == "Which?"
    assert labels() == []


def test_changing_one(page: str, cast: Cast, host: Visitor) -> None:
    question = ask(cast.offer, kind="one", options=["Red", "Blue"])
    host.open(f"{page}/{question.id}")
    assert host.value("options") == "Red\nBlue"
    host.submit("Save", label="Which colour?", options="Red\nGreen").follow()
    db.session.refresh(question)
    assert (question.label, question.options) == ("Which colour?", ["Red", "Green"])
    host.open(f"{page}/{question.id}").submit("Save", 422, label="")
    assert "Question is missing." in host.error("label")


def test_up_and_down(page: str, cast: Cast, host: Visitor) -> None:
    first, second, third = (ask(cast.offer, label).id for label in ("A", "B", "C"))
    for act, order in (
        (f"{third}/up", "ACB"),
        (f"{first}/down", "CAB"),
        (f"{third}/up", "CAB"),
        (f"{second}/down", "CAB"),
    ):
        host.post(f"{page}/{act}")
        assert "".join(labels()) == order


def test_deleting_one_keeps_what_was_answered(page: str, cast: Cast, host: Visitor) -> None:
    question_id = ask(cast.offer).id
    appointment = cast.book(answers=[["What for?", "Tea"]])
    host.open(page).submit("Delete").follow()
    assert labels() == []
    host.post(f"{page}/{question_id}/delete", 404)
    assert "What for? Tea" in host.open(f"/appointments/{appointment.public_id}").text


def test_there_can_be_twenty(page: str, cast: Cast, host: Visitor) -> None:
    for number in range(MOST_QUESTIONS):
        ask(cast.offer, f"Question {number}")
    assert "as many as there can be" in host.open(page).text
    host.post(page, 422, data=SHORT)
    assert "Delete one before" in host.text
    assert len(labels()) == MOST_QUESTIONS


def test_a_question_of_another_type_is_not_there(page: str, cast: Cast, host: Visitor) -> None:
    elsewhere = ask(offer(cast.host, slug="other"))
    for act in ("", "/delete", "/up"):
        host.post(f"{page}/{elsewhere.id}{act}", 404, data=SHORT)
    host.open(f"{page}/{2**63}", 404)
    host.open(f"/types/{2**63}/questions", 404)


def test_questions_go_with_their_type(cast: Cast) -> None:
    ask(cast.offer)
    db.session.delete(cast.offer)
    db.session.commit()
    assert labels() == []
