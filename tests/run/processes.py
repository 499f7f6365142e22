"""Finding processes by what their environment says, whoever is their parent by now."""

from pathlib import Path

import pytest

PROC = Path("/proc")
has_proc = pytest.mark.skipif(not (PROC / "self/environ").exists(), reason="there is no /proc")


def processes_with(variable: str) -> list[Path]:
    """Those that were started with `variable`, a NAME=value; the dead are not among them."""
    wanted = variable.encode()
    return [entry for entry in PROC.glob("[0-9]*") if wanted in _environ(entry).split(b"\0")]


def _environ(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""
