"""From a host's rows to the rules that the slot engine knows."""

from datetime import date, datetime

from pinmycal import slots
from pinmycal.models import AppointmentType, Host, Schedule


def window_of(offer: AppointmentType, now: datetime) -> tuple[datetime, datetime]:
    """No start before the first of these instants, and none from the second on."""
    return slots.window(rules_of(offer), now)


def rules_of(offer: AppointmentType) -> slots.Rules:
    """What the slot engine needs to know of an appointment type."""
    dates = _fixed_dates(offer)
    return slots.Rules(
        schedule=_schedule(offer.schedule, offer.host),
        duration=offer.duration,
        increment=offer.increment,
        buffer_before=offer.buffer_before,
        buffer_after=offer.buffer_after,
        minimum_notice=offer.minimum_notice,
        window_days=None if dates else offer.window_days,
        window_dates=dates,
        limits=_limits(offer),
        week_start=offer.host.week_start,
        optimised=offer.optimised,
    )


def _fixed_dates(offer: AppointmentType) -> tuple[date, date] | None:
    if offer.window_first is None or offer.window_last is None:
        return None
    return offer.window_first, offer.window_last


def _limits(offer: AppointmentType) -> tuple[slots.Limit, ...]:
    limits = (
        slots.Limit("day", offer.daily_limit, offer.daily_minutes),
        slots.Limit("week", offer.weekly_limit, offer.weekly_minutes),
        slots.Limit("month", offer.monthly_limit, offer.monthly_minutes),
    )
    return tuple(each for each in limits if each.count is not None or each.minutes is not None)


def _schedule(schedule: Schedule, host: Host) -> slots.Schedule:
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
    return slots.Schedule(
        zone=host.time_zone,
        weekly=weekly,
        overrides=overrides,
        travel=tuple(
            slots.Travel(away.first, away.last, away.zone) for away in host.away if away.zone
        ),
        time_off=tuple((away.first, away.last) for away in host.away if not away.zone),
    )
