"""A question that a host asks, as he writes it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import ValidationError

from pinmycal.booking.questions import Asking
from pinmycal.models import Question, QuestionKind
from pinmycal.web.forms.stored import StoredForm
from pinmycal.web.forms.text import AtMost, Printable, clean_line, clean_text, line

KIND_WORDS = {
    QuestionKind.SHORT: _l("A short answer"),
    QuestionKind.LONG: _l("A long answer"),
    QuestionKind.ONE: _l("One of several options"),
    QuestionKind.SEVERAL: _l("Any of several options"),
    QuestionKind.PHONE: _l("A phone number"),
    QuestionKind.CHECKBOX: _l("A box to tick"),
}
CHOICES = (QuestionKind.ONE, QuestionKind.SEVERAL)
FEWEST_OPTIONS, MOST_OPTIONS, LONGEST_OPTION = 2, 20, 100


class QuestionForm(StoredForm):
    """A new question, or one that is changed."""

    label = line(_l("Question"), 200)
    kind = SelectField(
        _l("Answered by"),
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()],
    )
    options = TextAreaField(
        _l("Options"), filters=[clean_text], validators=[AtMost(max=4000), Printable()]
    )
    required = BooleanField(_l("Must be answered"))

    @classmethod
    def of(cls, question: Question) -> "QuestionForm":
        """As it is, unless something else was posted."""
        return cls(data=_said(question))

    @classmethod
    def stored(cls, question: Question) -> "QuestionForm":
        """As it is, whatever was posted."""
        return cls(formdata=None, data=_said(question))

    @property
    def asking(self) -> Asking:
        """What it says, once it is valid. Options typed for another kind are dropped."""
        options = self.lines if self.kind.data in CHOICES else []
        return Asking(self.label.data, self.kind.data, self.required.data, options)

    @property
    def lines(self) -> list[str]:
        """The options as they are typed, one a line."""
        return list(filter(None, map(clean_line, (self.options.data or "").split("\n"))))

    def validate_options(self, field: TextAreaField) -> None:
        """Raises ValidationError."""
        if self.kind.data in CHOICES:
            _check(self.lines)


def _said(question: Question) -> dict[str, object]:
    says = {"label": question.label, "kind": question.kind, "required": question.required}
    return {**says, "options": "\n".join(question.options)}


def _check(options: list[str]) -> None:
    """Raises ValidationError."""
    if len(options) < FEWEST_OPTIONS:
        words = _(
            "Write at least %(number)s options, each on a line of its own.", number=FEWEST_OPTIONS
        )
        raise ValidationError(words)
    if len(options) > MOST_OPTIONS:
        words = _(
            "That are %(number)s options. At most %(most)s fit.",
            number=len(options),
            most=MOST_OPTIONS,
        )
        raise ValidationError(words)
    for number, option in enumerate(options):
        if len(option) > LONGEST_OPTION:
            words = _(
                "The option “%(option)s…” is longer than %(most)s letters.",
                option=option[:30],
                most=LONGEST_OPTION,
            )
            raise ValidationError(words)
        if option in options[:number]:
            raise ValidationError(_("The option “%(option)s” is there twice.", option=option))
