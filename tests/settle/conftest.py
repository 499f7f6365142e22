"""Settle against the Zoom sandbox and the mailbox, both real servers on this machine."""

from collections.abc import Iterator

import pytest
from flask import Flask

from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
from pinmycal.zoom.vault import seal
from sandbox import mailbox, zoom
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox
from tests.cast import Cast
from tests.sandbox.client import Client
from tests.sandbox.contract import assert_fit


@pytest.fixture(scope="package")
def zoom_server() -> Iterator[ZoomSandbox]:
    with zoom.running() as server:
        yield server


@pytest.fixture(scope="package")
def mail_server() -> Iterator[MailboxSandbox]:
    with mailbox.running() as server:
        yield server


@pytest.fixture
def at_zoom(zoom_server: ZoomSandbox) -> Iterator[ZoomSandbox]:
    """Empty; whatever a test has us ask of Zoom is compared with Zoom's description."""
    zoom_server.reset()
    yield zoom_server
    assert_fit(zoom_server.calls)


@pytest.fixture
def mails(mail_server: MailboxSandbox) -> MailboxSandbox:
    mail_server.clear()
    mail_server.clear_faults()
    return mail_server


@pytest.fixture
def environment(
    environment: dict[str, str], at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> dict[str, str]:
    return {
        **environment,
        "ZOOM_OAUTH_URL": at_zoom.oauth_url,
        "ZOOM_API_URL": at_zoom.api_url,
        "MAIL_URL": mails.smtp_url,
    }


@pytest.fixture
def connected(app: Flask, cast: Cast, at_zoom: ZoomSandbox) -> Cast:
    """The cast, the host's Zoom account connected with tokens that the sandbox gave."""
    connection = cast.connect_zoom(user="sandbox-licensed-user")
    client = Client(at_zoom)
    client.connect()
    connection.access_token = seal(client.tokens["access_token"])
    connection.refresh_token = seal(client.tokens["refresh_token"])
    db.session.commit()
    return cast


@pytest.fixture
def connection(connected: Cast) -> ZoomConnection:
    return db.session.query(ZoomConnection).one()
