"""What this browser has booked lately, so that Back after a booking leads to it.

In the session's signed cookie, like what is typed: nobody else is shown it. Inside other sites
there is no cookie, and the page itself remembers (static/js/back.js).
"""

from datetime import datetime, timedelta

from flask import session
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pinmycal.extensions import db
from pinmycal.models import Appointment, Participant
from pinmycal.times import iso

KEPT_FOR = timedelta(hours=12)
MOST = 4  # so that the cookie stays small
_BOOKED = "booked"


def remember_booked(appointment: Appointment, form_start: str, now: datetime) -> None:
    """`form_start` is the time in the address of the form, which may have been gone before."""
    starts = sorted({iso(appointment.starts_at), form_start})
    until = int((now + KEPT_FOR).timestamp())
    entry = [appointment.appointment_type_id, starts, appointment.participant.public_id, until]
    earlier = [each for each in session.get(_BOOKED, []) if each != entry]
    session[_BOOKED] = [*earlier, entry][-MOST:]


def booked_here(type_id: int, start: str, now: datetime) -> Participant | None:
    """Who booked this type by the form for this time, in this browser, if it still stands."""
    found = [
        public_id
        for booked_type, starts, public_id, until in reversed(session.get(_BOOKED, []))
        if booked_type == type_id and start in starts and until > now.timestamp()
    ]
    participant = _participant(found[0]) if found else None
    if participant is None or participant.appointment.is_cancelled:
        return None
    return participant


def _participant(public_id: str) -> Participant | None:
    whole = joinedload(Participant.appointment)
    wanted = select(Participant).where(Participant.public_id == public_id).options(whole)
    return db.session.scalar(wanted)
