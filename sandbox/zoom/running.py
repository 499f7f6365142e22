from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from typing import Any

from sandbox.server import Server
from sandbox.zoom.app import create_app
from sandbox.zoom.remote import ZoomSandbox
from sandbox.zoom.settings import ZoomSettings
from sandbox.zoom.state import State


@contextmanager
def running(port: int = 0, **overrides: Any) -> Iterator[ZoomSandbox]:
    """A sandbox on a free port of this machine, with settings of one's own."""
    server = Server(port)
    settings = replace(ZoomSettings(public_url=server.url), **overrides)
    app = create_app(settings)
    state: State = app.extensions["zoom_sandbox"]
    server.start(app)
    Thread(target=state.clock.run_until, args=(state.stopping,), daemon=True).start()
    try:
        yield ZoomSandbox(server.url)
    finally:
        state.stopping.set()
        server.stop()
