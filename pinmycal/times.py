"""Instants and zones at the border: reading what programs and people send.

Inside, instants are aware UTC datetimes. Zones are IANA names. This module imports nothing of ours;
how times are said to people is in wording.py.
"""

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

Moment = TypeVar("Moment", bound=date)

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
EARLIEST, LATEST = 2000, 2200  # years: what lies outside can only be a mistake or a probe


def utc_now() -> datetime:
    """The clock. Called at the edges only; everything inside takes `now` as an argument."""
    return datetime.now(UTC)


def parse_instant(text: str) -> datetime:
    """An instant in our one form, 2027-03-01T08:00:00Z. Raises ValueError."""
    if not _INSTANT.fullmatch(text):
        raise ValueError("not an instant of the form 2027-03-01T08:00:00Z")
    return _within_reason(datetime.fromisoformat(text))


def parse_date(text: str) -> date:
    """A date in ISO form, 2027-03-01. Raises ValueError."""
    if not _DATE.fullmatch(text):
        raise ValueError("not a date of the form 2027-03-01")
    return _within_reason(date.fromisoformat(text))


def parse_month(text: str) -> date:
    """The first day of a month given as 2027-03. Raises ValueError."""
    return parse_date(f"{text}-01")


def _within_reason(moment: Moment) -> Moment:
    if not EARLIEST <= moment.year < LATEST:
        raise ValueError("a year out of reach")
    return moment


def iso(instant: datetime) -> str:
    """The form that parse_instant reads, and that Zoom wants."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_epoch(seconds: int) -> datetime:
    """An epoch second as an instant."""
    return datetime.fromtimestamp(seconds, UTC)


@cache
def zone_names() -> frozenset[str]:
    """Every IANA zone of the pinned tzdata."""
    return frozenset(available_timezones() - {"Factory"})


def is_zone(name: str) -> bool:
    """Whether this is a zone by its exact IANA name. Never touches a file that it names."""
    return name in zone_names()


def local(instant: datetime, zone: str) -> datetime:
    """The wall clock in a zone at an instant."""
    return instant.astimezone(ZoneInfo(zone))


def is_repeated(at: datetime) -> bool:
    """Whether the wall clock shows this time twice, because clocks were set back."""
    return at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()


def iso_date(instant: datetime, zone: str) -> str:
    """2027-03-04"""
    return local(instant, zone).date().isoformat()
