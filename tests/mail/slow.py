"""A mail server that takes its time, and one that never stops talking."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TypeVar

S = TypeVar("S", bound=ThreadingTCPServer)
ANSWERS = {"DATA": "354 Go on", "QUIT": "221 Bye"}


class Slow(ThreadingTCPServer):
    """Keeps the recipients of what it has whole, from before it says so."""

    daemon_threads = True

    def __init__(self, pause: float, longer: Mapping[str, float]) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[str] = []
        self.pause, self.longer = pause, longer
        self.url = f"smtp://127.0.0.1:{self.server_address[1]}"


class _Talk(StreamRequestHandler):
    server: Slow

    def handle(self) -> None:
        with suppress(OSError):
            self._answer("", "220 Welcome")
            while line := self.rfile.readline().decode():
                self._obey(line[:4].strip().upper(), line)

    def _obey(self, command: str, line: str) -> None:
        if command == "RCPT":
            self._recipient = line.partition("<")[2].partition(">")[0]
        self._answer(command, ANSWERS.get(command, "250 OK"))
        if command == "DATA":
            self._take()

    def _take(self) -> None:
        while line := self.rfile.readline():
            if line == b".\r\n":  # the whole of it, and not a line that was cut
                self.server.taken.append(self._recipient)
                return self._answer(".", "250 Taken")
        return None

    def _answer(self, command: str, words: str) -> None:
        time.sleep(self.server.longer.get(command, self.server.pause))
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def slow(pause: float, longer: Mapping[str, float] | None = None) -> Iterator[Slow]:
    """Waits so many seconds before each answer, or `longer` after these commands."""
    with _running(Slow(pause, longer or {})) as server:
        yield server


@contextmanager
def dripping(piece: bytes, every: float) -> Iterator[str]:
    """The address of a server that says the same again and again."""

    class Drip(StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                while True:
                    self.wfile.write(piece)
                    time.sleep(every)

    server = ThreadingTCPServer(("127.0.0.1", 0), Drip)
    server.daemon_threads = True
    with _running(server):
        yield f"smtp://127.0.0.1:{server.server_address[1]}"


@contextmanager
def _running(server: S) -> Iterator[S]:
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    try:
        yield server
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
