"""The right to settle one appointment: a lease, taken by compare-and-set."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, update

from pinmycal import budgets
from pinmycal.database import rows_changed, writing
from pinmycal.models import Appointment
from pinmycal.settle.situation import read_situation

LEASE = timedelta(seconds=budgets.LEASE)


@dataclass(frozen=True)
class Lease:
    """Ours until then, or until we give it back."""

    appointment_id: int
    until: datetime

    @property
    def since(self) -> datetime:
        """When it was taken."""
        return self.until - LEASE


def take(appointment_id: int, now: datetime) -> Lease | None:
    """The lease, or None where nothing is due or another worker has it."""
    lease = Lease(appointment_id, now + LEASE)
    claim = update(Appointment).where(
        Appointment.id == appointment_id,
        Appointment.due_at <= now,
        or_(Appointment.lease_until.is_(None), Appointment.lease_until < now),
    )
    with writing():
        return lease if rows_changed(claim.values(lease_until=lease.until)) else None


def give_back(lease: Lease, now: datetime) -> None:
    """Let go, and say when to look next, judged anew under the row's lock.

    A change that came meanwhile is seen here, so it stays due.
    """
    with writing():
        situation = read_situation(lease.appointment_id, now, for_update=True)
        if situation is None or situation.appointment.lease_until != lease.until:
            return  # the host is gone, or we were too slow and another worker has taken over
        situation.appointment.due_at = situation.next_due
        situation.appointment.lease_until = None
