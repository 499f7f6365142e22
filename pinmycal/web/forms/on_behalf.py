"""What a host sends who books for someone."""

from wtforms import HiddenField
from wtforms.validators import InputRequired

from pinmycal.web.forms.account import zone_field
from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.booking import Instant
from pinmycal.web.forms.text import email, line, text


class OnBehalfForm(PostedForm):
    """A time, and who the participant is."""

    start = HiddenField("Time", validators=[InputRequired("Choose a time."), Instant()])
    name = line("Participant’s name", 100)
    email = email("Participant’s e-mail")
    time_zone = zone_field("Participant’s time zone")
    note = text("Note", 2000)
