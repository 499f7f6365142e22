"""The time of an appointment as whoever moves or cancels it saw it."""

from flask_babel import gettext as _

from pinmycal.extensions import db
from pinmycal.models import Appointment
from pinmycal.times import iso
from pinmycal.web.forms.stored import Difference, Stored, version_of, version_to_send
from pinmycal.web.reader import hour12
from pinmycal.wording import clock, day


def time_version(appointment: Appointment) -> str:
    """Of its time now."""
    return version_of([iso(appointment.starts_at), iso(appointment.ends_at)])


def time_version_to_send(appointment: Appointment, posted: str | None) -> str:
    """For the form that moves or cancels it."""
    return version_to_send(posted, time_version(appointment))


def time_now(appointment_id: int, zone: str, becomes: str) -> Stored:
    """Read anew, and what is to become of it."""
    appointment = db.session.get_one(Appointment, appointment_id, populate_existing=True)
    starts_at = appointment.starts_at
    stands = f"{day(starts_at, zone)}, {clock(starts_at, zone, hour12())}"
    return Stored(time_version(appointment), [Difference(_("Time"), stands, becomes)])
