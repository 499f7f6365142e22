"""How a host wants his Zoom meetings made."""

from wtforms import Field, SelectChoice, SelectField
from wtforms.validators import ValidationError

from pinmycal.models import ZoomChoices
from pinmycal.web.forms.base import PostedForm
from pinmycal.web.forms.text import line
from pinmycal.zoom.details import CHOICES

ANSWERS = [
    SelectChoice("", "As in my Zoom account"),
    SelectChoice("on", "On"),
    SelectChoice("off", "Off"),
]
_MEANS = {"": None, "on": True, "off": False}


class ZoomChoicesForm(PostedForm):
    """Sent with each meeting that is made from now on."""

    topic = line("Topic", 200)
    waiting_room = SelectField("Waiting room", choices=ANSWERS)
    join_before_host = SelectField("Join before the host", choices=ANSWERS)
    host_video = SelectField("Host's video at the start", choices=ANSWERS)
    participant_video = SelectField("Participant's video at the start", choices=ANSWERS)
    mute_upon_entry = SelectField("Mute whoever comes in", choices=ANSWERS)

    def validate_join_before_host(self, field: Field) -> None:
        """Raises ValidationError."""
        if field.data == "on" and self.waiting_room.data == "on":
            raise ValidationError("With a waiting room nobody can join before you.")

    def show(self, choices: ZoomChoices) -> None:
        """Fill in what was saved."""
        self.topic.data = choices.topic
        for name in CHOICES:
            self[name].data = {None: "", True: "on", False: "off"}[getattr(choices, name)]

    def save(self, choices: ZoomChoices) -> None:
        """Put it into the row."""
        choices.topic = self.topic.data
        for name in CHOICES:
            setattr(choices, name, _MEANS[self[name].data])
