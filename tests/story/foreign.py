"""A site of a host's own on another origin, strict about what may run in it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer

from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def foreign_site(body: str, pinmycal: str) -> Iterator[str]:
    """One page with this body. It allows scripts and frames of PinMyCal alone, and no styles."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            policy = f"default-src 'none'; script-src {pinmycal}; frame-src {pinmycal}"
            page = f"<!doctype html><html lang=en><title>A site</title><h1>A site</h1>{body}"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    with answering(server):
        # By this name it is another site than PinMyCal at 127.0.0.1: cookies stay behind.
        yield f"http://localhost:{server.server_port}/"


@contextmanager
def pages_of(app: Flask, port: int) -> Iterator[str]:
    """The pages alone, without worker, queue or stand-ins."""
    with answering(make_server("127.0.0.1", port, app, threaded=True)):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def answering(server: BaseServer) -> Iterator[None]:
    """In a thread of its own until the end."""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
