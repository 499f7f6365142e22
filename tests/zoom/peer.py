"""A peer on a socket that answers with whatever bytes a test likes, at whatever pace."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Talk = Callable[[socket.socket], None]


class Peer:
    """Keeps the head of each request that it got."""

    def __init__(self, talk: Talk) -> None:
        self.heads: list[str] = []
        self._talk = talk
        self._line: socket.socket | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def serve(self) -> None:
        """Until the listener is closed."""
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            with line:
                self._line = line
                self.heads.append(line.recv(65536).decode("latin-1"))
                self._answer(line)

    def stop(self) -> None:
        """A shutdown wakes whoever waits in accept, recv or send."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with suppress(OSError):
            if self._line:
                self._line.shutdown(socket.SHUT_RDWR)

    def _answer(self, line: socket.socket) -> None:
        try:
            self._talk(line)
        except OSError:
            return  # the caller has hung up, as he may


@contextmanager
def peer(talk: Talk) -> Iterator[Peer]:
    """A peer for as long as the test wants it."""
    made = Peer(talk)
    thread = threading.Thread(target=made.serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.stop()
        thread.join()


def saying(*parts: bytes) -> Talk:
    """An answer in these parts."""
    return lambda line: line.sendall(b"".join(parts))


def dripping(head: bytes, body: bytes, pause: float) -> Talk:
    """The head at once, then a byte, and a pause, and so on until the caller goes."""

    def talk(line: socket.socket) -> None:
        line.sendall(head)
        for byte in body:
            line.sendall(bytes([byte]))
            time.sleep(pause)

    return talk
