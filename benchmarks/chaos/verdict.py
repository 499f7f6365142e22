"""What is wrong with one run, and with everything: pure."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Self

from benchmarks.chaos.facts import AtZoom, Facts, Mail, Row
from benchmarks.chaos.participant import Run


@dataclass(frozen=True)
class Verdict:
    """Each counts errors; all zero is right."""

    doubles: int = 0
    orphans: int = 0
    losses: int = 0
    missing_mails: int = 0
    repeated_mails: int = 0
    wrong_appointments: int = 0
    complaints: int = 0

    def __add__(self, other: Self) -> "Verdict":
        return Verdict(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def right(self) -> bool:
        return not any(astuple(self))


def judge_all(runs: Iterable[Run], facts: Facts) -> Verdict:
    """The sum, and the meetings that belong to no appointment at all."""
    known = {row.public_id for rows in facts.rows.values() for row in rows}
    strays = sum(len(found) for owner, found in facts.meetings.items() if owner not in known)
    return sum((judge(run, facts) for run in runs), Verdict(orphans=strays))


def judge(run: Run, facts: Facts) -> Verdict:
    """Of one run that is over."""
    rows = facts.rows.get(run.email, [])
    told = Verdict(wrong_appointments=_wrong(run, rows), complaints=bool(run.complaint))
    if len(rows) != 1:
        return told
    [row] = rows
    meetings, mails = facts.meetings.get(row.public_id, []), facts.mails.get(row.public_id, [])
    too_many = sum(meeting.is_wrong_for(row) for meeting in meetings)
    readers = (row.email, row.host_email)
    return told + Verdict(
        doubles=max(0, too_many - 1) if row.confirmed else 0,
        orphans=0 if row.confirmed else too_many,
        losses=row.confirmed and not any(_fits(meeting, row) for meeting in meetings),
        missing_mails=sum(not _knows(reader, row, mails) for reader in readers),
        repeated_mails=sum(_too_many(reader, run, mails) for reader in readers),
    )


def same_again(facts: Facts) -> int:
    """Mails that came once more under the same Message-ID: allowed after a crash."""
    return sum(len(mails) - len({m.message_id for m in mails}) for mails in facts.mails.values())


def _wrong(run: Run, rows: list[Row]) -> int:
    """Lost, doubled, or other than the participant was told."""
    if len(rows) != 1 or not run.booked:
        return abs(len(rows) - run.booked)
    [row] = rows
    if run.complaint:
        return 0  # what he was told last is not known
    return row.confirmed == run.cancelled or row.starts_at != run.starts_at


def _fits(meeting: AtZoom, row: Row) -> bool:
    return meeting.is_at(row.starts_at) and meeting.join_url == row.join_url


def _knows(reader: str, row: Row, mails: list[Mail]) -> bool:
    """Whether the newest mail that he has tells how it stands."""
    newest = next((mail for mail in reversed(mails) if mail.reader == reader), None)
    if newest is None:
        return False
    if not row.confirmed:
        return newest.cancels
    tells_link = row.join_url is not None and row.join_url in newest.text
    return not newest.cancels and newest.starts_at == row.starts_at and tells_link


def _too_many(reader: str, run: Run, mails: list[Mail]) -> int:
    """Mails beyond one for each change, not counting what has the same Message-ID."""
    allowed = {"confirmation": 1, "move": run.moves, "link": 1, "cancellation": 1}
    got = {(mail.kind, mail.message_id) for mail in mails if mail.reader == reader}
    kinds = [kind for kind, _ in got]
    return sum(max(0, kinds.count(kind) - most) for kind, most in allowed.items())
