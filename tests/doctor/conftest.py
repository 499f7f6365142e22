"""All that PinMyCal leans on, running: each test breaks one part."""

from collections.abc import Iterator

import pytest
from flask import Flask
from redis import Redis

from pinmycal.extensions import db
from pinmycal.models import Lease
from pinmycal.times import utc_now
from sandbox import mailbox, redis, zoom
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox


@pytest.fixture(scope="package")
def zoom_server() -> Iterator[ZoomSandbox]:
    with zoom.running() as server:
        yield server


@pytest.fixture(scope="package")
def mail_server() -> Iterator[MailboxSandbox]:
    with mailbox.running() as server:
        yield server


@pytest.fixture(scope="package")
def redis_url() -> Iterator[str]:
    with redis.running() as url:
        yield url


@pytest.fixture
def own_redis(redis_url: str) -> Iterator[Redis]:
    """To be reconfigured; afterwards it is as it was."""
    connection = Redis.from_url(redis_url)
    yield connection
    connection.replicaof("NO", "ONE")
    connection.config_set("maxmemory", 0)
    connection.config_set("requirepass", "")
    connection.close()


@pytest.fixture
def environment(
    environment: dict[str, str],
    zoom_server: ZoomSandbox,
    mail_server: MailboxSandbox,
    redis_url: str,
) -> dict[str, str]:
    zoom_server.reset()
    return {
        **environment,
        "PINMYCAL_ENV": "production",
        "BASE_URL": "https://book.example",
        "SECRET_KEY": "2nV8kQ4xW9pLr7Tz",
        "TOKEN_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        "ZOOM_OAUTH_URL": zoom_server.oauth_url,
        "ZOOM_API_URL": zoom_server.api_url,
        "MAIL_URL": mail_server.smtp_url,
        "REDIS_URL": redis_url,
    }


@pytest.fixture
def swept(app: Flask) -> None:
    """As if a worker were running."""
    db.session.get_one(Lease, "sweep").until = utc_now()
    db.session.commit()
