"""How a host wants his Zoom meetings made."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from wtforms import Field, SelectChoice, SelectField
from wtforms.validators import ValidationError

from pinmycal.models import ZoomChoices
from pinmycal.web.forms.stored import StoredForm
from pinmycal.web.forms.text import line
from pinmycal.zoom.details import CHOICES

_MEANS = {"": None, "on": True, "off": False}
_SAID = {meaning: word for word, meaning in _MEANS.items()}


def _answers() -> list[SelectChoice]:
    return [
        SelectChoice("", _("As in my Zoom account")),
        SelectChoice("on", pgettext("switch", "On")),
        SelectChoice("off", pgettext("switch", "Off")),
    ]


class ZoomChoicesForm(StoredForm):
    """Sent with each meeting that is made from now on."""

    topic = line(_l("Topic"), 200)
    waiting_room = SelectField(_l("Waiting room"), choices=_answers)
    join_before_host = SelectField(_l("Join before the host"), choices=_answers)
    host_video = SelectField(_l("Host’s video at the start"), choices=_answers)
    participant_video = SelectField(_l("Participant’s video at the start"), choices=_answers)
    mute_upon_entry = SelectField(_l("Mute whoever comes in"), choices=_answers)

    def validate_join_before_host(self, field: Field) -> None:
        """Raises ValidationError."""
        if field.data == "on" and self.waiting_room.data == "on":
            raise ValidationError(_("With a waiting room nobody can join before you."))

    @classmethod
    def of(cls, choices: ZoomChoices) -> "ZoomChoicesForm":
        """As it was saved, whatever was sent."""
        return cls(formdata=None, data=_saved(choices))

    @classmethod
    def sent(cls, choices: ZoomChoices) -> "ZoomChoicesForm":
        """With what was sent."""
        return cls(data=_saved(choices))

    def save(self, choices: ZoomChoices) -> None:
        """Put it into the row."""
        choices.topic = self.topic.data
        for name in CHOICES:
            setattr(choices, name, _MEANS[self[name].data])


def _saved(choices: ZoomChoices) -> dict[str, str]:
    says = {name: _SAID[getattr(choices, name)] for name in CHOICES}
    return {"topic": choices.topic, **says}
