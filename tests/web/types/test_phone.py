"""A phone call: somebody has to know the number."""

from typing import Any

import pytest

from pinmycal import booking
from pinmycal.booking.offering import types_of
from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType, Participant, Question, QuestionKind
from tests.cast import Cast, offer
from tests.web.visitor import HTMX, Visitor

CALL = {"title": "Call", "location": "phone"}
BOOK = "/host/call/book?start=2027-03-01T09:00:00Z&tz=UTC"
PERSON = {"name": "Grace", "email": "grace@example.com"}


def answers() -> list[list[str]] | None:
    return db.session.query(Participant).one().answers


def asked(cast: Cast) -> list[Question]:
    return types_of(cast.host.id)[-1].questions


def test_a_call_without_a_number_asks_for_one(cast: Cast, host: Visitor) -> None:
    host.open("/types/new").submit("Make the type", **CALL).follow()
    assert "Whoever books is asked for a phone number" in host.text
    assert "Questions (1) of Call" in host.text
    assert [question.kind for question in asked(cast)] == [QuestionKind.PHONE]


@pytest.mark.parametrize(
    "other", [{"location_detail": "+49 30 1"}, {"location": "link", "location_detail": "https://a"}]
)
def test_where_somebody_knows_nothing_is_asked(
    cast: Cast, host: Visitor, other: dict[str, str]
) -> None:
    host.open("/types/new").submit("Make the type", **{**CALL, **other}).follow()
    assert "phone number" not in host.text
    assert asked(cast) == []


def test_what_becomes_a_call_asks_too(cast: Cast, host: Visitor) -> None:
    host.open(f"/types/{cast.offer.id}").submit("Save", location="phone", location_detail="")
    assert "Whoever books is asked for a phone number" in host.follow().text
    assert [question.kind for question in asked(cast)] == [QuestionKind.PHONE]


def test_a_question_that_was_deleted_stays_so(cast: Cast, host: Visitor) -> None:
    host.open("/types/new").submit("Make the type", **CALL)
    page = f"/types/{types_of(cast.host.id)[-1].id}"
    host.open(f"{page}/questions").submit("Delete")
    host.open(page).submit("Save")
    assert asked(cast) == []


def test_the_number_is_needed(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    host.open("/types/new").submit("Make the type", **CALL)
    (question,) = asked(cast)
    question.required = False  # as those are that were asked before
    db.session.commit()
    name = f"q-{question.id}"
    visitor.open(BOOK).submit("Confirm", 422, **PERSON)
    assert "Please answer this." in visitor.error(name)
    assert visitor.value("name") == "Grace"
    visitor.submit("Confirm", 422, **{name: "call me"})
    visitor.submit("Confirm", **{name: "+49 30 123456"})
    assert answers() == [["Phone number", "+49 30 123456"]]


@pytest.mark.both_databases
def test_it_is_asked_for_where_the_host_asks_nothing(cast: Cast, visitor: Visitor) -> None:
    offer(cast.host, slug="call", location="phone")
    visitor.open(BOOK).submit("Confirm", 422, **PERSON)
    assert "Please answer this." in visitor.error("phone")
    visitor.submit("Confirm", phone="+49 30 123456")
    assert answers() == [["Phone number", "+49 30 123456"]]


def test_it_may_stand_in_the_address(cast: Cast, visitor: Visitor) -> None:
    offer(cast.host, slug="call", location="phone")
    times = visitor.open("/host/call?phone=%2B49301234&tz=UTC").links
    (time,) = [each for each in times if "2027-03-01T09%3A00%3A00Z" in each]
    assert visitor.open(time).value("phone") == "+49301234"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_type_that_becomes_a_call_while_the_form_is_open(
    cast: Cast, visitor: Visitor, headers: dict[str, str]
) -> None:
    visitor.open(BOOK.replace("call", "intro"))
    cast.offer.location = "phone"
    db.session.commit()
    visitor.submit("Confirm", 422, **PERSON)
    assert visitor.value("name") == "Grace"
    visitor.submit("Confirm", phone="+49 30 123456")
    assert db.session.query(Appointment).count() == 1


def test_a_type_that_becomes_a_call_at_the_last_moment(
    cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = booking.book

    def late(*arguments: Any) -> Appointment:
        with db.engine.begin() as connection:
            connection.execute(db.update(AppointmentType).values(location="phone"))
        return book(*arguments)

    monkeypatch.setattr(booking, "book", late)
    visitor.open(BOOK.replace("call", "intro")).submit("Confirm", 422, **PERSON)
    assert "Please answer this." in visitor.error("phone")
    assert visitor.value("name") == "Grace"
    assert db.session.query(Appointment).count() == 0


def test_a_host_who_books_for_someone_gives_it(cast: Cast, host: Visitor) -> None:
    call = offer(cast.host, slug="call", location="phone")
    form = f"/appointments/new/{call.id}/book?start=2027-03-01T09:00:00Z&tz=UTC"
    host.open(form).submit("Book it", 422, **PERSON)
    assert "Please answer this." in host.error("phone")
    host.submit("Book it", phone="+49 30 123456").follow()
    assert answers() == [["Phone number", "+49 30 123456"]]
    assert "You call them. Their number is below." in host.text
    assert "Phone number +49 30 123456" in host.text


def test_a_host_who_gave_a_number_is_asked_for_none(cast: Cast, host: Visitor) -> None:
    call = offer(cast.host, slug="call", location="phone", location_detail="+49 30 1")
    form = f"/appointments/new/{call.id}/book?start=2027-03-01T09:00:00Z&tz=UTC"
    host.open(form).submit("Book it", **PERSON)
    assert answers() is None
