"""Where everything listens."""

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.ports import any_free_port, is_free, next_free_port

USUAL = {"web": 8000, "zoom": 8010, "smtp": 1025, "mailbox": 8025}


class PortTaken(Exception):
    """The operator named a port that somebody else listens on."""


@dataclass(frozen=True)
class Ports:
    web: int
    zoom: int
    smtp: int
    mailbox: int
    redis: int
    moves: tuple[str, ...] = ()  # a sentence for each usual port that was taken


def choose(environ: Mapping[str, str], anywhere: bool = False) -> Ports:
    """The usual ports or the next free ones, or just any; the web's is PORT if that is set.

    Raises PortTaken if PORT is.
    """
    chosen = {"web": _named(environ["PORT"])} if "PORT" in environ else {}
    moves = []
    for name in ("web", "zoom", "smtp", "mailbox", "redis"):
        if name not in chosen:
            usual = None if anywhere else USUAL.get(name)
            chosen[name] = next_free_port(usual or any_free_port(), chosen.values())
            if usual and usual != chosen[name]:
                moves.append(f"Port {usual} is taken, so {name} is at {chosen[name]}.")
    return Ports(**chosen, moves=tuple(moves))


def _named(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise PortTaken(f"PORT must be a number from 1 to 65535, not {text!r}.")
    if not is_free(int(text)):
        raise PortTaken(f"Port {text} is taken. Set PORT to another one, or unset it.")
    return int(text)
