"""Dates that people choose."""

from flask_babel import gettext as _
from wtforms import DateField, Form
from wtforms.validators import ValidationError

from pinmycal.times import EARLIEST, LATEST


class InReach:
    """A date that can only be meant."""

    def __call__(self, form: Form, field: DateField) -> None:
        """Raises ValidationError."""
        if field.data and not EARLIEST <= field.data.year < LATEST:
            raise ValidationError(_("Choose a date nearer to today."))
