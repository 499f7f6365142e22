"""The outcome, for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from benchmarks.chaos.recovery import KILLED_WITHIN, NUDGE_LOST_WITHIN
from benchmarks.chaos.verdict import Verdict

ERRORS = {
    "doubles": "doubles (more than one meeting for one appointment)",
    "orphans": "orphans (meetings without a confirmed appointment)",
    "losses": "losses (no meeting at the right time with the link we tell)",
    "missing_mails": "missing mails (someone was not told how it stands)",
    "repeated_mails": "repeated mails (another Message-ID for the same change)",
    "wrong_appointments": "appointments lost, doubled, or other than was told",
    "complaints": "answers that a participant must not get",
}


@dataclass(frozen=True)
class Outcome:
    """Everything that is printed. Seconds throughout."""

    title: str
    done: Mapping[str, int]
    came_out: Mapping[str, int]
    errors: Verdict
    after_last: Sequence[float]  # change or strike
    after_change: Sequence[float]
    killed: Sequence[float]
    nudge_lost: Sequence[float]
    never_right: Sequence[str]

    @property
    def good(self) -> bool:
        """Whether every promise was kept."""
        late = [each > KILLED_WITHIN for each in self.killed]
        late += [each > NUDGE_LOST_WITHIN for each in self.nudge_lost]
        return self.errors.right and not self.never_right and not any(late)


def table(outcome: Outcome) -> str:
    """All of it."""
    errors = {words: getattr(outcome.errors, name) for name, words in ERRORS.items()}
    lines = [outcome.title, ""]
    lines += _part("Done to the system", outcome.done)
    lines += _part("What came out", outcome.came_out)
    lines += _part("Errors", errors)
    lines += ["Seconds until all was right", f"  {'':<60}median    p95    max"]
    lines += [_spread("after the last change or strike", outcome.after_last)]
    lines += [_spread("after the last change alone", outcome.after_change)]
    lines += _measured(outcome)
    lines += [f"  never right: {words}" for words in outcome.never_right]
    return "\n".join(lines)


def _measured(outcome: Outcome) -> list[str]:
    parts = (
        (f"worker killed during its job (at most {KILLED_WITHIN:.0f})", outcome.killed),
        (f"nudge lost while all were busy (at most {NUDGE_LOST_WITHIN:.0f})", outcome.nudge_lost),
    )
    return [_spread(words, seconds) for words, seconds in parts if seconds]


def _part(head: str, counts: Mapping[str, int]) -> list[str]:
    return [head, *(f"  {words:<62}{count:>4}" for words, count in counts.items()), ""]


def _spread(words: str, seconds: Sequence[float]) -> str:
    if not seconds:
        return f"  {words:<60}     -      -      -"
    high = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return f"  {words:<60}{median(seconds):6.1f} {high:6.1f} {max(seconds):6.1f}"
