"""The sweep: whatever is due in the database gets its turn, with Redis or without."""

import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update

from pinmycal import jobs
from pinmycal.database import rows_changed, transactional, writing
from pinmycal.extensions import db
from pinmycal.forgetting import forget_old
from pinmycal.models import Appointment, Lease, Message
from pinmycal.zoom import keeping

SWEEP_EVERY = timedelta(seconds=15)
SWEEP_IDLE = 20  # connections: a fleet that was down for a week comes back gently
log = logging.getLogger(__name__)


def sweep(now: datetime, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Nudge for everything that is due, and do it here where Redis does not answer.

    One sweep at a time across all workers; how many things were due. `goes_on` is asked before
    each piece of work.
    """
    if not _take_turn(now):
        return 0
    free = or_(Appointment.lease_until.is_(None), Appointment.lease_until < now)
    appointments = _due(Appointment, now, free)
    messages = _due(Message, now, Message.appointment_id.is_(None))
    db.session.remove()
    handing = _Handing(goes_on)
    handing.on(appointments, jobs.nudge, jobs.settle_appointment)
    handing.on(messages, jobs.nudge_message, jobs.send_message)
    idle = keeping.claim_idle(now, 1 if handing.alone else SWEEP_IDLE)
    handing.on(idle, jobs.nudge_later, jobs.keep_alive)
    forget_old(now)
    return len(appointments) + len(messages)


@transactional
def _due(
    kind: type[Appointment | Message], now: datetime, and_: ColumnElement[bool]
) -> Sequence[int]:
    """Those whose turn it is."""
    due = select(kind.id).where(kind.due_at <= now, and_).order_by(*jobs.in_turn(kind))
    ids = db.session.scalars(due.limit(jobs.SWEEP_BATCH)).all()
    db.session.execute(update(kind).where(kind.id.in_(ids)).values(swept_at=now))
    return ids


class _Handing:
    """Hands rows on to workers, each once, or does their work where Redis is away."""

    def __init__(self, goes_on: Callable[[], bool]) -> None:
        self._goes_on, self._waiting = goes_on, jobs.waiting()

    @property
    def alone(self) -> bool:
        """Whether Redis is away."""
        return self._waiting is None

    def on(
        self, ids: Sequence[int], nudge: Callable[[int], bool], do: Callable[[int], None]
    ) -> None:
        """A row that is waiting in the queue is not put there again, however long it waits."""
        for row_id in ids:
            if not self._goes_on():
                return
            if self._waiting is not None and f"{do.__name__}-{row_id}" in self._waiting:
                continue
            if self._waiting is None or not nudge(row_id):
                self._waiting = None  # not to be asked again for each row
                _do_here(do, row_id)


def _do_here(do: Callable[[int], None], row_id: int) -> None:
    """A mistake of ours with one row hides no other. Its words may quote what people typed."""
    try:
        do(row_id)
    except Exception as error:
        steps = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s %s: %s\n%s", do.__name__, row_id, type(error).__name__, steps)


def _take_turn(now: datetime) -> bool:
    """The right to sweep, until just before the next one is due."""
    until = now + SWEEP_EVERY * 0.9
    with writing():
        claim = update(Lease).where(Lease.name == "sweep", Lease.until < now)
        return rows_changed(claim.values(until=until)) == 1
