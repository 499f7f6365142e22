"""A question that a host asks, as he writes it."""

from wtforms import BooleanField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import Length, ValidationError

from pinmycal.booking.questions import Asking
from pinmycal.models import Question, QuestionKind
from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.text import Printable, clean_line, clean_text, line

KIND_WORDS = {
    QuestionKind.SHORT: "A short answer",
    QuestionKind.LONG: "A long answer",
    QuestionKind.ONE: "One of several options",
    QuestionKind.SEVERAL: "Any of several options",
    QuestionKind.PHONE: "A phone number",
    QuestionKind.CHECKBOX: "A box to tick",
}
CHOICES = (QuestionKind.ONE, QuestionKind.SEVERAL)
FEWEST_OPTIONS, MOST_OPTIONS, LONGEST_OPTION = 2, 20, 100


class QuestionForm(PostedForm):
    """A new question, or one that is changed."""

    label = line("Question", 200)
    kind = SelectField(
        "Answered by",
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()],
    )
    options = TextAreaField(
        "Options", filters=[clean_text], validators=[Printable(), Length(max=4000)]
    )
    required = BooleanField("Must be answered")

    @classmethod
    def of(cls, question: Question) -> "QuestionForm":
        """As it is, unless something else was posted."""
        says = {"label": question.label, "kind": question.kind, "required": question.required}
        return cls(data={**says, "options": "\n".join(question.options)})

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
        if self.kind.data in CHOICES and (words := _what_is_wrong(self.lines)):
            raise ValidationError(words)


def _what_is_wrong(options: list[str]) -> str | None:
    if len(options) < FEWEST_OPTIONS:
        return f"Write at least {FEWEST_OPTIONS} options, each on a line of its own."
    if len(options) > MOST_OPTIONS:
        return f"That are {len(options)} options. At most {MOST_OPTIONS} fit."
    for number, option in enumerate(options):
        if len(option) > LONGEST_OPTION:
            return f"The option “{option[:30]}…” is longer than {LONGEST_OPTION} letters."
        if option in options[:number]:
            return f"The option “{option}” is there twice."
    return None
