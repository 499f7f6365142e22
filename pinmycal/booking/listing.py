"""Which times of an appointment type can be booked. The page and the POST ask the same question."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from pinmycal import slots
from pinmycal.booking.errors import NotOffered, SlotTaken
from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType, Schedule
from pinmycal.models.appointment import CONFIRMED


def bookable_starts(
    offer: AppointmentType,
    start: datetime,
    end: datetime,
    now: datetime,
    moving: Appointment | None = None,
) -> list[int]:
    """Every start in [start, end) that can be booked: epoch seconds, sorted. One query.

    An appointment that is being moved does not stand in its own way.
    """
    rules = rules_of(offer)
    busy = _busy(offer.host_id, *slots.busy_span(rules, start, end), moving)
    return slots.free_starts(rules, busy, start, end, now)


def is_bookable(
    offer: AppointmentType, at: datetime, now: datetime, moving: Appointment | None = None
) -> bool:
    """Whether this very start is among those listed."""
    rules = rules_of(offer)
    span = slots.busy_span(rules, at, at + timedelta(minutes=offer.duration))
    return slots.is_free(rules, _busy(offer.host_id, *span, moving), at, now)


def refusal(offer: AppointmentType, at: datetime, now: datetime) -> NotOffered | SlotTaken:
    """Why a start is not bookable: it never was on offer, or it is gone.

    Hours that were edited meanwhile leave no trace, so a time outside the hours counts as gone.
    """
    rules = replace(rules_of(offer), minimum_notice=0, limits=())
    beyond = timedelta(days=offer.window_days + 1)
    if not now <= at < now + beyond:
        return NotOffered()
    fits_between_grid = slots.is_free(replace(rules, increment=1), (), at, now)
    if fits_between_grid and not slots.is_free(rules, (), at, now):
        return NotOffered()
    return SlotTaken()


def rules_of(offer: AppointmentType) -> slots.Rules:
    """What the slot engine needs to know of an appointment type."""
    limits = (slots.Limit("day", count=offer.daily_limit),) if offer.daily_limit else ()
    return slots.Rules(
        schedule=_schedule(offer.schedule, offer.host.time_zone),
        duration=offer.duration,
        increment=offer.increment,
        buffer_before=offer.buffer_before,
        buffer_after=offer.buffer_after,
        minimum_notice=offer.minimum_notice,
        window_days=offer.window_days,
        limits=limits,
    )


def _schedule(schedule: Schedule, zone: str) -> slots.Schedule:
    weekly: dict[int, tuple[slots.Range, ...]] = {}
    for hours in schedule.weekly_hours:
        weekly[hours.weekday] = (
            *weekly.get(hours.weekday, ()),
            (hours.start_minute, hours.end_minute),
        )
    overrides: dict[date, tuple[slots.Range, ...]] = {}
    for override in schedule.overrides:
        ranges = overrides.setdefault(override.date, ())
        if override.start_minute is not None and override.end_minute is not None:
            overrides[override.date] = (*ranges, (override.start_minute, override.end_minute))
    return slots.Schedule(zone=zone, weekly=weekly, overrides=overrides)


def _busy(
    host_id: int, start: datetime, end: datetime, moving: Appointment | None
) -> list[slots.Busy]:
    booked = select(
        Appointment.starts_at,
        Appointment.ends_at,
        Appointment.buffer_before,
        Appointment.buffer_after,
    ).where(
        Appointment.host_id == host_id,
        Appointment.status == CONFIRMED,
        Appointment.starts_at < end,
        Appointment.starts_at >= start - _LONGEST,
        Appointment.ends_at > start,
    )
    if moving is not None:
        booked = booked.where(Appointment.id != moving.id)
    return [
        slots.Busy(int(row[0].timestamp()), int(row[1].timestamp()), row[2] * 60, row[3] * 60)
        for row in db.session.execute(booked)
    ]


_LONGEST = timedelta(days=1)  # no appointment is longer, so the index on starts_at serves both ends
