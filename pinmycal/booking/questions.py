"""What a host asks whoever books. Answers that were given stay as they were."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from pinmycal.booking.locking import lock_calendar
from pinmycal.booking.room import TooMany
from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Location, Question, QuestionKind

MOST_QUESTIONS = 20


@dataclass(frozen=True)
class Asking:
    """What a question says; `kind` is a QuestionKind, `options` are for ONE and SEVERAL alone."""

    label: str
    kind: str
    required: bool
    options: list[str]


def needs_number(offer: AppointmentType) -> bool:
    """Whether it is a phone call and the host gave no number: then whoever books has to."""
    return offer.location == Location.PHONE and not offer.location_detail


def asks_number(questions: Iterable[Question]) -> Question | None:
    """The first question that is answered by a phone number."""
    return next((each for each in questions if each.kind == QuestionKind.PHONE), None)


def wording(question: Question) -> str:
    """Tells a question from every other one, and from itself once it is changed. An id does not:
    SQLite gives that of a deleted question to the next one."""
    says = json.dumps([question.label, question.kind, question.options])
    return hashlib.sha256(says.encode()).hexdigest()[:12]


def wordings(offer: AppointmentType) -> dict[int, str]:
    """Of all that is asked, by the ids of the questions."""
    return {question.id: wording(question) for question in offer.questions}


def phone_number() -> Question:
    """What a phone call asks where the host gave no number."""
    return Question(
        position=0, label=_("Phone number"), kind=QuestionKind.PHONE, required=True, options=[]
    )


@transactional
def add_question(offer: AppointmentType, asking: Asking) -> None:
    """After the others. Raises TooMany, or database.Conflict."""
    questions = _locked(offer)
    if len(questions) >= MOST_QUESTIONS:
        raise TooMany
    added = Question(appointment_type_id=offer.id, position=0)
    _say(added, asking)
    db.session.add(added)
    _number([*questions, added])


@transactional
def change_question(offer: AppointmentType, question_id: int, asking: Asking) -> None:
    """What it says from now on; one that was deleted meanwhile stays so."""
    for question in _locked(offer):
        if question.id == question_id:
            _say(question, asking)


@transactional
def delete_question(offer: AppointmentType, question_id: int) -> None:
    """Ask it no more."""
    for question in _locked(offer):
        if question.id == question_id:
            db.session.delete(question)


@transactional
def shift_question(
    offer: AppointmentType, question_id: int, by: int, place: int | None = None
) -> None:
    """So many places further down, or up where `by` is negative, than `place`: where whoever
    pressed saw it, so that pressing again in an old tab does no harm. Else than where it is."""
    questions = _locked(offer)
    shifted = [question for question in questions if question.id == question_id]
    others = [question for question in questions if question.id != question_id]
    if shifted:
        here = questions.index(shifted[0]) if place is None else place
        there = min(max(0, here + by), len(others))
        _number([*others[:there], *shifted, *others[there:]])


def _locked(offer: AppointmentType) -> Sequence[Question]:
    """In order, and nobody else changes them meanwhile."""
    type_id = offer.id
    lock_calendar(offer.host_id)
    of_type = select(Question).where(Question.appointment_type_id == type_id)
    ordered = of_type.order_by(Question.position, Question.id)
    return db.session.scalars(ordered.execution_options(populate_existing=True)).all()


def _say(question: Question, asking: Asking) -> None:
    question.label, question.kind = asking.label, asking.kind
    question.required, question.options = asking.required, asking.options


def _number(questions: Sequence[Question]) -> None:
    for position, question in enumerate(questions):
        question.position = position
