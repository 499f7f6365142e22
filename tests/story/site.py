"""The whole of PinMyCal as it is deployed, with stand-ins for Zoom and for mail."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import requests

from sandbox import mailbox, redis, zoom
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
READY_WITHIN = 40  # seconds; a machine with two cores may be busy
WORKER = [sys.executable, "worker.py"]


@dataclass
class Site:
    """Where it answers, and the stand-ins around it."""

    url: str
    zoom: ZoomSandbox
    mails: MailboxSandbox
    environment: dict[str, str]


@contextmanager
def running_site(database_url: str, log_folder: Path, workers: int = 1) -> Iterator[Site]:
    """Everything started, and stopped at the end. The database has its schema already."""
    with ExitStack() as stack:
        at_zoom = stack.enter_context(zoom.running())
        mails = stack.enter_context(mailbox.running())
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        introduce(at_zoom, url)
        redis_url = stack.enter_context(redis.running())
        environment = settings(url, database_url, redis_url, at_zoom, mails)
        stack.enter_context(process("web", web_command(port), environment, log_folder))
        for number in range(workers):
            stack.enter_context(process(f"worker{number}", WORKER, environment, log_folder))
        wait_until_ready(url, log_folder)
        yield Site(url, at_zoom, mails, environment)


def introduce(at_zoom: ZoomSandbox, url: str) -> None:
    """Tell the stand-in for Zoom where the site is."""
    at_zoom.switch(
        redirect_uris=[f"{url}/settings/integrations/zoom/callback"],
        webhook_url=f"{url}/webhooks/zoom",
    )


def settings(
    url: str, database_url: str, redis_url: str, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> dict[str, str]:
    """The environment of every process of the site."""
    return {
        **os.environ,
        "PINMYCAL_ENV": "development",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "BASE_URL": url,
        "MAIL_URL": mails.smtp_url,
        "ZOOM_CLIENT_ID": "sandbox-client",
        "ZOOM_CLIENT_SECRET": "sandbox-secret",
        "ZOOM_WEBHOOK_SECRET": "sandbox-webhook-secret",
        "ZOOM_OAUTH_URL": at_zoom.oauth_url,
        "ZOOM_API_URL": at_zoom.api_url,
    }


def web_command(port: int, processes: int = 1) -> list[str]:
    """The web server, as the Procfile starts it but for this machine only."""
    where = ["--bind", f"127.0.0.1:{port}", "--workers", str(processes)]
    threads = ["--worker-class", "gthread", "--threads", "8", "--no-control-socket"]
    return [str(BIN / "gunicorn"), "wsgi:app", *where, *threads]


@contextmanager
def process(
    name: str, command: list[str], environment: dict[str, str], log_folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A process group of its own, told to stop at the end and killed if it does not."""
    with (log_folder / f"{name}.log").open("wb") as log:
        running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield running
        finally:
            running.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                running.wait(10)
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(url: str, log_folder: Path) -> None:
    """Raises TimeoutError with what web had to say."""
    give_up_at = time.monotonic() + READY_WITHIN
    while time.monotonic() < give_up_at:
        try:
            if requests.get(f"{url}/readyz", timeout=10).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.1)
    raise TimeoutError((log_folder / "web.log").read_text())
