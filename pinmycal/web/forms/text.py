"""Fields for text that people type: normalised, one line or many, never with hidden characters."""

import re
import unicodedata
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from pinmycal.times import is_zone

# Characters that turn the direction of what follows, or hide: harmless words can be made of them.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINE_BREAKS = re.compile("\r\n|[\r\u2028\u2029\u0085\v\f]")
# Letters and signs that show nothing, by Unicode's Default_Ignorable_Code_Point and by their look.
_BLANK = re.compile(
    "[\n\t\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\ufff0-\ufff8\U00016fe4\U000e0000-\U000e0fff]"
)
_LONGEST_EMAIL = 254
EMAIL = _l("E-mail")


def clean_text(text: str | None) -> str:
    """Composed (NFC), no direction marks, line breaks as \\n, nothing at the ends.

    Empty if nothing of it would be seen: a name that leaves a gap names nobody.
    """
    text = unicodedata.normalize("NFC", text or "")
    text = _LINE_BREAKS.sub("\n", _BIDI.sub("", text)).strip()
    return text if any(map(_is_seen, text)) else ""


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cf", "Zs") and not _BLANK.match(character)


def clean_line(text: str | None) -> str:
    """clean_text on one line."""
    return " ".join(clean_text(text).split())


def without_controls(text: str) -> str:
    """Without control characters, but for tabs and line breaks, and without lone surrogates."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


class Printable:
    """No control characters, no lone surrogates, nothing that a database or mail would choke on."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises ValidationError."""
        if without_controls(field.data or "") != (field.data or ""):
            raise ValidationError(_("This contains a character that cannot be used."))


class EmailAddress:
    """An address that mail can be sent to; its domain is not looked up."""

    def __call__(self, form: Form, field: Field) -> None:
        """Normalise the field's data. Raises ValidationError."""
        try:
            field.data = normal_address(field.data)
        except ValueError as error:
            words = _("Write an e-mail address like name@example.org.")
            raise ValidationError(words) from error


def normal_address(text: str) -> str:
    """The address as it is stored: composed, its domain in small letters. Raises ValueError."""
    try:
        checked = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValueError("no e-mail address") from error
    if len(checked.normalized.casefold()) > _LONGEST_EMAIL:  # some letters are two, folded
        raise ValueError("too long an e-mail address")
    return checked.normalized


class ZoneName:
    """An IANA zone."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises ValidationError."""
        if not is_zone(field.data or ""):
            raise ValidationError(_("Choose a time zone from the list."))


def line(label: str, longest: int, *, required: bool = True, **options: Any) -> StringField:
    """A field of one line."""
    validators = [*_presence(label, required), Printable(), Length(max=longest)]
    return StringField(label, filters=[clean_line], validators=validators, **options)


def text(label: str, longest: int, *, required: bool = False, **options: Any) -> TextAreaField:
    """A field of several lines."""
    validators = [*_presence(label, required), Printable(), Length(max=longest)]
    return TextAreaField(label, filters=[clean_text], validators=validators, **options)


def email(label: str = EMAIL) -> StringField:
    """A field for an address."""
    validators = [*_presence(label, True), Printable(), Length(max=_LONGEST_EMAIL), EmailAddress()]
    return StringField(
        label, filters=[clean_line], validators=validators, render_kw={"type": "email"}
    )


def _presence(label: str, required: bool) -> list[Any]:
    if not required:
        return []  # not Optional, which would skip what a form checks of an empty field itself
    missing = _l("%(label)s is missing.", label=label)
    return [DataRequired(missing)]  # spaces alone are nothing, once cleaned
