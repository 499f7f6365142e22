"""Instants, dates and zones in words of the language that is spoken just now.

The patterns are texts like others, so that a translation says where the month stands. They are
those of Unicode's CLDR.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, get_day_names
from flask_babel import gettext as _
from flask_babel import pgettext

from pinmycal.language import locale
from pinmycal.places.names import city
from pinmycal.times import is_repeated, local

A_WEEK = range(7)  # Monday first


def clock(instant: datetime, zone: str, hour12: bool = False) -> str:
    """14:30, or 2:30 pm; in an hour that clocks repeat, with its offset: 02:30 UTC+1"""
    at = local(instant, zone)
    words = wall_clock(at.hour, at.minute, hour12)
    return f"{words} {offset(instant, zone)}" if is_repeated(at) else words


def wall_clock(hour: int, minute: int, hour12: bool = False) -> str:
    """14:30, or 2:30 pm"""
    if not hour12:
        return f"{hour:02}:{minute:02}"
    return _half_day(hour, f"{hour % 12 or 12}:{minute:02}")


def full_hour(hour: int, hour12: bool) -> str:
    """09:00, or 9 am"""
    return _half_day(hour, str(hour % 12 or 12)) if hour12 else f"{hour:02}:00"


def _half_day(hour: int, time: str) -> str:
    said: str = _("%(time)s am", time=time) if hour < 12 else _("%(time)s pm", time=time)
    return said


def day(instant: datetime, zone: str) -> str:
    """Thursday, 4 March 2027"""
    return long_date(local(instant, zone).date())


def long_date(on: date) -> str:
    """Thursday, 4 March 2027"""
    return _said(on, pgettext("date pattern", "EEEE, d MMMM y"))


def short_date(on: date) -> str:
    """Thursday, 4 March"""
    return _said(on, pgettext("date pattern", "EEEE, d MMMM"))


def plain_date(on: date) -> str:
    """4 March 2027"""
    return _said(on, pgettext("date pattern", "d MMMM y"))


def month_of(on: date) -> str:
    """March 2027"""
    return _said(on, pgettext("date pattern", "LLLL y"))


def month_name(on: date) -> str:
    """March"""
    return _said(on, "LLLL")


def day_range(first: date, last: date) -> str:
    """1 – 7 March 2027, with month and year of the first day where they are others."""
    if first.year != last.year:
        begins = plain_date(first)
    elif first.month != last.month:
        begins = _said(first, pgettext("date pattern", "d MMMM"))
    else:
        begins = _said(first, pgettext("date pattern", "d"))
    return f"{begins} – {plain_date(last)}"


def _said(on: date, pattern: str) -> str:
    return _formatted(on, pattern, locale())


@lru_cache(maxsize=2048)  # the same few months stand on every page
def _formatted(on: date, pattern: str, locale: Locale) -> str:
    said: str = format_date(on, pattern, locale=locale)
    return said


def weekday(on: date) -> tuple[str, str]:
    """(Thu, Thursday)"""
    return weekdays()[on.weekday()]


def weekdays() -> list[tuple[str, str]]:
    """(Mon, Monday), from Monday on."""
    short = get_day_names("abbreviated", "stand-alone", locale())
    return [(short[number], long) for number, long in enumerate(weekday_names())]


def weekday_names() -> list[str]:
    """Monday to Sunday."""
    names = get_day_names("wide", "stand-alone", locale())
    return [names[number] for number in A_WEEK]


def time_range(start: datetime, end: datetime, zone: str, hour12: bool = False) -> str:
    """10:30 – 11:00, with the date of the end where it is another day."""
    first, last = local(start, zone).date(), local(end, zone).date()
    until = "" if first == last else f"{short_date(last)} "
    return f"{clock(start, zone, hour12)} – {until}{clock(end, zone, hour12)}"


def offset(instant: datetime, zone: str) -> str:
    """UTC+1, UTC−3:30, UTC"""
    minutes = int((local(instant, zone).utcoffset() or timedelta()).total_seconds()) // 60
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def zone_label(instant: datetime, zone: str) -> str:
    """Berlin (UTC+1), the offset being that of the instant; UTC−5 alone, which is no place."""
    name = city(zone)
    return name if name.startswith("UTC") else f"{name} ({offset(instant, zone)})"
