"""What a participant sends: a time, and who he is."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField
from wtforms.validators import InputRequired, ValidationError

from pinmycal.models import Question
from pinmycal.times import is_zone, parse_instant
from pinmycal.web.forms.answers import answer_field, field_name, words_of
from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.guests import guests_field
from pinmycal.web.forms.text import Printable, email, line, text

NOTE = _l("Anything to know beforehand?")


class Instant:
    """An instant in our one form."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raises ValidationError."""
        try:
            parse_instant(field.data or "")
        except ValueError as error:
            raise ValidationError(_("This is not a time that can be booked.")) from error


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

    start = HiddenField(_l("Time"), validators=[InputRequired(_l("Choose a time.")), Instant()])
    time_zone = HiddenField(_l("Time zone"), validators=[InputRequired(), KnownZone()])


class BookingForm(TimeForm):
    """A time and a participant. `asked` names the fields of the host's questions."""

    asked: tuple[str, ...] = ()

    name = line(_l("Your name"), 100)
    email = email(_l("Your e-mail"))
    note = text(NOTE, 2000)
    guests = guests_field()
    homepage = trap()

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
    def answers(self) -> list[list[str]] | None:
        """As they are kept with the participant; None where nothing was asked."""
        return [[field.label.text, words_of(field)] for field in self.questions] or None


def asking(questions: Sequence[Question]) -> type[BookingForm]:
    """The form of a type with these questions, its fields in the order of the page."""
    fields = {field_name(question): answer_field(question) for question in questions}
    last = {"note": text(NOTE, 2000), "guests": guests_field(), "homepage": trap()}
    return type("BookingForm", (BookingForm,), {**fields, **last, "asked": tuple(fields)})


class CancelForm(PostedForm):
    """Why, if he wants to say."""

    reason = text(_l("Reason"), 500)
