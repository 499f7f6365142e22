"""A field for an instant: it is parsed here, once, and nowhere on the way to the booking again."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired

from pinmycal.times import iso, parse_instant


class InstantField(HiddenField):
    """An instant in our one form, from a page or from an address; what is none is no data."""

    data: Any  # a datetime; None until there is one

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, [InputRequired(_l("Choose a time."))], **options)

    def process_data(self, value: Any) -> None:
        """As the address has it, or whoever makes the form."""
        self.data = value if isinstance(value, datetime) else _parsed(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError."""
        if not valuelist:
            return
        self.data = _parsed(valuelist[0])
        if self.data is None:
            raise ValueError(_("This is not a time that can be booked."))

    @property
    def text(self) -> str:
        """As a page sends it; empty where there is none."""
        return iso(self.data) if self.data else ""


def _parsed(text: str | None) -> datetime | None:
    try:
        return parse_instant(text) if text else None
    except ValueError:
        return None
