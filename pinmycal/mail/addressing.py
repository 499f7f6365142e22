"""Who a mail is from and to. Addresses are built, never pasted, so no name can add a header."""

from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import urlsplit

import idna
from flask import current_app

from pinmycal.mail.cleaning import header, name, one_line
from pinmycal.models import Message


def mail_host() -> str:
    """The host of BASE_URL: what our Message-IDs and calendar UIDs end in."""
    return urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"


def own_address() -> str:
    """What mails are sent from, and what organizes in calendars."""
    return str(current_app.config["MAIL_FROM"])


def write_addresses(mail: EmailMessage, message: Message) -> None:
    """From, To, and Reply-To where there is another side to reply to."""
    ours = current_app.config["MAIL_FROM_NAME"]
    sender = f"{name(message.host.name)} via {ours}" if message.participant else ours
    mail["From"] = address(sender, own_address())
    mail["To"] = to = _reader(message)
    other = _other_side(message)
    if other and _can_be_written_to(other, to):
        mail["Reply-To"] = other


def address(display_name: str, email: str) -> Address:
    """The domain goes in ASCII, so that only a local part like jörg@ needs SMTPUTF8."""
    local, _, domain = one_line(email).rpartition("@")
    if not domain.isascii():
        domain = idna.encode(domain, uts46=True).decode("ascii")
    return Address(header(display_name), local, domain)


def _reader(message: Message) -> Address:
    """No name goes to a mailbox of which nobody has shown yet whose it is."""
    if message.address:
        return address("", message.address)
    reader = message.participant or message.host
    return address(name(reader.name), reader.email)


def _other_side(message: Message) -> Address | None:
    """None also for an address that no header can hold: the email goes all the same."""
    with suppress(UnicodeError):
        if message.participant:
            return address(name(message.host.name), message.host.email)
        if message.appointment:
            booker = message.appointment.participant
            return address(name(booker.name), booker.email)
    return None


def _can_be_written_to(other: Address, to: Address) -> bool:
    """A header can hold jörg@ only in a mail that goes by SMTPUTF8, which `to` decides."""
    return other.username.isascii() or not to.username.isascii()
