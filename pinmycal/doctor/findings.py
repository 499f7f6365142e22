"""What an examination finds, in words that hold no secret."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a part is."""

    GOOD = "ok"
    ODD = "look"  # works, though perhaps not as it was meant
    BROKEN = "BROKEN"


@dataclass(frozen=True)
class Finding:
    """How one part is; `remedy` says what to do about it."""

    part: str
    state: State
    what: str
    remedy: str = ""


class Unwell(Exception):
    """A part is not as it has to be. Our own words: those of servers may repeat what is secret."""

    def __init__(self, what: str, remedy: str, state: State = State.BROKEN) -> None:
        super().__init__(what)
        self.what, self.remedy, self.state = what, remedy, state
