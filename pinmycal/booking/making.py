"""Booking: the one transaction that makes an appointment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pinmycal.booking.announcing import announce
from pinmycal.booking.errors import AskedOtherwise, NumberMissing, SlotTaken, TypeClosed
from pinmycal.booking.limits import check_booking
from pinmycal.booking.listing import is_bookable, refusal
from pinmycal.booking.locking import lock_calendar
from pinmycal.booking.questions import needs_number, wordings
from pinmycal.counting import BOOKING, count_client
from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType, Kind, Participant
from pinmycal.models.appointment import BY_PARTICIPANT

LONGEST_NAME = 100  # as the column has it


@dataclass(frozen=True)
class Request:
    """What a participant asks for."""

    starts_at: datetime
    name: str
    email: str
    time_zone: str
    note: str
    submission_key: str  # names the form that was sent, so that sending it again changes nothing
    hour12: bool = False  # whether his clock has 12 hours
    language: str = "en"  # in which he is written to
    booked_by: str = BY_PARTICIPANT  # or BY_HOST, on his behalf
    answers: list[list[str]] | None = None  # as Participant has them
    asked: dict[int, str] | None = None  # the wordings that were answered; None: nothing was asked
    phone: str = ""  # the one among the answers that they can be called at
    guests: tuple[str, ...] = ()  # addresses of those whom he brings along
    client_key: str = ""  # of the address that it came from, if that is known


@transactional
def book(offer: AppointmentType, request: Request, now: datetime) -> Appointment:
    """Make the appointment, or give back the one that this very form made before.

    Raises TypeClosed, AskedOtherwise, NumberMissing, SlotTaken, NotOffered, TooOften, or
    database.Conflict.
    """
    type_id, host_id = offer.id, offer.host_id
    lock_calendar(host_id)
    if earlier := _made_before(host_id, request.submission_key):
        return earlier
    current = db.session.get(AppointmentType, type_id, populate_existing=True)
    if current is None or not current.active:
        raise TypeClosed
    _check_answers(current, request)
    if not is_bookable(current, request.starts_at, now):
        raise refusal(current, request.starts_at, now)
    people = [_booker(request), *_guests(request, current.host.email)]
    check_booking(current.host, people, now)
    count_client(BOOKING, request.client_key, now)
    appointment = _appointment(current, request, now)
    appointment.participants.extend(people)
    db.session.add(appointment)
    announce(appointment, Kind.CONFIRMATION, now)
    flush_slot()
    return appointment


def _check_answers(offer: AppointmentType, request: Request) -> None:
    if request.asked is not None:
        db.session.refresh(offer, ["questions"])
        if not wordings(offer).items() <= request.asked.items():
            raise AskedOtherwise
    if needs_number(offer) and not request.phone:
        raise NumberMissing


def flush_slot() -> None:
    """Write, and let the database's own guard have the last word. Raises SlotTaken."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise SlotTaken from error


def _made_before(host_id: int, submission_key: str) -> Appointment | None:
    return db.session.scalar(
        select(Appointment).where(
            Appointment.host_id == host_id, Appointment.submission_key == submission_key
        )
    )


def _appointment(offer: AppointmentType, request: Request, now: datetime) -> Appointment:
    return Appointment(
        host_id=offer.host_id,
        appointment_type_id=offer.id,
        title=offer.title,
        description=offer.description,
        location=offer.location,
        location_detail=offer.location_detail,
        buffer_before=offer.buffer_before,
        buffer_after=offer.buffer_after,
        starts_at=request.starts_at,
        ends_at=request.starts_at + timedelta(minutes=offer.duration),
        booked_at=now,
        submission_key=request.submission_key,
        reminder_minutes=offer.host.reminder_minutes,
        booked_by=request.booked_by,
        sequence=0,
        due_at=now,
    )


def _booker(request: Request) -> Participant:
    return Participant(
        name=request.name,
        email=request.email,
        time_zone=request.time_zone,
        hour12=request.hour12,
        language=request.language,
        note=request.note,
        answers=request.answers,
    )


def _guests(request: Request, host_email: str) -> Iterator[Participant]:
    """Each once; whoever takes part anyway is no guest. What they are called is not known."""
    there = {request.email.casefold(), host_email.casefold()}
    for email in request.guests:
        if email.casefold() not in there:
            there.add(email.casefold())
            yield Participant(
                name=email.rpartition("@")[0][:LONGEST_NAME],
                email=email,
                time_zone=request.time_zone,
                hour12=request.hour12,
                language=request.language,
                is_guest=True,
            )
