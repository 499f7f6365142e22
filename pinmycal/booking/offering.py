"""A host's appointment types: their order, their links, copies of them."""

from collections.abc import Container
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from pinmycal.booking.locking import lock_calendar
from pinmycal.booking.room import room_for_type
from pinmycal.database import transactional
from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType, Question
from pinmycal.models.appointment import CONFIRMED

LONGEST_TITLE, LONGEST_SLUG = 120, 60
RESERVED_SLUGS = {"book"}
_OWN = {"id", "title", "slug", "active", "position", "created_at"}  # what a copy does not take over


def types_of(host_id: int) -> list[AppointmentType]:
    """All of a host's in his order, each with its host and questions. Two queries."""
    found = db.session.scalars(
        select(AppointmentType)
        .where(AppointmentType.host_id == host_id)
        .options(joinedload(AppointmentType.host), selectinload(AppointmentType.questions))
        .order_by(AppointmentType.position, AppointmentType.id)
    )
    return list(found)


def next_position(host_id: int) -> int:
    """Behind all there are."""
    last = func.max(AppointmentType.position)
    found = db.session.scalar(select(last).where(AppointmentType.host_id == host_id))
    return 0 if found is None else found + 1


def taken_slugs(host_id: int, but: int | None = None) -> set[str]:
    """The last parts of addresses that a type of this host's (`but` this one) cannot have."""
    others = select(AppointmentType.slug).where(
        AppointmentType.host_id == host_id, AppointmentType.id != (but or 0)
    )
    return set(db.session.scalars(others)) | RESERVED_SLUGS


def free_slug(wanted: str, taken: Container[str]) -> str:
    """This one, or with a number behind it."""
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        end = f"-{number}"
        slug = wanted[: LONGEST_SLUG - len(end)].rstrip("-") + end
    return slug


@transactional
def switch(host_id: int, type_id: int, active: bool) -> None:
    """Open a type for booking, or close it. What is booked stands."""
    lock_calendar(host_id)
    _own(host_id, type_id).active = active


@transactional
def shift(host_id: int, type_id: int, by: int, place: int | None = None) -> None:
    """Move a type by so many places in its host's order; at an end it stays. `place` is where
    whoever pressed saw it, so that pressing again in an old tab does no harm."""
    lock_calendar(host_id)
    ordered = types_of(host_id)
    here = ordered.index(_own(host_id, type_id))
    moved = ordered.pop(here)
    ordered.insert(max(0, (here if place is None else place) + by), moved)
    for position, offer in enumerate(ordered):
        offer.position = position


@transactional
def duplicate(host_id: int, type_id: int, now: datetime) -> int:
    """A copy with its questions, closed, behind all others; its id. Raises TooMany."""
    lock_calendar(host_id)
    room_for_type(host_id)
    offer = _own(host_id, type_id)
    values = {
        column.key: getattr(offer, column.key)
        for column in AppointmentType.__mapper__.columns
        if column.key not in _OWN
    }
    end = " " + _("(copy)")
    title = offer.title.removesuffix(end)[: LONGEST_TITLE - len(end)].rstrip() + end
    slug = free_slug(offer.slug, taken_slugs(host_id))
    copy = AppointmentType(**values, title=title, slug=slug, active=False, created_at=now)
    copy.position = next_position(host_id)
    copy.questions = [_copied(question) for question in offer.questions]
    db.session.add(copy)
    db.session.flush()
    return copy.id


def coming(offer: AppointmentType, now: datetime) -> int:
    """How many appointments of a type are booked and not over."""
    standing = select(func.count()).where(
        Appointment.host_id == offer.host_id,  # the index begins with it
        Appointment.appointment_type_id == offer.id,
        Appointment.status == CONFIRMED,
        Appointment.is_ahead(now),
    )
    return db.session.scalar(standing) or 0


def _own(host_id: int, type_id: int) -> AppointmentType:
    """Raises NoResultFound for that of another host, and where it was deleted meanwhile."""
    mine = (AppointmentType.id == type_id, AppointmentType.host_id == host_id)
    return db.session.scalars(select(AppointmentType).where(*mine)).one()


def _copied(question: Question) -> Question:
    kept = {"position", "label", "kind", "required", "options"}
    return Question(**{name: getattr(question, name) for name in kept})
