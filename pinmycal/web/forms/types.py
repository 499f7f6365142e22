"""What a host offers."""

import re

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from pinmycal.models import Location
from pinmycal.web.forms.text import Printable, clean_line, line, text

LOCATION_WORDS = {
    Location.ZOOM: "Zoom Meeting",
    Location.PHONE: "Phone call",
    Location.IN_PERSON: "In person",
    Location.LINK: "Other link",
}
DAY = 24 * 60
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def _minutes(label: str, low: int, high: int, default: int) -> IntegerField:
    words = f"{label}: a number of minutes from {low} to {high}."
    return IntegerField(
        label,
        default=default,
        validators=[InputRequired(words), NumberRange(low, high, words)],
        render_kw={"min": low, "max": high, "inputmode": "numeric"},
    )


class AppointmentTypeForm(FlaskForm):
    """An appointment type, new or changed. The slug may be left empty: it is made of the title."""

    title = line("Title", 120)
    slug = StringField(
        "Link",
        filters=[lambda value: clean_line(value).lower()],
        validators=[Optional(), Printable(), Length(max=60)],
    )
    duration = _minutes("Length", 5, DAY, 30)
    description = text("Description", 2000)
    location = SelectField("Location", validators=[InputRequired("Choose a location.")])
    location_detail = line("Where exactly", 500, required=False)
    buffer_before = _minutes("Free time before", 0, DAY, 0)
    buffer_after = _minutes("Free time after", 0, DAY, 0)
    minimum_notice = _minutes("Shortest notice", 0, 365 * DAY, 120)
    increment = IntegerField(
        "A start every",
        validators=[
            Optional(),
            NumberRange(5, DAY, f"A start every: a number of minutes from 5 to {DAY}."),
        ],
        render_kw={"min": 5, "max": DAY, "inputmode": "numeric"},
    )
    window_days = IntegerField(
        "Days ahead",
        default=60,
        validators=[
            InputRequired("Days ahead: a number from 1 to 730."),
            NumberRange(1, 730, "Days ahead: a number from 1 to 730."),
        ],
        render_kw={"min": 1, "max": 730, "inputmode": "numeric"},
    )
    daily_limit = IntegerField(
        "At most a day",
        validators=[Optional(), NumberRange(1, 100, "At most a day: a number from 1 to 100.")],
        render_kw={"min": 1, "max": 100, "inputmode": "numeric"},
    )
    active = BooleanField("Can be booked", default=True)

    def offer_locations(self, zoom_connected: bool, kept: str | None = None) -> None:
        """Zoom only where it works, or where the type has it already."""
        offered = [place for place in Location if place != Location.ZOOM or zoom_connected]
        if kept == Location.ZOOM and Location.ZOOM not in offered:
            offered.insert(0, Location.ZOOM)
        self.location.choices = [(place.value, LOCATION_WORDS[place]) for place in offered]

    def validate_slug(self, field: StringField) -> None:
        """Raises ValidationError."""
        if field.data and not _SLUG.fullmatch(field.data):
            raise ValidationError("Use small letters, digits and hyphens, like first-meeting.")

    def validate_location_detail(self, field: StringField) -> None:
        """Raises ValidationError."""
        if self.location.data == Location.LINK and not re.match("https?://[^ ]+$", field.data):
            raise ValidationError("Write the whole address, beginning with https://.")
        if self.location.data == Location.IN_PERSON and not field.data:
            raise ValidationError("Say where you will meet.")
