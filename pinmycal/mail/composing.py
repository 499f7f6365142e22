"""A whole mail from a message row and from what is true now."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage

from flask import current_app

from pinmycal.language import code, speaking
from pinmycal.mail.account_facts import AccountFacts, account_facts, language_of
from pinmycal.mail.addressing import mail_host, write_addresses
from pinmycal.mail.calendar import appointment_calendar, method
from pinmycal.mail.cleaning import header
from pinmycal.mail.facts import AppointmentFacts, appointment_facts
from pinmycal.mail.headers import TRAVELLING
from pinmycal.models import Appointment, Kind, Message

Facts = AppointmentFacts | AccountFacts


def compose(message: Message, now: datetime) -> EmailMessage:
    """The mail for a message. Made anew for every attempt; the Message-ID stays the same.

    Where the appointment has been cancelled meanwhile, it says so, whatever it was meant to say.
    """
    mail = EmailMessage(policy=TRAVELLING)
    write_addresses(mail, message)
    mail["Date"] = now
    _identify(mail, message)
    with speaking(language_of(message)):
        _write(mail, _kind(message), _facts(message, now))
        if message.appointment and message.kind != Kind.REMINDER:
            _add_calendar(mail, message, message.appointment, now)
    return mail


def _kind(message: Message) -> Kind:
    cancelled = message.appointment is not None and message.appointment.is_cancelled
    return Kind.CANCELLATION if cancelled else Kind(message.kind)


def _facts(message: Message, now: datetime) -> Facts:
    if message.appointment:
        return appointment_facts(message.appointment, message.participant)
    return account_facts(message, now)


def _identify(mail: EmailMessage, message: Message) -> None:
    """All mails about one appointment refer to one id, so that mail programs keep them together."""
    mail["Message-ID"] = f"<{message.message_id}@{mail_host()}>"
    if message.appointment:
        mail["In-Reply-To"] = thread = f"<{message.appointment.public_id}@{mail_host()}>"
        mail["References"] = thread
    mail["Auto-Submitted"] = "auto-generated"


def _write(mail: EmailMessage, kind: Kind, facts: Facts) -> None:
    """Quoted-printable: whole in transit also by a server that knows nothing but ASCII."""
    words = {"it": facts, "replies": mail["Reply-To"] is not None, "language": code()}
    mail["Subject"] = header(_render(f"{kind}.subject.txt", words))
    mail.set_content(_tidy(_render(f"{kind}.txt", words)), cte="quoted-printable")
    html = _render(f"{kind}.html", words)
    mail.add_alternative(html, subtype="html", cte="quoted-printable")


def _add_calendar(
    mail: EmailMessage, message: Message, appointment: Appointment, now: datetime
) -> None:
    calendar = appointment_calendar(appointment, now, message.participant)
    mail.add_alternative(
        calendar.decode(),
        subtype="calendar",
        cte="base64",
        params={"method": method(appointment)},
    )


def _render(template: str, words: Mapping[str, object]) -> str:
    return current_app.jinja_env.get_template(f"mail/{template}").render(words)


def _tidy(text: str) -> str:
    """Without the blank lines that template tags leave."""
    return re.sub(r"\n\s*\n", "\n\n", text).strip() + "\n"
