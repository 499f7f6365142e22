"""Which programs there are, and the command of each."""

import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from sandbox import redis
from sandbox.run.ports import Ports

ROOT = Path(__file__).parent.parent.parent
MIGRATE = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
SEED = [sys.executable, "-m", "flask", "--app", "wsgi", "seed-demo"]
Part = tuple[str, list[str]]  # name, command


def missing(given: Mapping[str, str]) -> set[str]:
    """The parts of the outside world that the operator has not set himself."""
    settings = {"redis": "REDIS_URL", "mailbox": "MAIL_URL", "zoom": "ZOOM_CLIENT_ID"}
    return {name for name, setting in settings.items() if setting not in given}


def stand_ins(
    names: Collection[str], environ: Mapping[str, str], ports: Ports, instance: Path
) -> Iterator[Part]:
    """Those of that name."""
    if "redis" in names:
        yield "redis", [*redis.command(ports.redis), "--logfile", str(instance / "redis.log")]
    if "mailbox" in names:
        yield "mailbox", _mailbox(ports, instance)
    if "zoom" in names:
        yield "zoom", _zoom(environ, ports, instance)


def app() -> Iterator[Part]:
    """Web and worker as the Procfile has them; web for this machine only, and calm."""
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    web = lines["web"].replace("0.0.0.0", "127.0.0.1")  # noqa: S104 — taken out
    yield "web", _shell(f"{web} --access-logfile /dev/null --log-level warning")
    yield "worker", _shell(lines["worker"])


def _shell(line: str) -> list[str]:
    return ["/bin/sh", "-c", f"exec {line}"]


def _mailbox(ports: Ports, instance: Path) -> list[str]:
    listens = ["--smtp-port", str(ports.smtp), "--http-port", str(ports.mailbox)]
    return [sys.executable, "-m", "sandbox.mailbox", *listens, "--state", str(instance / "mails")]


def _zoom(environ: Mapping[str, str], ports: Ports, instance: Path) -> list[str]:
    told = {
        "port": ports.zoom,
        "public-url": f"http://localhost:{ports.zoom}",
        "client-id": environ["ZOOM_CLIENT_ID"],
        "client-secret": environ["ZOOM_CLIENT_SECRET"],
        "webhook-secret": environ["ZOOM_WEBHOOK_SECRET"],
        "redirect-uri": f"{environ['BASE_URL'].rstrip('/')}/settings/integrations/zoom/callback",
        "webhook-url": f"http://127.0.0.1:{ports.web}/webhooks/zoom",
        "state": instance / "zoom.json",
    }
    options = (f"--{name}={value}" for name, value in told.items())
    return [sys.executable, "-m", "sandbox.zoom", *options]
