"""What a host sends who books for someone."""

from flask_babel import lazy_gettext as _l

from pinmycal.booking.questions import needs_number
from pinmycal.models import AppointmentType
from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.booking import PHONE, phone_field
from pinmycal.web.forms.instants import InstantField
from pinmycal.web.forms.text import email, line, text
from pinmycal.web.forms.zones import zone_field


class OnBehalfForm(PostedForm):
    """A time, and who the participant is."""

    start = InstantField(_l("Time"))
    name = line(_l("Participant’s name"), 100)
    email = email(_l("Participant’s e-mail"))
    time_zone = zone_field(_l("Participant’s time zone"))
    note = text(_l("Note"), 2000)

    @property
    def answers(self) -> list[list[str]] | None:
        """The number to call, as the participant would have given it; None where none is needed."""
        return [[self[PHONE].label.text, self.number]] if self.number else None

    @property
    def number(self) -> str:
        """The number to call, where one is needed."""
        return str(self[PHONE].data or "") if PHONE in self else ""


def on_behalf(offer: AppointmentType) -> type[OnBehalfForm]:
    """The form of a type: of the host's questions it asks only for the number to call."""
    more = {PHONE: phone_field()} if needs_number(offer) else {}
    return type("OnBehalfForm", (OnBehalfForm,), more)
