"""What a host's questions are answered in: a field for each question, in its order."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext
from wtforms import (
    BooleanField,
    Field,
    Form,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import CheckboxInput

from pinmycal.models import Question, QuestionKind
from pinmycal.web.forms.text import (
    AtMost,
    Printable,
    clean_code,
    clean_line,
    clean_text,
    composed,
)

LONGEST = {QuestionKind.SHORT: 300, QuestionKind.LONG: 2000, QuestionKind.PHONE: 40}
_NOT_TICKED = (False, "false", "", "0", "no", "No")  # the last three may stand in an address
_EXTENSION = r"(ext(ension|n)?|x|dw|durchwahl|poste|int(erno)?|ramal|anexo|доб|内線)"
_PHONE = re.compile(rf"[0-9 ()+./*,#-]*(;? ?{_EXTENSION}[.:=]? ?[0-9]{{1,8}})?", re.IGNORECASE)
_DASHES = re.compile("[\u2010-\u2015\u2043\u207b\u208b\u2212\u2e3a\u2e3b\u30fc\uff70\ufe58\ufe63]")
_FEWEST_DIGITS = 5


class OneOf(RadioField):
    """One of the options, or none where none is wanted."""


class SeveralOf(SelectMultipleField):
    """Any of the options."""

    option_widget = CheckboxInput()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label.field_id = False  # it stands above the boxes and belongs to none of them

    def process_formdata(self, valuelist: list[str]) -> None:
        """Each option once, however often it was sent."""
        super().process_formdata(list(dict.fromkeys(filter(None, valuelist))))


class Offered:
    """Only what the host offers now."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises ValidationError."""
        chosen = field.data if isinstance(field.data, list) else [field.data or ""]
        offered = {choice.value for choice in field.choices}
        if not offered.issuperset(filter(None, chosen)):
            raise ValidationError(_("Choose from what is offered."))


class PhoneNumber:
    """Whatever a person could dial."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises ValidationError."""
        number = field.data or ""
        digits = sum(character.isdigit() for character in number)
        if number and (not _PHONE.fullmatch(number) or digits < _FEWEST_DIGITS):
            raise ValidationError(_("Write a phone number like +49 30 123456."))


def dialable(text: str | None) -> str:
    """A number as it was meant: no tel:, plain digits and dashes, whatever it was copied from."""
    plain = composed(_DASHES.sub("-", clean_code(text)), "NFKC")
    return plain.removeprefix("tel:").strip()


def field_name(question: Question) -> str:
    """What the field is called in the form and in the address."""
    return f"q-{question.id}"


def answer_field(question: Question, *, required: bool = False) -> Field:
    """The field that asks it; it may be required even if the host does not insist."""
    kind = QuestionKind(question.kind)
    if kind is QuestionKind.ONE:
        return _one_of(question)
    if kind is QuestionKind.SEVERAL:
        choices = [SelectChoice(each) for each in question.options]
        return SeveralOf(question.label, validate_choice=False, choices=choices, **_wish(question))
    if kind is QuestionKind.CHECKBOX:
        return BooleanField(question.label, false_values=_NOT_TICKED, **_wish(question))
    return _typed(question, kind, _wish(question, required))


def words_of(field: Field) -> str:
    """The answer as it is kept; empty where there is none."""
    if isinstance(field, BooleanField):
        ticked: str = pgettext("answer", "Yes") if field.data else pgettext("answer", "No")
        return ticked
    return ", ".join(field.data) if isinstance(field.data, list) else str(field.data or "")


def _one_of(question: Question) -> Field:
    """Without a script a choice cannot be taken back, so that none is a choice too."""
    choices = [SelectChoice(each) for each in question.options]
    if not question.required:
        choices.append(SelectChoice("", _("No answer")))
    wish = _wish(question)
    return OneOf(question.label, validate_choice=False, choices=choices, default="", **wish)


def _typed(question: Question, kind: QuestionKind, wish: dict[str, Any]) -> Field:
    wish["validators"] += [AtMost(max=LONGEST[kind]), Printable()]
    if kind is QuestionKind.LONG:
        return TextAreaField(question.label, filters=[clean_text], **wish)
    if kind is QuestionKind.PHONE:
        wish["validators"].append(PhoneNumber())
        wish["render_kw"] = {"type": "tel", "autocomplete": "tel"}
        return StringField(question.label, filters=[dialable], **wish)
    return StringField(question.label, filters=[clean_line], **wish)


def _wish(question: Question, required: bool = False) -> dict[str, Any]:
    """Validators, and in words that it may be left out."""
    required = required or question.required
    chosen = question.kind in (QuestionKind.ONE, QuestionKind.SEVERAL)
    presence = [DataRequired(_("Please answer this."))] if required else []
    return {
        "validators": [*presence, Offered()] if chosen else presence,
        "description": "" if required else _("If you like."),
    }
