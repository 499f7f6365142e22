"""Who else comes: a few addresses in one field."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Field, Form, TextAreaField
from wtforms.validators import Length, ValidationError

from pinmycal.models.appointment import mailbox
from pinmycal.web.forms.text import Printable, clean_text, normal_address

MOST_GUESTS = 5
_SHOWN = 60  # characters of what is no address


class GuestsField(TextAreaField):
    """Addresses between commas, spaces or line breaks. `addresses` are there once it is valid."""

    addresses: tuple[str, ...] = ()


class Addresses:
    """Each an address, each mailbox once however often it was typed, and few of them."""

    def __call__(self, form: Form, field: Field) -> None:
        """Fill in the field's addresses. Raises ValidationError."""
        typed = [each.strip("<>") for each in re.split(r"[\s,;]+", field.data or "") if each]
        found = {mailbox(address): address for address in map(_address, typed)}
        own = mailbox(str(form.email.data))
        others = tuple(address for key, address in found.items() if key != own)
        if len(others) > MOST_GUESTS:
            raise ValidationError(_too_many())
        field.addresses = others


def guests_field() -> GuestsField:
    """Empty, or at most MOST_GUESTS addresses."""
    validators = [Printable(), Length(max=1500), Addresses()]
    return GuestsField(_l("Guests"), filters=[clean_text], validators=validators)


def _too_many() -> str:
    words: str = ngettext(
        "You can invite %(num)s guest at most.",
        "You can invite %(num)s guests at most.",
        MOST_GUESTS,
    )
    return words


def _address(typed: str) -> str:
    try:
        return normal_address(typed)
    except ValueError as error:
        words = _("“%(typed)s” is no e-mail address like name@example.org.", typed=typed[:_SHOWN])
        raise ValidationError(words) from error
