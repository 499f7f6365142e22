"""A phone call: somebody has to know the number."""

import pytest

from pinmycal.booking.offering import types_of
from pinmycal.extensions import db
from pinmycal.models import Appointment, Question, QuestionKind
from tests.cast import Cast
from tests.web.visitor import Visitor

CALL = {"title": "Call", "location": "phone"}
BOOK = "/host/call/book?start=2027-03-01T09:00:00Z&tz=UTC"


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


def test_the_number_may_stay_empty(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    host.open("/types/new").submit("Make the type", **CALL)
    visitor.open(BOOK).submit("Confirm", name="Grace", email="grace@example.com")
    assert db.session.query(Appointment).count() == 1
