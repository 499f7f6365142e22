"""A mail that was received, with the envelope it came in."""

import base64
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any, cast


class ReceivedMail(EmailMessage):
    """`received` is in epoch seconds; `sender` and `recipients` are the envelope's."""

    number: int
    received: int
    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def text(self) -> str:
        return self._content_of("text/plain")

    @property
    def html(self) -> str:
        return self._content_of("text/html")

    @property
    def calendar(self) -> str:
        return self._content_of("text/calendar")

    def leaves(self) -> list[EmailMessage]:
        """The parts that hold something, in the order of the mail."""
        parts = [part for part in self.walk() if isinstance(part, EmailMessage)]
        return [part for part in parts if not part.is_multipart()]

    def _content_of(self, content_type: str) -> str:
        for part in self.leaves():
            if part.get_content_type() == content_type:
                content: str = part.get_content()
                return content
        return ""

    def to_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "received": self.received,
            "sender": self.sender,
            "recipients": self.recipients,
            "raw": base64.b64encode(self.raw).decode(),
        }


def read_mail(told: dict[str, Any]) -> ReceivedMail:
    raw = base64.b64decode(told["raw"])
    parser = BytesParser(ReceivedMail, policy=default.clone(message_factory=EmailMessage))
    mail = cast(ReceivedMail, parser.parsebytes(raw))
    mail.number, mail.received = told["number"], told["received"]
    mail.sender, mail.recipients, mail.raw = told["sender"], told["recipients"], raw
    return mail
