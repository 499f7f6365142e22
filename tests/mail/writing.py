"""Message rows for the tests, and the mails made of them."""

from email.message import EmailMessage

from pinmycal.extensions import db
from pinmycal.mail import compose
from pinmycal.models import Appointment, Host, Kind, Message, Participant, ZoomConnection
from pinmycal.models import ZoomMeeting
from tests.mail.conftest import NOW

JOIN_URL = "https://zoom.example/j/81234567890?pwd=secret"


def mail_to(kind: Kind, appointment: Appointment, reader: Participant | None) -> EmailMessage:
    message = Message(
        message_id="c" * 32,
        kind=kind,
        host=appointment.host,
        appointment=appointment,
        participant=reader,
        created_at=NOW,
    )
    return kept(message)


def account_mail(kind: Kind, host: Host) -> EmailMessage:
    return kept(Message(message_id="c" * 32, kind=kind, host=host, created_at=NOW))


def kept(message: Message) -> EmailMessage:
    db.session.add(message)
    db.session.commit()
    return compose(message, NOW)


def connect_zoom(host: Host) -> ZoomConnection:
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
    )
    db.session.add(connection)
    db.session.commit()
    return connection


def make_meeting(appointment: Appointment) -> None:
    appointment.zoom_meeting = ZoomMeeting(
        zoom_user_id="user", state="ready", meeting_id=81234567890, join_url=JOIN_URL
    )
    db.session.commit()


def part(mail: EmailMessage, content_type: str) -> str:
    [found] = [each for each in mail.walk() if each.get_content_type() == content_type]
    content: str = found.get_content()
    return content
