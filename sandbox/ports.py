"""Free ports of this machine, for programs that are told theirs."""

import random
import socket
from collections.abc import Collection

# Below the range from which systems serve those who ask for any port (from 32768 on Linux, 49152
# on macOS), so that nobody is given ours between the look and the start.
ANY = range(20_000, 32_000)


def any_free_port() -> int:
    return next_free_port(random.choice(ANY))  # noqa: S311 — no secret


def next_free_port(first: int, spoken_for: Collection[int] = ()) -> int:
    """`first` or the nearest above it that nobody listens on and that is not `spoken_for`."""
    return next(port for port in range(first, 65_536) if port not in spoken_for and is_free(port))


def is_free(port: int) -> bool:
    """We could listen, and nobody answers: a browser tries ::1 as well when told localhost."""
    return _can_listen(port) and not any(_answers(host, port) for host in ("127.0.0.1", "::1"))


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _can_listen(port: int) -> bool:
    with socket.socket() as door:
        # A port that was left a moment ago is free, as every server that starts sees it.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
