"""How much may be booked and moved in a short time: nobody shall have us write to a stranger often.

Anyone can book with anyone's address, and invite anyone. What counts is the mailbox that the email
ends in, whoever booked, with whichever host. The numbers are far above what people need.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from pinmycal.counting import DAY, HOUR, MINUTE, Instant, Limits, check
from pinmycal.database import hold
from pinmycal.models import Appointment, Host, Kind, Message, Participant
from pinmycal.models.mailbox import mailbox

# Someone who books a whole course, for himself or for a family with one address, stays below it.
BOOKINGS_OF_A_MAILBOX = ((HOUR, 20), (DAY, 40))
# Each booking is a confirmation, perhaps a cancellation; the rest is for moves.
MAILS_TO_A_MAILBOX = ((HOUR, 40), (DAY, 100))
# A class that signs up for its teacher's hours as soon as they open. For all accounts of a mailbox:
# nobody has said yet whose it is, and one may have a hundred.
BOOKINGS_OF_A_HOST = ((MINUTE, 40), (HOUR, 300), (DAY, 1000))
MAILS_TO_A_HOST = ((HOUR, 500), (DAY, 1500))
_PRESSED = (Kind.CONFIRMATION, Kind.MOVE, Kind.CANCELLATION)


def check_booking(host: Host, people: Collection[Participant], now: datetime) -> None:
    """Before one more. Raises TooOften.

    Invitations are counted apart, so that nobody can keep another from booking by inviting him.
    """
    at = Appointment.booked_at
    of_each = select().join_from(Participant, Participant.appointment)
    _check_mailboxes(BOOKINGS_OF_A_MAILBOX, at, of_each, people, now)
    hold(f"host's mailbox {host.mailbox or host.id}")
    check(BOOKINGS_OF_A_HOST, at, select().where(_ends_with(host, Appointment.host_id)), now)


def check_move(appointment: Appointment, now: datetime) -> None:
    """Before one more. Raises TooOften.

    What counts is what went out, or is about to, because somebody pressed a button: reminders come
    with a booking, and the link comes when Zoom has it. Invitations are counted apart here too.
    """
    sent = or_(Message.attempted_at.is_not(None), Message.due_at.is_not(None))
    counts = (Message.kind.in_(_PRESSED), sent)
    to_host = (_ends_with(appointment.host, Message.host_id), Message.participant_id.is_(None))
    at = Message.created_at
    to_each = select().join_from(Participant, Message, Message.participant_id == Participant.id)
    people = appointment.participants
    _check_mailboxes(MAILS_TO_A_MAILBOX, at, to_each.where(*counts), people, now)
    check(MAILS_TO_A_HOST, at, select().where(*counts, *to_host), now)


def _ends_with(host: Host, host_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether the email about it ends in the mailbox of this host."""
    same = and_(Host.mailbox == host.mailbox, Host.mailbox != "")
    return host_id.in_(select(Host.id).where(or_(Host.id == host.id, same)))


def _check_mailboxes(
    limits: Limits, at: Instant, rows: Select[Any], people: Collection[Participant], now: datetime
) -> None:
    """By mailbox, with whichever host, for those who book and for those who are invited."""
    hold(*(f"mailbox {mailbox(each.email)}" for each in people))
    for is_guest in (False, True):
        mailboxes = [mailbox(each.email) for each in people if bool(each.is_guest) is is_guest]
        of_these = rows.where(
            Participant.mailbox.in_(mailboxes), Participant.is_guest.is_(is_guest)
        )
        check(limits, at, of_these.group_by(Participant.mailbox), now)
