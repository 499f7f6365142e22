"""Serving a WSGI app from a thread, so that tests and `make run` share one way."""

import signal
import threading
from collections.abc import Callable
from wsgiref.types import WSGIApplication

from werkzeug.serving import WSGIRequestHandler, make_server


class QuietHandler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Says nothing: each stand-in keeps a log of its own."""

    def connection_dropped(self, error: BaseException, environ: object = None) -> None:
        """An app that raises ConnectionAbortedError hangs up: the caller gets no answer."""
        self.close_connection = True


class Server:
    """Binds at once, so that `url` is known before the app that needs it is made."""

    def __init__(self, port: int = 0, host: str = "127.0.0.1") -> None:
        self._server = make_server(
            host, port, _not_ready, threaded=True, request_handler=QuietHandler
        )
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.port = self._server.port
        self.url = f"http://{host}:{self.port}"

    def start(self, app: WSGIApplication) -> None:
        self._server.app = app
        self._thread.start()

    def stop(self) -> None:
        """Stops listening; requests that still hang are left to their daemon threads."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.02)


def _not_ready(_environ: object, _start_response: Callable[..., object]) -> list[bytes]:
    raise ConnectionAbortedError


def wait_for_signal() -> None:
    """Returns at the first SIGINT or SIGTERM."""
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    told.wait()
