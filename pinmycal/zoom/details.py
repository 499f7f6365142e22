"""What a Zoom meeting is told about its appointment."""

from typing import Any

from pinmycal.models import Appointment
from pinmycal.times import iso
from pinmycal.zoom.zones import zoom_zone

LONGEST_TOPIC, LONGEST_AGENDA = 200, 2000


def marker(appointment: Appointment) -> str:
    """Stands at the start of the agenda: how we know our meeting again in a list."""
    return f"PinMyCal appointment {appointment.public_id}"


def details(appointment: Appointment) -> dict[str, Any]:
    """The body of the create call."""
    return {
        "topic": f"{appointment.title}: {appointment.participant.name}"[:LONGEST_TOPIC],
        "type": 2,
        **time(appointment),
        "agenda": _agenda(appointment),
        "settings": {
            # The host's personal room would be shared by all his appointments.
            "use_pmi": False,
            "approval_type": 2,
            "auto_recording": "none",
            "push_change_to_calendar": False,
        },
    }


def time(appointment: Appointment) -> dict[str, Any]:
    """The fields that a move changes: UTC with Z, and the host's zone for display."""
    return {
        "start_time": iso(appointment.starts_at),
        "duration": appointment.minutes,
        "timezone": zoom_zone(appointment.host.time_zone),
    }


def _agenda(appointment: Appointment) -> str:
    parts = (marker(appointment), appointment.description, appointment.participant.note)
    return "\n\n".join(part for part in parts if part)[:LONGEST_AGENDA]
