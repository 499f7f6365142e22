"""Both stand-ins as programs: they start, answer, and end cleanly when told to."""

import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox

Program = tuple[subprocess.Popen[str], list[str]]


@contextmanager
def program(*arguments: str) -> Iterator[Program]:
    """The process and the addresses that its first line tells."""
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            yield process, line.strip().partition(" at ")[2].split(", ")
        finally:
            process.kill()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_zoom_program(tmp_path: Path, told: signal.Signals) -> None:
    options = ["--port", "0", "--client-id", "mine", "--state", str(tmp_path / "state.json")]
    with program("sandbox.zoom", *options) as (process, (url,)):
        assert ZoomSandbox(url).state["settings"]["client_id"] == "mine"
        process.send_signal(told)
        assert process.wait(timeout=20) == 0


def test_mailbox_program() -> None:
    options = ["--http-port", "0", "--smtp-port", "0"]
    with program("sandbox.mailbox", *options) as (process, (url, smtp_url)):
        with smtplib.SMTP("127.0.0.1", int(smtp_url.rpartition(":")[2])) as smtp:
            smtp.sendmail("a@example.com", ["b@example.com"], "Subject: Hello\n\n")
        assert MailboxSandbox(url, smtp_url).messages[0]["Subject"] == "Hello"
        process.terminate()
        assert process.wait(timeout=20) == 0
