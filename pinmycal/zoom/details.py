"""What a Zoom meeting is told about its appointment."""

import re
from typing import Any

from sqlalchemy import select

from pinmycal.extensions import db
from pinmycal.models import Appointment, ZoomChoices
from pinmycal.models.zoom import DEFAULT_TOPIC
from pinmycal.times import iso
from pinmycal.zoom.zones import zoom_zone

LONGEST_TOPIC, LONGEST_AGENDA = 200, 2000
CHOICES = (
    "waiting_room",
    "join_before_host",
    "host_video",
    "participant_video",
    "mute_upon_entry",
)


def marker(appointment: Appointment) -> str:
    """Stands at the start of the agenda: how we know our meeting again in a list."""
    return f"PinMyCal appointment {appointment.public_id}"


def details(appointment: Appointment, choices: ZoomChoices) -> dict[str, Any]:
    """The body of the create call."""
    chosen = {name: getattr(choices, name) for name in CHOICES}
    return {
        "topic": _topic(appointment, choices.topic),
        "type": 2,
        **time(appointment),
        "agenda": _agenda(appointment),
        "settings": {
            # The host's personal room would be shared by all his appointments.
            "use_pmi": False,
            "approval_type": 2,
            "auto_recording": "none",
            "push_change_to_calendar": False,
            # What he left open is as his account has it, the passcode always.
            **{name: value for name, value in chosen.items() if value is not None},
        },
    }


def time(appointment: Appointment) -> dict[str, Any]:
    """The fields that a move changes: UTC with Z, and the host's zone for display."""
    return {
        "start_time": iso(appointment.starts_at),
        "duration": appointment.minutes,
        "timezone": zoom_zone(appointment.host.time_zone),
    }


def _topic(appointment: Appointment, template: str) -> str:
    """Plain replacement: a template is typed by a host, so it must not be able to do more."""
    words = {
        "{title}": appointment.title,
        "{participant}": appointment.participant.name,
        "{host}": appointment.host.name,
    }
    pattern = re.compile("|".join(map(re.escape, words)))
    return cut(pattern.sub(lambda found: words[found.group()], template), LONGEST_TOPIC)


def _agenda(appointment: Appointment) -> str:
    parts = (marker(appointment), appointment.description, appointment.shared_note)
    return cut("\n\n".join(part for part in parts if part), LONGEST_AGENDA)


def cut(text: str, longest: int) -> str:
    """The text, ended at a word and with an ellipsis where it is too long."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    at_word = kept.rsplit(None, 1)[0] if not text[longest - 1].isspace() else kept
    return (at_word if len(at_word) > longest // 2 else kept).rstrip() + "…"


def choices_of(host_id: int) -> ZoomChoices:
    """How this host wants his meetings; the defaults, as a row not yet added, if he never said."""
    saved = db.session.scalar(select(ZoomChoices).where(ZoomChoices.host_id == host_id))
    return saved or ZoomChoices(host_id=host_id, topic=DEFAULT_TOPIC)
