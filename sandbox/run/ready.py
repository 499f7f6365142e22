"""Seeing that all of it answers."""

import time
from collections.abc import Iterable

import requests

from sandbox.direct import direct_session
from sandbox.run.programs import Programs

PATIENCE = 60.0  # seconds


class NotReady(Exception):
    """Something runs but does not answer."""


def wait_until_ready(programs: Programs, addresses: Iterable[str]) -> None:
    """Return when each address has answered well. Raises NotReady, Ended or Told."""
    waiting, session = list(addresses), direct_session()
    until = time.monotonic() + PATIENCE

    def all_answer() -> bool:
        waiting[:] = [address for address in waiting if not _answers(session, address)]
        if waiting and time.monotonic() > until:
            raise NotReady("No good answer from " + ", ".join(waiting))
        return not waiting

    programs.watch(all_answer)


def _answers(session: requests.Session, address: str) -> bool:
    try:
        return session.get(address, timeout=2).ok
    except requests.RequestException:
        return False
