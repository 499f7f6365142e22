"""PinMyCal as in production, with something to book, and htmx from an origin on this machine."""

import base64
import gzip
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

from flask_migrate import upgrade

from sandbox import redis
from sandbox.server import Server
from tests.cast import Cast
from tests.conftest import made_app
from tests.story.browsing import HTMX_FILE
from tests.story.site import free_port, process, wait_until_ready, web_command


@contextmanager
def site() -> Iterator[str]:
    """Its address. gunicorn with two processes, as `make run` has it not."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lighthouse-")))
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "PINMYCAL_ENV": "production",
            "SECRET_KEY": secrets.token_urlsafe(32),
            "TOKEN_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "DATABASE_URL": f"sqlite:///{folder}/lighthouse.db",
            "REDIS_URL": stack.enter_context(redis.running()),
            "BASE_URL": url,
            "MAIL_URL": "smtp://127.0.0.1:1",
            "HTMX_URL": stack.enter_context(_htmx()),
        }
        _something_to_book(environment)
        stack.enter_context(process("web", web_command(port, 2), environment, folder))
        wait_until_ready(url, folder)
        yield url


def _something_to_book(environment: dict[str, str]) -> None:
    with made_app(environment) as app, app.app_context():
        upgrade()
        cast = Cast.assemble()
        cast.offer.description = "Half an hour to get to know each other."
        cast.connect_zoom()


@contextmanager
def _htmx() -> Iterator[str]:
    """Where the file of the integrity hash is, compressed and kept as at a CDN."""
    body = gzip.compress(HTMX_FILE.read_bytes())
    headers = [
        ("Content-Type", "text/javascript"),
        ("Content-Encoding", "gzip"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "public, max-age=31536000, immutable"),
        ("Access-Control-Allow-Origin", "*"),
    ]

    def app(_environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        start("200 OK", headers)
        return [body]

    server = Server()
    server.start(app)
    yield f"{server.url}/htmx.min.js"
    server.stop()
