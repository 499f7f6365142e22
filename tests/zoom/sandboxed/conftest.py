"""The Zoom edge against a server that behaves, and misbehaves, as Zoom does."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask

from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
from pinmycal.times import utc_now
from pinmycal.zoom.vault import seal
from sandbox import zoom
from sandbox.zoom import ZoomSandbox
from tests.cast import PASSWORD, Cast
from tests.sandbox.client import Client
from tests.sandbox.contract import assert_fit
from tests.web.visitor import Visitor


@pytest.fixture(scope="package")
def zoom_server() -> Iterator[ZoomSandbox]:
    with zoom.running() as server:
        yield server


@pytest.fixture
def at_zoom(zoom_server: ZoomSandbox) -> Iterator[ZoomSandbox]:
    """Empty; whatever a test has us ask of Zoom is compared with Zoom's description."""
    zoom_server.reset()
    yield zoom_server
    assert_fit(zoom_server.calls)


@pytest.fixture
def environment(environment: dict[str, str], at_zoom: ZoomSandbox) -> dict[str, str]:
    return {**environment, "ZOOM_OAUTH_URL": at_zoom.oauth_url, "ZOOM_API_URL": at_zoom.api_url}


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The cast, whose password is cheap to check."""
    cast = Cast.assemble()
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    cast.host.password_hash = cast.stranger.password_hash = cheap
    db.session.commit()
    return cast


@pytest.fixture
def connection(cast: Cast, at_zoom: ZoomSandbox) -> ZoomConnection:
    """The host's, with tokens that the sandbox gave a moment ago."""
    connection, client = cast.connect_zoom(user="sandbox-licensed-user"), Client(at_zoom)
    client.connect()
    connection.account_id = "sandbox-account-1"
    connection.connected_at = datetime(2026, 1, 1, tzinfo=UTC)
    connection.expires_at = utc_now() + timedelta(hours=1)
    connection.access_token = seal(client.tokens["access_token"])
    connection.refresh_token = seal(client.tokens["refresh_token"])
    db.session.commit()
    return connection


@pytest.fixture
def log_in(app: Flask, cast: Cast) -> Callable[[str], Visitor]:
    """A new browser, in which this host is logged in."""
    return lambda who: Visitor(app).log_in(f"{who}@example.com", PASSWORD)


@pytest.fixture
def host(log_in: Callable[[str], Visitor]) -> Visitor:
    """The host at his pages."""
    return log_in("host")
