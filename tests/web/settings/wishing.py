"""A host who wants another address, and what came of it."""

from pinmycal.extensions import db
from pinmycal.links import email_link
from pinmycal.models import Host, Message
from tests.cast import PASSWORD, Cast
from tests.web.visitor import Visitor

PAGE = "/settings/account"
NEW = "new@example.com"


def ask(host: Visitor, expect: int = 303, email: str = NEW, password: str = PASSWORD) -> Visitor:
    fields = {"email": email, "current_password": password}
    return host.open(PAGE).submit("Send the link", expect, **fields)


def link(cast: Cast) -> str:
    """As it stands in the mail."""
    return email_link(cast.host).removeprefix("http://localhost:8000")


def owed() -> list[tuple[str, str | None]]:
    messages = db.session.query(Message).order_by(Message.id)
    return [(message.kind, message.address) for message in messages]


def address_of(cast: Cast) -> str:
    return db.session.get_one(Host, cast.host.id).email
