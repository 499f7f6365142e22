"""What a host chooses before he copies the snippet for his own site."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField

from pinmycal.models import AppointmentType
from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.text import line

INLINE, BUTTON = "inline", "button"
WAYS = [(INLINE, _l("The calendar, in the page itself")), (BUTTON, _l("A button that opens it"))]


class EmbedForm(PostedForm):
    """Sent by GET, for it changes nothing."""

    class Meta:
        """No token for what anyone may ask."""

        csrf = False

    type = SelectField(_l("What can be booked"), coerce=int)
    way = RadioField(_l("How it stands in your page"), choices=lambda: WAYS, default=INLINE)
    words = line(_l("Words on the button"), 60, default=lambda: _("Book a time"))

    def offer_choices(self, offers: list[AppointmentType]) -> None:
        """What the host may choose from: his own."""
        self.type.choices = [(offer.id, offer.title) for offer in offers]
