"""What a participant sends: a time, and who he is."""

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, ValidationError

from pinmycal.times import is_zone, parse_instant
from pinmycal.web.forms.text import email, line, text


class Instant:
    """An instant in our one form."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raises ValidationError."""
        try:
            parse_instant(field.data or "")
        except ValueError as error:
            raise ValidationError("This is not a time that can be booked.") from error


class KnownZone:
    """An IANA zone, sent along by the page rather than chosen here."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Raises ValidationError."""
        if not is_zone(field.data or ""):
            raise ValidationError("This time zone is not known.")


class TimeForm(FlaskForm):
    """A time, for moving an appointment."""

    start = HiddenField("Time", validators=[InputRequired("Choose a time."), Instant()])
    time_zone = HiddenField("Time zone", validators=[InputRequired(), KnownZone()])


class BookingForm(TimeForm):
    """A time and a participant."""

    name = line("Your name", 100)
    email = email("Your e-mail")
    note = text("Anything to know beforehand?", 2000)


class CancelForm(FlaskForm):
    """Why, if he wants to say."""

    reason = text("Reason", 500)
