"""The environment that web, worker and the commands run in."""

import sys
from collections.abc import Mapping
from pathlib import Path

from sandbox import redis
from sandbox.run.ports import Ports
from sandbox.zoom.settings import ZoomSettings

HERE = "localhost,127.0.0.1"  # no proxy leads to these


def filled(environ: Mapping[str, str]) -> dict[str, str]:
    """An empty variable counts as unset, as it does for PinMyCal."""
    return {name: value for name, value in environ.items() if value.strip()}


def compose(given: Mapping[str, str], ports: Ports) -> dict[str, str]:
    """What the operator has set, and ours where he has set nothing.

    Who brings a Zoom app of his own means the real Zoom: then nothing of the sandbox is mixed in.
    """
    zoom = {} if "ZOOM_CLIENT_ID" in given else _zoom(ports)
    return {**_usual(ports), **zoom, **given, **_ways(given), "PORT": str(ports.web)}


def _usual(ports: Ports) -> dict[str, str]:
    return {
        "PINMYCAL_ENV": "development",
        "BASE_URL": f"http://localhost:{ports.web}",
        "MAIL_URL": f"smtp://127.0.0.1:{ports.smtp}",
        "REDIS_URL": redis.url(ports.redis),
    }


def _zoom(ports: Ports) -> dict[str, str]:
    published = ZoomSettings()
    return {
        "ZOOM_CLIENT_ID": published.client_id,
        "ZOOM_CLIENT_SECRET": published.client_secret,
        "ZOOM_WEBHOOK_SECRET": published.webhook_secret,
        "ZOOM_OAUTH_URL": f"http://localhost:{ports.zoom}/oauth",
        "ZOOM_API_URL": f"http://localhost:{ports.zoom}/v2",
    }


def _ways(given: Mapping[str, str]) -> dict[str, str]:
    """Programs come from the virtual environment, lines at once, and this machine is near."""
    no_proxy = ",".join(filter(None, [given.get("no_proxy") or given.get("NO_PROXY"), HERE]))
    path = f"{Path(sys.executable).parent}:{given.get('PATH', '')}"
    return {"PATH": path, "PYTHONUNBUFFERED": "1", "NO_PROXY": no_proxy, "no_proxy": no_proxy}
