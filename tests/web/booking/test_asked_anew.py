"""An answer never comes under a question that was not asked."""

from typing import Any

import pytest

from pinmycal import booking
from pinmycal.booking.questions import Asking, add_question, change_question, delete_question
from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType, Participant, Question
from tests.cast import Cast, ask
from tests.web.asking import FORM, PAGE, TYPED
from tests.web.visitor import Visitor

pytestmark = pytest.mark.both_databases
ANEW = "The questions have changed"
BUDGET = Asking("What is your budget?", "short", False, [])


def fresh(cast: Cast) -> AppointmentType:
    return db.session.get_one(AppointmentType, cast.offer.id)


def open_form(cast: Cast, visitor: Visitor, **question: Any) -> tuple[Question, str]:
    """With one question on it, and the name of its field."""
    asked = ask(cast.offer, "Which phone is broken?", **question)
    visitor.open(FORM)
    return asked, f"q-{asked.id}"


def answers() -> list[list[str]] | None:
    return db.session.query(Participant).one().answers


def test_a_question_that_was_changed(cast: Cast, visitor: Visitor) -> None:
    question, name = open_form(cast, visitor)
    change_question(fresh(cast), question.id, BUDGET)
    visitor.submit("Confirm", 422, **TYPED, **{name: "The red one"})
    assert ANEW in visitor.text
    assert "You had answered: “The red one”." in visitor.error(name)
    assert (visitor.value(name), visitor.value("note")) == ("", TYPED["note"])
    assert "What is your budget?" in visitor.text
    visitor.submit("Confirm", **{name: "200"})
    assert answers() == [["What is your budget?", "200"]]


def test_another_question_with_its_id(cast: Cast, visitor: Visitor) -> None:
    question, name = open_form(cast, visitor)
    delete_question(fresh(cast), question.id)
    add_question(fresh(cast), BUDGET)
    (other,) = fresh(cast).questions
    visitor.submit("Confirm", 422, **TYPED, **{name: "The red one"})
    assert "You had answered: “The red one”." in visitor.text
    assert visitor.value(f"q-{other.id}") == ""
    visitor.submit("Confirm")
    assert answers() == [["What is your budget?", ""]]


def test_a_question_that_is_gone(cast: Cast, visitor: Visitor) -> None:
    """Nobody misses its answer; where another has changed, it is not lost unseen."""
    (first, gone), (second, name) = (
        open_form(cast, visitor, kind="checkbox"),
        open_form(cast, visitor),
    )
    delete_question(fresh(cast), first.id)
    change_question(fresh(cast), second.id, BUDGET)
    visitor.submit("Confirm", 422, **TYPED, **{gone: "y", name: "The red one"})
    assert "no longer asked. You had answered: “Yes”." in visitor.text
    delete_question(fresh(cast), second.id)
    visitor.submit("Confirm")
    assert answers() is None


def test_one_more_question(cast: Cast, visitor: Visitor) -> None:
    _, name = open_form(cast, visitor)
    add_question(fresh(cast), BUDGET)
    visitor.submit("Confirm", 422, **TYPED, **{name: "The red one"})
    assert ANEW in visitor.text
    assert visitor.value(name) == "The red one"
    visitor.submit("Confirm")
    assert [answer for _, answer in answers() or []] == ["The red one", ""]


CHANGES = [
    Asking("Which phone is broken?", "long", False, []),
    Asking("Which phone is broken?", "several", False, ["Red", "Blue"]),
    Asking("Which phone is broken? ", "checkbox", False, []),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.kind)
def test_other_ways_to_answer_it(cast: Cast, visitor: Visitor, change: Asking) -> None:
    question, name = open_form(cast, visitor, kind="one", options=["Red", "Green"])
    change_question(fresh(cast), question.id, change)
    visitor.submit("Confirm", 422, **TYPED, **{name: "Red"})
    assert "You had answered: “Red”." in visitor.text
    visitor.submit("Confirm")
    assert [answer for _, answer in answers() or []] in ([""], ["No"])


def test_order_and_whether_it_must_be_answered_change_no_meaning(
    cast: Cast, visitor: Visitor
) -> None:
    question, name = open_form(cast, visitor)
    must = Asking(question.label, question.kind, True, [])
    change_question(fresh(cast), question.id, must)
    visitor.submit("Confirm", **TYPED, **{name: "The red one"})
    assert answers() == [["Which phone is broken?", "The red one"]]


def test_at_the_last_moment(cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    _, name = open_form(cast, visitor)
    book = booking.book

    def late(*arguments: Any) -> Appointment:
        with db.engine.begin() as connection:
            connection.execute(db.update(Question).values(label="What is your budget?"))
        return book(*arguments)

    monkeypatch.setattr(booking, "book", late)
    visitor.submit("Confirm", 422, **TYPED, **{name: "The red one"})
    assert "You had answered: “The red one”." in visitor.error(name)
    assert db.session.query(Appointment).count() == 0


def test_what_waits_while_another_time_is_chosen(cast: Cast, visitor: Visitor) -> None:
    question, name = open_form(cast, visitor)
    as_asked = visitor.value("as_asked")
    data = {**TYPED, name: "The red one", "as_asked": as_asked}
    visitor.post(f"{PAGE}/keep", data=data)
    assert visitor.open(FORM).value(name) == "The red one"
    change_question(fresh(cast), question.id, BUDGET)
    assert (visitor.open(FORM).value(name), visitor.value("name")) == ("", "Participant")


def test_a_form_that_is_sent_twice_shows_the_appointment_all_the_same(
    cast: Cast, visitor: Visitor
) -> None:
    question, name = open_form(cast, visitor)
    booked = visitor.submit("Confirm", **TYPED, **{name: "The red one"}).location
    change_question(fresh(cast), question.id, BUDGET)
    assert booked in visitor.resend(409).links


@pytest.mark.parametrize("sent", ["q-1", "=", "x" * 5000, "q-1=a q-1=b", "\x00", "q-99999999999=a"])
def test_what_nobody_sends_does_no_harm(cast: Cast, visitor: Visitor, sent: str) -> None:
    open_form(cast, visitor)
    visitor.submit("Confirm", 422, **TYPED, as_asked=sent)
    visitor.submit("Confirm")
