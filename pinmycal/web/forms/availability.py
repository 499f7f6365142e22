"""What the availability page sends: weekly hours, dates that differ, days away, names."""

from dataclasses import replace
from datetime import date as Date  # noqa: N812 — a field below has the name

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Optional, ValidationError

from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.dates import InReach
from pinmycal.web.forms.stored import StoredForm
from pinmycal.web.forms.text import ZoneName, line
from pinmycal.web.forms.zones import ZoneField, zone_choices
from pinmycal.wording import weekday_names

LONGEST_AWAY = 366  # days


class AwayForm(PostedForm):
    """Time off, or a journey with hours in another zone."""

    first = DateField(
        _l("First day"),
        validators=[InputRequired(_l("Choose a date.")), InReach()],
        id="away-first",
    )
    last = DateField(_l("Last day"), validators=[Optional(), InReach()], id="away-last")
    zone = ZoneField(
        _l("On these days"),
        choices=lambda: [SelectChoice("", _("I do not work")), *_elsewhere()],
        validators=[Optional(), ZoneName()],
        validate_choice=False,
        id="away-zone",
    )
    name = line(_l("Name"), 100, required=False, id="away-name")

    def validate_last(self, field: DateField) -> None:
        """Raises ValidationError."""
        first: Date | None = self.first.data
        if not first or not field.data:
            return
        if field.data < first:
            raise ValidationError(_("The last day comes before the first."))
        if (field.data - first).days >= LONGEST_AWAY:
            raise ValidationError(_("That is more than a year. Choose a shorter time."))


class NewScheduleForm(PostedForm):
    """A schedule more."""

    name = line(_l("Name of the new schedule"), 60, id="new-name")


class RenameForm(StoredForm):
    """Another name for a schedule."""

    name = line(_l("Name"), 60, id="schedule-name")


class WeekStartForm(StoredForm):
    """The weekday that begins a host's week."""

    week_start = SelectField(
        _l("Your week begins on"), choices=lambda: list(enumerate(weekday_names())), coerce=int
    )


def _elsewhere() -> list[SelectChoice]:
    pattern = _("My hours, in %(zone)s")  # looked up once for all of them
    return [replace(each, label=pattern % {"zone": each.label}) for each in zone_choices()[1:]]
