"""How long it takes until an appointment is settled after the worst that can happen to its job."""

import signal
import time
from collections.abc import Callable, Sequence
from random import Random

from benchmarks.chaos.hosts import ChaosHost
from benchmarks.chaos.observer import Observer
from benchmarks.chaos.participant import Participant
from benchmarks.chaos.system import WORKERS, System
from benchmarks.chaos.waves import PATIENCE, Watch, wait_until_right

KILLED_WITHIN, NUDGE_LOST_WITHIN = 60.0, 45.0  # seconds that are promised
ROUNDS = 3


class Recovery:
    """Measures in the calm; `participants` are all who took part."""

    def __init__(
        self, system: System, hosts: list[ChaosHost], observer: Observer, chance: Random
    ) -> None:
        self._system, self._hosts, self._observer = system, hosts, observer
        self._chance = chance
        self.participants: list[Participant] = []

    def killed(self) -> list[float]:
        """Seconds from SIGKILL of every worker, each in the middle of a create, to settled."""
        return [seconds for _ in range(ROUNDS) for seconds in self._measure(self._kill_holders)]

    def nudge_lost(self) -> list[float]:
        """Seconds from the loss of the nudge, while all workers were busy, to settled."""
        return [seconds for _ in range(ROUNDS) for seconds in self._measure(self._lose_nudges)]

    def _measure(self, spoil: Callable[[list[Participant]], None]) -> list[float]:
        hosts = self._hosts[:WORKERS]
        booking = [self._participant(host) for host in hosts]
        spoil(booking)
        begin = time.monotonic()
        watch = Watch([each.run for each in booking])
        wait_until_right(watch, self._observer, PATIENCE)
        return [watch.right_since.get(run.email, float("inf")) - begin for run in watch.runs]

    def _participant(self, host: ChaosHost) -> Participant:
        number = f"{len(self.participants)}-recovery"
        self.participants.append(Participant(number, host, self._system.url, self._chance))
        return self.participants[-1]

    def _kill_holders(self, booking: Sequence[Participant]) -> None:
        """One job for each worker; Zoom keeps them all waiting until they are dead."""
        at_zoom, before = self._system.zoom, len(self._creates())
        at_zoom.fault("create", "hang", times=len(booking), seconds=20)
        _book(booking)
        at_zoom.wait_for(lambda _: len(self._creates()) == before + len(booking), timeout=30)
        for worker in self._system.workers:
            worker.strike(signal.SIGKILL, self._chance.uniform(0, 3))
        self._system.calm()

    def _creates(self) -> list[object]:
        calls = self._system.zoom.calls
        return [call for call in calls if call["operation"] == "create" and call["fault"] == "hang"]

    def _lose_nudges(self, booking: Sequence[Participant]) -> None:
        for worker in self._system.workers:
            worker.freeze()
        _book(booking)
        time.sleep(1)  # the nudges go out after the answers
        self._system.at_redis.flushall()
        for worker in self._system.workers:
            worker.thaw()


def _book(booking: Sequence[Participant]) -> None:
    for participant in booking:
        participant.book()
        participant.run.over = True
