"""Which times of an appointment type can be booked. The page and the POST ask the same question."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from pinmycal import slots
from pinmycal.booking.errors import NotOffered, SlotTaken
from pinmycal.booking.rules import rules_of, window_of
from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType
from pinmycal.models.appointment import CONFIRMED, LONGEST


def bookable_starts(
    offer: AppointmentType,
    start: datetime,
    end: datetime,
    now: datetime,
    moving: Appointment | None = None,
) -> list[int]:
    """Every start in [start, end) that can be booked: epoch seconds, sorted. One query, or none
    where nothing of it lies in the booking window: no history is read for dates long gone.

    An appointment that is being moved does not stand in its own way.
    """
    rules = rules_of(offer)
    opens, closes = slots.window(rules, now)
    start, end = max(start, opens), min(end, closes)
    if start >= end:
        return []
    busy = _busy(offer, *slots.busy_span(rules, start, end), moving)
    return slots.free_starts(rules, busy, start, end, now)


def is_bookable(
    offer: AppointmentType, at: datetime, now: datetime, moving: Appointment | None = None
) -> bool:
    """Whether this very start is among those listed."""
    rules = rules_of(offer)
    span = slots.busy_span(rules, at, at + timedelta(minutes=offer.duration))
    return slots.is_free(rules, _busy(offer, *span, moving), at, now)


def refusal(offer: AppointmentType, at: datetime, now: datetime) -> NotOffered | SlotTaken:
    """Why a start is not bookable: it never was on offer, or it is gone.

    Hours that were edited meanwhile leave no trace, so a time outside the hours counts as gone.
    """
    rules = replace(rules_of(offer), minimum_notice=0, limits=(), optimised=False)
    opens, closes = window_of(offer, now)
    if at.second or not opens <= at < closes:
        return NotOffered()
    fits_between_grid = slots.is_free(replace(rules, increment=1), (), at, now)
    on_grid = slots.is_free(rules, (), at, now)
    # A time that leaves no gap may be off the grid; it goes with the appointment beside it.
    if fits_between_grid and not on_grid and not offer.optimised:
        return NotOffered()
    return SlotTaken()


def _busy(
    offer: AppointmentType, start: datetime, end: datetime, moving: Appointment | None
) -> list[slots.Busy]:
    booked = select(
        Appointment.starts_at,
        Appointment.ends_at,
        Appointment.buffer_before,
        Appointment.buffer_after,
        Appointment.appointment_type_id,
    ).where(
        Appointment.host_id == offer.host_id,
        Appointment.status == CONFIRMED,
        Appointment.starts_at < end,
        Appointment.starts_at >= start - LONGEST,
        Appointment.ends_at > start,
    )
    if moving is not None:
        booked = booked.where(Appointment.id != moving.id)
    return [_taken(*row, offer.id) for row in db.session.execute(booked)]


def _taken(
    starts_at: datetime, ends_at: datetime, before: int, after: int, type_id: int | None, ours: int
) -> slots.Busy:
    """Whatever is booked blocks; towards the limits of a type only its own appointments count."""
    counts = type_id is not None and type_id == ours
    start, end = int(starts_at.timestamp()), int(ends_at.timestamp())
    return slots.Busy(start, end, before * 60, after * 60, counts)
