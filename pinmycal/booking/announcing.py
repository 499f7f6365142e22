"""Who is owed which mail after a change. Rows only; settle sends them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pinmycal.models import Appointment, Kind, Location, Message, Participant

# How long a confirmation may wait for a Zoom link before it goes without.
PATIENCE = timedelta(minutes=2)
_TELLS_ANYWAY = (Kind.CONFIRMATION, Kind.MOVE)


def announce(appointment: Appointment, kind: Kind, now: datetime) -> None:
    """Owe everyone concerned a message of this kind.

    What has not been tried yet is made when it is sent, from what is true then: a pending
    confirmation tells of a move too, and a cancellation makes every pending message pointless.
    """
    for reader in _readers(appointment):
        pending = [m for m in appointment.messages if _is_pending(m, reader)]
        if kind is Kind.CANCELLATION:
            for message in pending:
                appointment.messages.remove(message)
        elif any(message.kind in _TELLS_ANYWAY for message in pending):
            continue
        appointment.messages.append(_message(appointment, kind, reader, now))
    if kind is not Kind.LINK:
        _remind(appointment, now)


def _remind(appointment: Appointment, now: datetime) -> None:
    """Owe everyone a reminder for the time that it has now, instead of those for an earlier one.

    One that was tried but may not have gone is dropped too: it would come at the wrong time.
    """
    for message in list(appointment.messages):
        if message.kind == Kind.REMINDER and message.due_at is not None:
            appointment.messages.remove(message)
    if appointment.is_cancelled or appointment.reminder_minutes is None:
        return
    due_at = appointment.starts_at - timedelta(minutes=appointment.reminder_minutes)
    if due_at > now:
        appointment.messages.extend(
            Message(
                kind=Kind.REMINDER,
                host_id=appointment.host_id,
                participant=reader,
                created_at=now,
                due_at=due_at,
            )
            for reader in _readers(appointment)
        )


def _readers(appointment: Appointment) -> Iterable[Participant | None]:
    """The participants, and None for the host."""
    return [*appointment.participants, None]


def _is_pending(message: Message, reader: Participant | None) -> bool:
    mine = message.participant is reader
    return mine and message.due_at is not None and message.attempted_at is None


def _message(
    appointment: Appointment, kind: Kind, reader: Participant | None, now: datetime
) -> Message:
    waits = appointment.location == Location.ZOOM and kind in _TELLS_ANYWAY
    return Message(
        kind=kind,
        host_id=appointment.host_id,
        participant=reader,
        created_at=now,
        due_at=now,
        waits_until=now + PATIENCE if waits else None,
    )
