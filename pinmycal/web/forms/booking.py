"""What a participant sends: a time, and who he is."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField
from wtforms.validators import InputRequired, ValidationError

from pinmycal.booking.questions import asks_number, needs_number, phone_number
from pinmycal.models import AppointmentType
from pinmycal.times import is_zone
from pinmycal.web.forms.answers import answer_field, field_name, words_of
from pinmycal.web.forms.asked import AsAsked, ask_anew
from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.guests import guests_field
from pinmycal.web.forms.instants import InstantField
from pinmycal.web.forms.text import Printable, email, line, text

NOTE = _l("Anything to know beforehand?")
PHONE = "phone"


class KnownZone:
    """An IANA zone, sent along by the page rather than chosen here."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raises ValidationError."""
        if not is_zone(field.data or ""):
            raise ValidationError(_("This time zone is not known."))


class Empty:
    """A trap: people do not see the field, machines fill it in."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raises ValidationError."""
        if field.data:
            raise ValidationError(_("Please empty this field: it is there to catch machines."))


def trap() -> StringField:
    """A field that nobody is to fill in."""
    return StringField(_l("Leave this empty"), validators=[Printable(), Empty()])


class TimeForm(PostedForm):
    """A time, for moving an appointment."""

    start = InstantField(_l("Time"))
    time_zone = HiddenField(_l("Time zone"), validators=[InputRequired(), KnownZone()])


class BookingForm(TimeForm):
    """A time and a participant. `asked` names the fields of the host's questions."""

    asked: tuple[str, ...] = ()
    number_field: str | None = None  # the one for the number to call, where one is needed

    name = line(_l("Your name"), 100)
    email = email(_l("Your e-mail"))
    note = text(NOTE, 2000)
    guests = guests_field()
    homepage = trap()
    as_asked = AsAsked()

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then whether it was this that was asked."""
        fine = bool(super().validate(extra_validators))
        if self.as_asked.is_current:
            return fine
        ask_anew(self)
        return False

    @property
    def typed(self) -> list[Field]:
        """What a person fills in, as it stands on the page."""
        return [self.name, self.email, *self.questions, self.note, self.guests]

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """What has been filled in: (label, words)."""
        return [(str(field.label.text), words_of(field)) for field in self.typed if field.data]

    @property
    def questions(self) -> list[Field]:
        """The fields of the host's questions, in order."""
        return [self[name] for name in self.asked]

    @property
    def number(self) -> str:
        """The number to call, where one is needed."""
        return words_of(self[self.number_field]) if self.number_field else ""

    @property
    def answers(self) -> list[list[str]] | None:
        """As they are kept with the participant; None where nothing was asked."""
        return [[field.label.text, words_of(field)] for field in self.questions] or None


def asking(offer: AppointmentType) -> type[BookingForm]:
    """The form of a type with its questions, its fields in the order of the page."""
    fields, number = _answer_fields(offer)
    last = {"note": text(NOTE, 2000), "guests": guests_field(), "homepage": trap()}
    asked = {"asked": tuple(fields), "number_field": number, "as_asked": AsAsked(offer)}
    return type("BookingForm", (BookingForm,), {**fields, **last, **asked})


def _answer_fields(offer: AppointmentType) -> tuple[dict[str, Field], str | None]:
    """A field for each question, and the name of that for the number to call, where it is needed:
    a question of the host's, whether or not it must be answered, or one of ours."""
    needed, number = needs_number(offer), asks_number(offer.questions)
    ours = {PHONE: phone_field()} if needed and number is None else {}
    theirs = {
        field_name(each): answer_field(each, required=needed and each is number)
        for each in offer.questions
    }
    name = field_name(number) if number else PHONE
    return {**ours, **theirs}, name if needed else None


def phone_field() -> Field:
    """For the number to call, where the host asks for none himself."""
    return answer_field(phone_number(), required=True)


class CancelForm(PostedForm):
    """Why, if he wants to say."""

    reason = text(_l("Reason"), 500)
