"""`make run` from start to end, on free ports and in a folder of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.run.processes import has_proc, processes_with

OURS = ("REDIS_URL", "MAIL_URL", "DATABASE_URL", "BASE_URL", "PORT", "ZOOM_CLIENT_ID")
Running = tuple[subprocess.Popen[str], str]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """The process and what it has said until it was ready."""
    command = [sys.executable, "-m", "sandbox.run", "--any-ports", "--instance", str(tmp_path)]
    environ = {name: value for name, value in os.environ.items() if name not in OURS}
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process, said_until_ready(process)
        finally:
            process.terminate()


def said_until_ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "Ready." in line:
            return said
    pytest.fail(f"never ready:\n{said}")


@has_proc
def test_all_of_it_answers_and_nothing_is_left_behind(running: Running, tmp_path: Path) -> None:
    process, said = running
    web, zoom, mailbox = re.findall(r"\w: +(http://localhost:\d+)", said)
    for address in (f"{web}/healthz", f"{web}/readyz", zoom, mailbox):
        assert requests.get(address, timeout=20).status_code == 200
    assert "demo@example.org" in said
    ours = f"DATABASE_URL=sqlite:///{tmp_path}/pinmycal.db"
    assert len(processes_with(ours)) >= 7  # Redis, both stand-ins, web and its two, worker
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    assert processes_with(ours) == []
