"""A mail server that keeps what it gets and shows it on pages."""

from sandbox.mailbox.mail import ReceivedMail
from sandbox.mailbox.remote import MailboxSandbox
from sandbox.mailbox.running import running

__all__ = ["MailboxSandbox", "ReceivedMail", "running"]
