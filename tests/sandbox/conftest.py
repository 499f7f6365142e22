from collections.abc import Iterator

import pytest

from sandbox import mailbox, zoom
from tests.sandbox.client import Client


@pytest.fixture(scope="module")
def zoom_server() -> Iterator[zoom.ZoomSandbox]:
    with zoom.running() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(zoom_server: zoom.ZoomSandbox) -> zoom.ZoomSandbox:
    zoom_server.reset()
    return zoom_server


@pytest.fixture
def client(sandbox: zoom.ZoomSandbox) -> Client:
    return Client(sandbox)


@pytest.fixture
def host(client: Client) -> Client:
    """The client with the licensed user's tokens."""
    client.connect()
    return client


@pytest.fixture(scope="module")
def mail_server() -> Iterator[mailbox.MailboxSandbox]:
    with mailbox.running() as box:
        yield box


@pytest.fixture
def box(mail_server: mailbox.MailboxSandbox) -> mailbox.MailboxSandbox:
    mail_server.clear()
    mail_server.clear_faults()
    return mail_server
