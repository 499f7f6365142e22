"""What a host offers."""

import re
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from pinmycal.models import Location, Schedule
from pinmycal.web.forms.dates import InReach
from pinmycal.web.forms.stored import StoredForm
from pinmycal.web.forms.text import AtMost, Printable, clean_code, line, text

LOCATION_WORDS = {
    Location.ZOOM: _l("Zoom Meeting"),
    Location.PHONE: _l("Phone call"),
    Location.IN_PERSON: _l("In person"),
    Location.LINK: _l("Other link"),
}
A_START_EVERY, DAYS_AHEAD = _l("A start every"), _l("Days ahead")
DAY = 24 * 60
LONGEST_WINDOW = 730  # days
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def _number_words(label: str, low: int, high: int) -> str:
    words: str = _l(
        "%(field)s: a number from %(low)s to %(high)s.", field=label, low=low, high=high
    )
    return words


def _minutes_words(label: str, low: int, high: int) -> str:
    words: str = _l(
        "%(field)s: a number of minutes from %(low)s to %(high)s.", field=label, low=low, high=high
    )
    return words


def _minutes(label: str, low: int, high: int, default: int) -> IntegerField:
    words = _minutes_words(label, low, high)
    return IntegerField(
        label,
        default=default,
        validators=[InputRequired(words), NumberRange(low, high, words)],
        render_kw={"min": low, "max": high, "inputmode": "numeric"},
    )


def _at_most(label: str, high: int, *, minutes: bool = False) -> IntegerField:
    words = (_minutes_words if minutes else _number_words)(label, 1, high)
    return IntegerField(
        label,
        validators=[Optional(), NumberRange(1, high, words)],
        render_kw={"min": 1, "max": high, "inputmode": "numeric"},
    )


class AppointmentTypeForm(StoredForm):
    """An appointment type, new or changed. The slug may be left empty: it is made of the title."""

    title = line(_l("Title"), 120)
    slug = StringField(
        _l("Link"),
        filters=[lambda value: clean_code(value).lower()],
        validators=[Optional(), AtMost(max=60), Printable()],
    )
    duration = _minutes(_l("Length"), 5, DAY, 30)
    description = text(_l("Description"), 2000)
    location = SelectField(_l("Location"), validators=[InputRequired(_l("Choose a location."))])
    location_detail = line(_l("Where exactly"), 500, required=False)
    buffer_before = _minutes(_l("Free time before"), 0, DAY, 0)
    buffer_after = _minutes(_l("Free time after"), 0, DAY, 0)
    minimum_notice = _minutes(_l("Shortest notice"), 0, 365 * DAY, 120)
    increment = IntegerField(
        A_START_EVERY,
        validators=[
            Optional(),
            NumberRange(5, DAY, _minutes_words(A_START_EVERY, 5, DAY)),
        ],
        render_kw={"min": 5, "max": DAY, "inputmode": "numeric"},
    )
    window_days = IntegerField(
        DAYS_AHEAD,
        default=60,
        validators=[
            InputRequired(_number_words(DAYS_AHEAD, 1, LONGEST_WINDOW)),
            NumberRange(1, LONGEST_WINDOW, _number_words(DAYS_AHEAD, 1, LONGEST_WINDOW)),
        ],
        render_kw={"min": 1, "max": LONGEST_WINDOW, "inputmode": "numeric"},
    )
    window_first = DateField(_l("First date"), validators=[Optional(), InReach()])
    window_last = DateField(_l("Last date"), validators=[Optional(), InReach()])
    schedule_id = SelectField(_l("Hours"), coerce=int)
    optimised = BooleanField(_l("Offer times that leave no gaps"))
    daily_limit = _at_most(_l("At most a day"), 100)
    weekly_limit = _at_most(_l("At most a week"), 500)
    monthly_limit = _at_most(_l("At most a month"), 2000)
    daily_minutes = _at_most(_l("Minutes a day"), DAY, minutes=True)
    weekly_minutes = _at_most(_l("Minutes a week"), 7 * DAY, minutes=True)
    monthly_minutes = _at_most(_l("Minutes a month"), 31 * DAY, minutes=True)
    active = BooleanField(_l("Can be booked"), default=True)
    secret = BooleanField(_l("Secret: only people with the link find it"))

    def offer_locations(self, zoom_connected: bool, kept: str | None = None) -> None:
        """Zoom only where it works, or where the type has it already."""
        offered = [place for place in Location if place != Location.ZOOM or zoom_connected]
        if kept == Location.ZOOM and Location.ZOOM not in offered:
            offered.insert(0, Location.ZOOM)
        self.location.choices = [(place.value, LOCATION_WORDS[place]) for place in offered]

    @property
    def lacks_number(self) -> bool:
        """Whether it is a phone call, and nobody would know whom to call."""
        return bool(self.location.data == Location.PHONE and not self.location_detail.data)

    def offer_schedules(self, schedules: Iterable[Schedule]) -> None:
        """The host's, the default first."""
        self.schedule_id.choices = [(schedule.id, schedule.name) for schedule in schedules]
        if self.schedule_id.data is None:
            self.schedule_id.data = self.schedule_id.choices[0][0]

    def leave_out_increment(self) -> None:
        """Show nothing where it is the length, so that it follows when the length is changed."""
        if self.increment.data == self.duration.data:
            self.increment.data = None

    def differs(self, *names: str) -> bool:
        """Whether a field holds something else than a new type begins with, or an error."""
        fields = [self[name] for name in names]
        return any(each.errors or (each.data or None) != (each.default or None) for each in fields)

    def validate_window_last(self, field: DateField) -> None:
        """Raises ValidationError."""
        first, last = self.window_first.data, field.data
        if first and last and last < first:
            raise ValidationError(_("The last date comes before the first."))
        if first and last and (last - first).days > LONGEST_WINDOW:
            raise ValidationError(_("That is more than two years. Choose a shorter time."))

    def validate(self, extra_validators: object = None) -> bool:
        """Each field for itself, then what several say together."""
        fine: bool = super().validate(extra_validators)
        return self._has_both_dates() and self._one_fits() and fine

    def _has_both_dates(self) -> bool:
        pair = (self.window_first, self.window_last)
        missing = [field for field in pair if not field.data and not field.errors]
        if len(missing) != 1:
            return True
        missing[0].errors = [_("Give both dates, or none.")]
        return False

    def _one_fits(self) -> bool:
        """Whether a limit in minutes leaves room for one appointment."""
        limits = (self.daily_minutes, self.weekly_minutes, self.monthly_minutes)
        length = self.duration.data or 0
        tight = [
            field for field in limits if field.data and not field.errors and field.data < length
        ]
        words = ngettext(
            "One appointment takes %(num)s minute already.",
            "One appointment takes %(num)s minutes already.",
            length,
        )
        for field in tight:
            field.errors = [words]
        return not tight

    def validate_slug(self, field: StringField) -> None:
        """Raises ValidationError."""
        if field.data and not _SLUG.fullmatch(field.data):
            raise ValidationError(_("Use small letters, digits and hyphens, like first-meeting."))

    def validate_location_detail(self, field: StringField) -> None:
        """Raises ValidationError."""
        if self.location.data == Location.LINK and not re.match("https?://[^ ]+$", field.data):
            raise ValidationError(_("Write the whole address, beginning with https://."))
        if self.location.data == Location.IN_PERSON and not field.data:
            raise ValidationError(_("Say where you will meet."))
