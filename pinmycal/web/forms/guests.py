"""Who else comes: a few addresses in one field."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Field, Form, TextAreaField
from wtforms.validators import ValidationError

from pinmycal.models.mailbox import mailbox
from pinmycal.web.forms.text import (
    AtMost,
    Printable,
    bare_address,
    clean_text,
    normal_address,
    why_not,
)

MOST_GUESTS = 5
_NAMED = re.compile(r"""("[^"]*"\s*|[^,;\n<>"]*)<([^<>]*)>""")
_SHOWN = 60  # characters of what is no address


class GuestsField(TextAreaField):
    """Addresses between commas, spaces or line breaks. `addresses` are there once it is valid."""

    addresses: tuple[str, ...] = ()


class Addresses:
    """Each an address, each mailbox once however often it was typed, and few of them."""

    def __call__(self, form: Form, field: Field) -> None:
        """Fill in the field's addresses. Raises ValidationError."""
        found = {mailbox(address): address for address in map(_address, _pieces(field.data or ""))}
        own = mailbox(str(form.email.data))
        others = tuple(address for key, address in found.items() if key != own)
        if len(others) > MOST_GUESTS:
            raise ValidationError(_too_many())
        field.addresses = others


def _pieces(typed: str) -> list[str]:
    """What may be an address. The names before addresses in brackets are left out."""
    addresses = _NAMED.sub(lambda found: found[0] if "@" in found[1] else f" {found[2]} ", typed)
    return list(filter(None, map(bare_address, re.split(r"[\s,;<>]+", addresses))))


def guests_field() -> GuestsField:
    """Empty, or at most MOST_GUESTS addresses."""
    validators = [AtMost(max=1500), Printable(), Addresses()]
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
        words = _(
            "“%(typed)s” cannot be invited. %(why)s", typed=typed[:_SHOWN], why=why_not(typed)
        )
        raise ValidationError(words) from error
