"""What a host notes of an appointment afterwards. Nobody else is told, and nothing is owed."""

from datetime import datetime

from sqlalchemy import update

from pinmycal.booking.errors import NotBegun
from pinmycal.database import rows_changed, transactional
from pinmycal.extensions import db
from pinmycal.models import Appointment
from pinmycal.models.appointment import CONFIRMED


@transactional
def write_note(appointment: Appointment, note: str) -> None:
    """Keep these words for the host alone."""
    mine = Appointment.id == appointment.id
    db.session.execute(update(Appointment).where(mine).values(host_note=note))


@transactional
def mark_no_show(appointment: Appointment, no_show: bool, now: datetime) -> None:
    """Whether the participant stayed away. Raises NotBegun before the start, or if cancelled."""
    standing = (
        Appointment.id == appointment.id,
        Appointment.status == CONFIRMED,
        Appointment.starts_at <= now,
    )
    if not rows_changed(update(Appointment).where(*standing).values(no_show=no_show)):
        raise NotBegun
