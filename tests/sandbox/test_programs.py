"""Both stand-ins as programs: they start, answer, and end cleanly at SIGTERM."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from sandbox.zoom import ZoomSandbox


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
        return port


@contextmanager
def program(url: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", *arguments])  # noqa: S603
    try:
        wait_until_up(url)
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_up(url: str) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            requests.get(url, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(url)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_zoom_program(tmp_path: Path, told: signal.Signals) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    options = ["--port", str(port), "--client-id", "mine", "--state", str(tmp_path / "s.json")]
    with program(url, "sandbox.zoom", *options) as process:
        assert ZoomSandbox(url).state["settings"]["client_id"] == "mine"
        os.kill(process.pid, told)
        assert process.wait(timeout=20) == 0


def test_mailbox_program() -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    options = ["--http-port", str(port), "--smtp-port", str(free_port())]
    with program(url, "sandbox.mailbox", *options) as process:
        assert requests.get(url, timeout=5).ok
        process.terminate()
        assert process.wait(timeout=20) == 0
