"""From the first host to the verdict."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event, Thread

from benchmarks.chaos.facts import Facts
from benchmarks.chaos.hosts import ChaosHost, look_after_zoom, set_up_hosts
from benchmarks.chaos.observer import Observer
from benchmarks.chaos.participant import Participant, Run
from benchmarks.chaos.recovery import Recovery
from benchmarks.chaos.scene import Scene, Strike
from benchmarks.chaos.striker import Striker
from benchmarks.chaos.strikes import LATE, STRIKES
from benchmarks.chaos.system import System, running_system
from benchmarks.chaos.table import Outcome
from benchmarks.chaos.verdict import judge, judge_all, same_again
from benchmarks.chaos.waves import EVERY, PATIENCE, Watch, wave

IN_A_WAVE = 25


@dataclass(frozen=True)
class Wish:
    """What to do. The same seed gives the same choices; how they meet in time still varies."""

    runs: int
    seed: int
    database_url: str
    strikes: Sequence[Strike] = STRIKES
    measure_recovery: bool = True


@dataclass
class Chaos:
    """One go."""

    wish: Wish
    system: System
    hosts: list[ChaosHost]
    watches: list[Watch] = field(default_factory=list)

    def __post_init__(self) -> None:
        chance = Random(f"{self.wish.seed} strikes")  # noqa: S311 — dice
        scene = Scene(self.system, self.hosts, chance)
        self.observer = Observer(self.system, scene.recovered)
        self.striker = Striker(scene, self.wish.strikes)
        self.recovery = Recovery(self.system, self.hosts, self.observer, chance)

    def go(self) -> Outcome:
        """All waves, then the measurements in the calm, then a last look."""
        for first in range(0, self.wish.runs, IN_A_WAVE):
            self._wave(range(first, min(first + IN_A_WAVE, self.wish.runs)))
        measured: tuple[list[float], list[float]] = ([], [])
        if self.wish.measure_recovery:
            measured = (self.recovery.killed(), self.recovery.nudge_lost())
        if set(LATE) & set(self.wish.strikes):
            self._await_late_creates()
        return self._outcome(*measured)

    def _await_late_creates(self) -> None:
        """Until none can come any more, and what came is cleared away."""
        give_up_at = time.monotonic() + PATIENCE
        while time.monotonic() < give_up_at:
            rows = [row for found in self.observer.look().rows.values() for row in found]
            if all(row.idle and not row.expects_double for row in rows):
                return
            time.sleep(EVERY)

    def _wave(self, numbers: range) -> None:
        participants = [self._participant(number) for number in numbers]
        begin = time.monotonic()
        self.watches.append(wave(participants, self.striker, self.observer))
        right = len(self.watches[-1].right_since)
        print(
            f"{numbers.stop:4} runs, {right} of {len(numbers)} right, "
            f"{time.monotonic() - begin:.0f} s",
            flush=True,
        )

    def _participant(self, number: int) -> Participant:
        chance = Random(f"{self.wish.seed} {number}")  # noqa: S311 — dice
        host = self.hosts[number % len(self.hosts)]
        return Participant(str(number), host, self.system.url, chance)

    def _outcome(self, killed: list[float], nudge_lost: list[float]) -> Outcome:
        facts = self.observer.look()
        runs = [run for watch in self.watches for run in watch.runs]
        runs += [each.run for each in self.recovery.participants]
        after_last, after_change = self._seconds()
        return Outcome(
            title=f"{self.wish.runs} runs, seed {self.wish.seed}, {_kind(self.wish.database_url)}",
            done=self.striker.done,
            came_out=self._came_out(runs, facts),
            errors=judge_all(runs, facts),
            after_last=after_last,
            after_change=after_change,
            killed=killed,
            nudge_lost=nudge_lost,
            never_right=[
                f"{run.email} {run.complaint} {judge(run, facts)}"
                for run in runs
                if not judge(run, facts).right
            ],
        )

    def _came_out(self, runs: list[Run], facts: Facts) -> Mapping[str, int]:
        rows = [row for found in facts.rows.values() for row in found]
        calls = self.system.zoom.calls
        return {
            "appointments confirmed": sum(row.confirmed for row in rows),
            "appointments cancelled": sum(not row.confirmed for row in rows),
            "moves": sum(run.moves for run in runs),
            "requests sent again for want of an answer": sum(run.resent for run in runs),
            "calls to Zoom": len(calls),
            "calls to Zoom that a fault struck": sum(bool(call["fault"]) for call in calls),
            "meetings live": sum(map(len, facts.meetings.values())),
            "mails": sum(map(len, facts.mails.values())),
            "mails that came again with the same Message-ID": same_again(facts),
            "programs that ended by themselves, and were started again": sum(
                program.ended_by_itself for program in self.system.programs
            ),
        }

    def _seconds(self) -> tuple[list[float], list[float]]:
        after_last, after_change = [], []
        for watch in self.watches:
            for run in watch.runs:
                if since := watch.right_since.get(run.email):
                    last = max(run.changed, self.striker.last_before(since))
                    after_last.append(since - last)
                    after_change.append(max(0.0, since - run.changed))
        return after_last, after_change


def chaos(wish: Wish, logs: Path) -> Outcome:
    """Start everything, let it loose, stop everything."""
    with running_system(wish.database_url, logs) as system:
        hosts = set_up_hosts(system.url)
        going = Chaos(wish, system, hosts)
        with closing(going.observer), _looked_after(hosts):
            return going.go()


@contextmanager
def _looked_after(hosts: list[ChaosHost]) -> Iterator[None]:
    over = Event()
    looking = Thread(target=look_after_zoom, args=(hosts, over))
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()


def _kind(database_url: str) -> str:
    return "SQLite" if database_url.startswith("sqlite") else "PostgreSQL"
