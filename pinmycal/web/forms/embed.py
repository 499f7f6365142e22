"""What a host chooses before he copies the snippet for his own site."""

from wtforms import RadioField, SelectField

from pinmycal.models import AppointmentType
from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.text import line

INLINE, BUTTON = "inline", "button"
WAYS = [(INLINE, "The calendar, in the page itself"), (BUTTON, "A button that opens it")]
BUTTON_WORDS = "Book a time"


class EmbedForm(PostedForm):
    """Sent by GET, for it changes nothing."""

    class Meta:
        """No token for what anyone may ask."""

        csrf = False

    type = SelectField("What can be booked", coerce=int)
    way = RadioField("How it stands in your page", choices=lambda: WAYS, default=INLINE)
    words = line("Words on the button", 60, default=BUTTON_WORDS)

    def offer_choices(self, offers: list[AppointmentType]) -> None:
        """What the host may choose from: his own."""
        self.type.choices = [(offer.id, offer.title) for offer in offers]
