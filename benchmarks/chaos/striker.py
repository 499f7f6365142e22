"""Who strikes, and when."""

import time
from collections import Counter
from collections.abc import Callable, Sequence

from benchmarks.chaos.scene import Scene, Strike

PAUSE = (0.1, 0.9)  # seconds between two strikes


class Striker:
    """Remembers what he did, and the moments, in seconds of time.monotonic."""

    def __init__(self, scene: Scene, strikes: Sequence[Strike]) -> None:
        self.scene, self._strikes = scene, strikes
        self.done: Counter[str] = Counter({strike.words: 0 for strike in strikes})
        self.moments: list[float] = []

    def strike_until(self, over: Callable[[], bool]) -> None:
        """One after the other, at random."""
        weights = [strike.weight for strike in self._strikes]
        while not over():
            time.sleep(self.scene.chance.uniform(*PAUSE))
            [strike] = self.scene.chance.choices(self._strikes, weights)
            strike.do(self.scene)
            self.done[strike.words] += 1
            self.moments.append(time.monotonic())

    def last_before(self, moment: float) -> float:
        """When the last strike up to a moment was; 0 if there was none."""
        return max((each for each in self.moments if each <= moment), default=0.0)
