from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.mailbox.app import create_app
from sandbox.mailbox.remote import MailboxSandbox
from sandbox.mailbox.smtp import SmtpServer
from sandbox.mailbox.store import Store
from sandbox.server import Server


@contextmanager
def running(
    smtp_port: int = 0, http_port: int = 0, folder: Path | None = None
) -> Iterator[MailboxSandbox]:
    """A mailbox on free ports of this machine; with `folder` it keeps mails over restarts."""
    store = Store(folder)
    server = Server(http_port)
    server.start(create_app(store))
    smtp = SmtpServer(store, smtp_port)
    try:
        smtp.start()
        yield MailboxSandbox(server.url, f"smtp://127.0.0.1:{smtp.port}")
    finally:
        smtp.stop(no_assert=True)
        server.stop()
