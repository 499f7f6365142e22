"""Fields for text that people type: normalised, one line or many, never with hidden characters."""

import re
import unicodedata
from typing import Any, Literal
from urllib.parse import unquote

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, StopValidation, ValidationError

from pinmycal.times import is_zone

# Characters that turn the direction of what follows, or hide: harmless words can be made of them.
_HIDDEN = re.compile(
    "[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
)
# Those that mean something in running text alone: where a Khmer line may break, how Persian letters
# join, which picture an emoji is. No address, link or number has one.
_JOINERS = "\u200b\u200c\u200d\u034f"
_IGNORABLE = re.compile(
    f"[{_JOINERS}\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)
_LINE_BREAKS = re.compile("\r\n|[\r\u2028\u2029\u0085\v\f]")
# Letters and signs that show nothing, by Unicode's Default_Ignorable_Code_Point and by their look.
_BLANK = re.compile(
    "[\n\t\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\ufff0-\ufff8\U00016fe4\U000e0000-\U000e0fff]"
)
_LONGEST_EMAIL = 254
_IN_BRACKETS = re.compile("[^<>]*<([^<>]*)>[ ,;]*")
_NARROW = {
    wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)
}  # as Japanese keyboards write them
LONGEST = 10_000  # characters; no field takes as many
MOST_MARKS = 30  # on one letter: no language has as many (Unicode's stream-safe text format)
EMAIL = _l("E-mail")


def clean_text(text: str | None) -> str:
    """Composed (NFC), no direction marks, line breaks as \\n, nothing at the ends.

    Empty if nothing of it would be seen: a name that leaves a gap names nobody.
    """
    text = _HIDDEN.sub("", composed(text or ""))
    text = _LINE_BREAKS.sub("\n", text).strip().strip(_JOINERS).strip()
    return text if any(map(_is_seen, text)) else ""


def composed(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """In a normal form. The time it takes grows with the square of a pile of marks, so what no
    field would take anyway is left as it came, for its validators to refuse."""
    if len(text) > LONGEST or is_piled(text):
        return text
    return unicodedata.normalize(form, text)


def is_piled(text: str) -> bool:
    """Whether more marks stand on a letter than any language has."""
    marks = 0
    for character in "" if text.isascii() else text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > MOST_MARKS:
            return True
    return False


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cf", "Zs") and not _BLANK.match(character)


def clean_line(text: str | None) -> str:
    """clean_text on one line."""
    return " ".join(clean_text(text).replace("\u200b", "").split())


def clean_code(text: str | None) -> str:
    """clean_line of an address, a link or a number: without what was pasted along unseen."""
    return _IGNORABLE.sub("", clean_line(text))


def without_controls(text: str) -> str:
    """Without control characters, but for tabs and line breaks, and without lone surrogates."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


class Printable:
    """No control characters, no lone surrogates, nothing that a database or mail would choke on."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises ValidationError."""
        typed = field.data or ""
        if without_controls(typed) != typed or is_piled(typed):
            raise ValidationError(_("This contains a character that cannot be used."))


class AtMost(Length):
    """So many characters; of a longer text nothing else is looked at."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises StopValidation."""
        try:
            super().__call__(form, field)
        except ValidationError as error:
            raise StopValidation(*error.args) from error


class EmailAddress:
    """An address that email can be sent to; its domain is not looked up."""

    def __call__(self, form: Form, field: Field) -> None:
        """Normalise the field's data. Raises ValidationError."""
        try:
            field.data = normal_address(field.data)
        except ValueError as error:
            raise ValidationError(why_not(field.data)) from error


def bare_address(text: str | None) -> str:
    """The address of what was pasted: a mailto: link, or a name with the address in brackets."""
    bare = clean_code(text).translate(_NARROW)
    if inside := _IN_BRACKETS.fullmatch(bare):
        bare = inside[1].strip()
    if bare[:7].casefold() == "mailto:":
        bare = unquote(bare[7:].partition("?")[0])
    return bare.strip(" ,;")


def normal_address(text: str) -> str:
    """The address as it is stored: composed, its domain in small letters. Raises ValueError."""
    if len(text) > _LONGEST_EMAIL:
        raise ValueError("too long an email address")
    try:
        checked = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValueError("no email address") from error
    if len(checked.normalized.casefold()) > _LONGEST_EMAIL:  # some letters are two, folded
        raise ValueError("too long an email address")
    return checked.normalized


def why_not(text: str) -> str:
    """What to do about what is no address. See decision 24 about the dots."""
    local = text.rpartition("@")[0]
    words: str
    if local and (".." in local or local[0] == "." or local[-1] == "."):
        words = _(
            "Many mail servers refuse an address with dots like these, so our emails might not"
            " arrive. Check the dots before the @, or use another address."
        )
    else:
        words = _("Write an email address like name@example.org.")
    return words


class ZoneName:
    """An IANA zone."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises ValidationError."""
        if not is_zone(field.data or ""):
            raise ValidationError(_("Choose a time zone from the list."))


def line(label: str, longest: int, *, required: bool = True, **options: Any) -> StringField:
    """A field of one line."""
    validators = [*_presence(label, required), AtMost(max=longest), Printable()]
    return StringField(label, filters=[clean_line], validators=validators, **options)


def text(label: str, longest: int, *, required: bool = False, **options: Any) -> TextAreaField:
    """A field of several lines."""
    validators = [*_presence(label, required), AtMost(max=longest), Printable()]
    return TextAreaField(label, filters=[clean_text], validators=validators, **options)


def email(label: str = EMAIL) -> StringField:
    """A field for an address."""
    validators = [*_presence(label, True), AtMost(max=_LONGEST_EMAIL), Printable(), EmailAddress()]
    return StringField(
        label, filters=[bare_address], validators=validators, render_kw={"type": "email"}
    )


def _presence(label: str, required: bool) -> list[Any]:
    if not required:
        return []  # not Optional, which would skip what a form checks of an empty field itself
    missing = _l("%(label)s is missing.", label=label)
    return [DataRequired(missing)]  # spaces alone are nothing, once cleaned
