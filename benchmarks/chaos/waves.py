"""A wave: some participants at once under strikes, then calm until all has come right."""

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from benchmarks.chaos.facts import Facts
from benchmarks.chaos.observer import Observer
from benchmarks.chaos.participant import Participant, Run
from benchmarks.chaos.striker import Striker
from benchmarks.chaos.verdict import judge

AT_ONCE = 8  # participants who act at the same moment
PATIENCE = 330.0  # seconds of calm; everything must have come right within five minutes
PLAYING_OUT = 10.0  # seconds in which faults that have struck nobody yet still may
EVERY = 0.5  # seconds between two looks


@dataclass
class Watch:
    """Since when each run has been right, in seconds of time.monotonic."""

    runs: list[Run]
    right_since: dict[str, float] = field(default_factory=dict)

    def look(self, facts: Facts) -> bool:
        """Whether all is right, and nothing left to do."""
        now = time.monotonic()
        for run in self.runs:
            if run.over and judge(run, facts).right:
                self.right_since.setdefault(run.email, now)
            else:
                self.right_since.pop(run.email, None)
        idle = all(row.idle for rows in facts.rows.values() for row in rows)
        idle = idle and not facts.still_to_come
        return idle and len(self.right_since) == len(self.runs)


def wave(participants: Sequence[Participant], striker: Striker, observer: Observer) -> Watch:
    """Everything of one wave; what has not come right within PATIENCE is missing in the watch."""
    watch = Watch([each.run for each in participants])
    with ThreadPoolExecutor(AT_ONCE + 1) as threads:
        acting = [threads.submit(each.live) for each in participants]
        striking = threads.submit(striker.strike_until, lambda: _all_done(acting))
        while not striking.done():
            watch.look(observer.look())
            time.sleep(EVERY)
        striking.result()
    wait_until_right(watch, observer, PLAYING_OUT)
    striker.scene.system.calm()
    striker.scene.system.catch_up()
    wait_until_right(watch, observer, PATIENCE)
    return watch


def wait_until_right(watch: Watch, observer: Observer, patience: float) -> None:
    """At most `patience` seconds."""
    give_up_at = time.monotonic() + patience
    while not watch.look(observer.look()) and time.monotonic() < give_up_at:
        time.sleep(EVERY)


def _all_done(futures: Sequence[Future[None]]) -> bool:
    return all(each.done() for each in futures)
