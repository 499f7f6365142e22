"""Who and what can be struck."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from threading import Timer

from benchmarks.chaos.hosts import ChaosHost
from benchmarks.chaos.system import System

LONGEST_DOWN = 3.0  # seconds until a killed program is started again


@dataclass(frozen=True)
class Scene:
    """Who and what can be struck, and the dice."""

    system: System
    hosts: list[ChaosHost]
    chance: Random
    recovered: set[int] = field(default_factory=set)  # meetings that hosts took out of the trash

    @property
    def down_for(self) -> float:
        return self.chance.uniform(0, LONGEST_DOWN)

    @property
    def any_host(self) -> ChaosHost:
        return self.chance.choice(self.hosts)

    def later(self, mend: Callable[[], None]) -> None:
        """Have what was struck mended again after a moment."""
        timer = Timer(self.down_for, mend)
        timer.daemon = True
        timer.start()


@dataclass(frozen=True)
class Strike:
    """`weight`: how often, compared with the others."""

    words: str
    weight: int
    do: Callable[[Scene], None]
