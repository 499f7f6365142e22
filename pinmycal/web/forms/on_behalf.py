"""What a host sends who books for someone."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired

from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.booking import Instant
from pinmycal.web.forms.text import email, line, text
from pinmycal.web.forms.zones import zone_field


class OnBehalfForm(PostedForm):
    """A time, and who the participant is."""

    start = HiddenField(_l("Time"), validators=[InputRequired(_l("Choose a time.")), Instant()])
    name = line(_l("Participant’s name"), 100)
    email = email(_l("Participant’s e-mail"))
    time_zone = zone_field(_l("Participant’s time zone"))
    note = text(_l("Note"), 2000)
