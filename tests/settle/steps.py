"""What nearly every test of settle begins with, and asks at the end."""

from pinmycal.extensions import db
from pinmycal.models import Appointment
from sandbox.mailbox import MailboxSandbox
from tests.cast import Cast
from tests.settle.clock import Clock

PARTICIPANT = "participant@example.com"


def settled(cast: Cast) -> tuple[Appointment, Clock]:
    """A booking that a worker has settled once, and the clock that goes with it."""
    appointment, clock = cast.book(), Clock()
    clock.settle(appointment.id)
    db.session.refresh(appointment)
    return appointment, clock


def link_of(appointment: Appointment) -> str | None:
    """Its join URL as it is in the database now."""
    db.session.refresh(appointment)
    return appointment.zoom_meeting.join_url if appointment.zoom_meeting else None


def texts_to(mails: MailboxSandbox, reader: str = PARTICIPANT) -> list[str]:
    """What somebody was told, in order."""
    return [mail.text for mail in mails.messages if mail.recipients == [reader]]
