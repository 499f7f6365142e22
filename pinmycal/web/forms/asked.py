"""What the booking form asked when its page was made, sent along with the answers.

An answer never comes under a question that was not asked: meanwhile the host may have changed it,
or put another in its place (SQLite gives the id of a deleted row to the next one).
"""

from typing import Any, Protocol

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from wtforms import Field, HiddenField

from pinmycal.booking.questions import wording
from pinmycal.models import AppointmentType
from pinmycal.web.forms.answers import field_name
from pinmycal.web.forms.text import clean_line, without_controls

ANEW = _l(
    "The questions have changed since you opened this page. Check your answers, then confirm again."
)
LONGEST = 1000  # of what is sent along: more than all questions of a type need
LONGEST_ANSWER = 2000
TICKED = "y"  # what a box sends


class AsAsked(HiddenField):
    """The wording of each question, by the name of its field. A page always has those of now."""

    def __init__(self, offer: AppointmentType | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.now = {field_name(each): wording(each) for each in offer.questions} if offer else {}

    def _value(self) -> str:
        return " ".join(f"{name}={words}" for name, words in self.now.items())

    @property
    def is_current(self) -> bool:
        """Whether all that is asked now was asked. A program that sends nothing is believed."""
        return not self.data or read(self.data).items() >= self.now.items()


class Asking(Protocol):
    """A form with answers and what they answer."""

    as_asked: AsAsked
    form_errors: list[Any]

    @property
    def questions(self) -> list[Field]: ...


def read(as_asked: str) -> dict[str, str]:
    """The wordings that were sent along."""
    pairs = (each.partition("=") for each in as_asked[:LONGEST].split())
    return {name: words for name, _equals, words in pairs}


def ask_anew(form: Asking) -> None:
    """Show what was typed, but in no field that asks something else."""
    before, now = read(form.as_asked.data or ""), form.as_asked.now
    gone = [answer for name in before if name not in now and (answer := _answer(name))]
    form.form_errors = [ANEW, *map(_gone, gone)]
    for field in form.questions:
        if before.get(field.name) != now.get(field.name):
            _empty(field)


def _gone(answer: str) -> str:
    words: str = _("A question is no longer asked. You had answered: “%(answer)s”.", answer=answer)
    return words


def _empty(field: Field) -> None:
    answer, errors = _answer(field.name), field.errors
    field.process(None)
    field.errors = errors
    if answer:
        words = _("This question has changed. You had answered: “%(answer)s”.", answer=answer)
        field.errors = [words]


def _answer(name: str) -> str:
    said = ", ".join(filter(None, map(clean_line, request.form.getlist(name))))
    return pgettext("answer", "Yes") if said == TICKED else without_controls(said)[:LONGEST_ANSWER]
