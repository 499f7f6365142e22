"""One run: a participant books, moves by chance, cancels or not."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.chaos.hosts import ChaosHost
from benchmarks.chaos.insisting import InsistingVisitor, TimeGone

ZONE = "America/New_York"
CROWD = 80  # everybody wants one of so many next free times, so that they get in each other's way
LONGEST_PAUSE = 4.0  # seconds between two acts of one participant


@dataclass
class Run:
    """What one participant did, and what he was told.

    `changed` is in seconds of time.monotonic; `complaint`: what the site must not answer.
    """

    email: str
    host_email: str
    booked: bool = False
    cancelled: bool = False
    starts_at: datetime | None = None
    moves: int = 0
    resent: int = 0
    complaint: str = ""
    changed: float = 0.0
    over: bool = False
    been_at: list[str] = field(default_factory=list)


class Participant:
    """`live` goes through one run."""

    def __init__(self, number: str, host: ChaosHost, url: str, chance: Random) -> None:
        self.run = Run(f"participant-{number}@example.com", host.email)
        self._host, self._chance = host, chance
        self._url, self._visitor = url, InsistingVisitor(url)
        self._visitor.session.headers["X-Forwarded-For"] = _address(chance)

    def live(self) -> None:
        """Everything, with pauses. What goes wrong becomes the run's complaint."""
        moves = self._chance.randint(0, 3)
        cancels = self._chance.random() < 0.4
        try:
            self.book()
            for _ in range(moves):
                self._pause()
                self._move()
            if cancels:
                self._pause()
                self._cancel()
        except Exception as error:
            self.run.complaint = f"{type(error).__name__}: {error}"[:300]
        self.run.resent, self.run.over = self._visitor.session.resent, True

    def book(self) -> None:
        """The form for a free time, filled in until one is not taken meanwhile."""
        start = self._choose(self._book)
        self._page = self._visitor.url
        assert "/a/" in self._page, self._page  # noqa: S101 — like a visitor's own
        self.run.booked = True
        self._changed(start)

    def _book(self, start: str) -> None:
        self._visitor.open(f"{self._host.link}/book?start={start}&tz={ZONE}")
        self._visitor.submit("Confirm", name="Participant", email=self.run.email)

    def _move(self) -> None:
        start = self._choose(self._move_to)
        self.run.moves += 1
        self._changed(start)

    def _move_to(self, start: str) -> None:
        self._visitor.open(f"{self._page}/reschedule?start={start}&tz={ZONE}")
        self._visitor.submit("Move the appointment")

    def _cancel(self) -> None:
        self._visitor.open(f"{self._page}/cancel").submit("Cancel the appointment")
        assert "cancelled" in self._visitor.text.lower()  # noqa: S101 — like a visitor's own
        self.run.cancelled, self.run.changed = True, time.monotonic()

    def _choose(self, take: Callable[[str], None]) -> str:
        """Take a free time; the one from before by preference, which tries settle hardest."""
        while True:
            free = self._free()
            before = [start for start in self.run.been_at[-2:-1] if start in free]
            start = before[0] if before and self._chance.random() < 0.4 else self._any(free)
            try:
                take(start)
            except TimeGone:
                continue
            return start

    def _free(self) -> list[str]:
        now = datetime.now(UTC)
        span = [f"{day:%Y-%m-%dT%H:%M:%SZ}" for day in (now, now + timedelta(days=59))]
        self._visitor.open(f"/api/slots{self._host.link}?from={span[0]}&to={span[1]}")
        free: list[str] = self._visitor.response.json()["slots"]
        return [start for start in free if start not in self.run.been_at[-1:]]

    def _any(self, free: list[str]) -> str:
        return self._chance.choice(free[:CROWD])

    def _changed(self, start: str) -> None:
        self.run.been_at.append(start)
        self.run.starts_at, self.run.changed = datetime.fromisoformat(start), time.monotonic()

    def _pause(self) -> None:
        time.sleep(max(0.0, self._chance.uniform(-1, LONGEST_PAUSE)))


def _address(chance: Random) -> str:
    """Of a client of their own: what one client may do is limited."""
    return ".".join(["10", *(str(chance.randrange(256)) for _ in range(3))])
