"""Message rows for the tests, and the mails made of them."""

from datetime import datetime
from email.message import EmailMessage

from pinmycal.extensions import db
from pinmycal.mail import compose
from pinmycal.models import (
    Appointment,
    Host,
    Kind,
    Message,
    Participant,
    ZoomConnection,
    ZoomMeeting,
)
from tests.mail.conftest import NOW

JOIN_URL = "https://zoom.example/j/81234567890?pwd=secret"


def mail_to(kind: Kind, appointment: Appointment, reader: Participant | None) -> EmailMessage:
    return _composed(
        Message(
            message_id="c" * 32,
            kind=kind,
            host=appointment.host,
            appointment=appointment,
            participant=reader,
            created_at=NOW,
        )
    )


def account_mail(kind: Kind, host: Host, address: str | None = None) -> EmailMessage:
    fields = {"message_id": "c" * 32, "kind": kind, "created_at": NOW}
    return _composed(Message(**fields, host=host, address=address))


def _composed(message: Message) -> EmailMessage:
    """Nothing is written: a test may give people names that no database would take."""
    with db.session.no_autoflush:
        return compose(message, NOW)


def connect_zoom(host: Host, broken_at: datetime | None = None) -> None:
    connection = ZoomConnection(
        host_id=host.id,
        zoom_user_id="user",
        account_id="account",
        display_name="Demo Host",
        email=host.email,
        plan=2,
        scopes="",
        access_token=b"",
        refresh_token=b"",
        expires_at=NOW,
        connected_at=NOW,
        refreshed_at=NOW,
        broken_at=broken_at,
    )
    db.session.add(connection)
    db.session.commit()


def make_meeting(appointment: Appointment) -> None:
    appointment.zoom_meeting = ZoomMeeting(
        account_key="user", state="ready", meeting_id=81234567890, join_url=JOIN_URL
    )
    db.session.commit()


def part(mail: EmailMessage, content_type: str) -> str:
    [found] = [each for each in mail.walk() if each.get_content_type() == content_type]
    content: str = found.get_content()
    return content
