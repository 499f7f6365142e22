"""Words for templates: dates, zones, the state of a Zoom meeting."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from pinmycal import times, wording
from pinmycal.config import HTMX_INTEGRITY
from pinmycal.links import booking_link, participant_path
from pinmycal.places.names import city
from pinmycal.times import utc_now
from pinmycal.web.reader import hour12
from pinmycal.zoom.reading import can_start


def init(app: Flask) -> None:
    """Give templates our filters and the settings they show."""
    filters: dict[str, Callable[..., str | bool]] = {
        "clock": clock,
        "day": wording.day,
        "zone_label": wording.zone_label,
        "iso": times.iso,
        "city": city,
        "iso_date": times.iso_date,
        "near_day": near_day,
        "until": until,
        "mailto": mailto,
        "soon": soon,
    }
    for name, words in filters.items():
        app.add_template_filter(words, name)

    app.jinja_env.globals["can_start"] = can_start

    @app.context_processor
    def _settings() -> dict[str, Any]:
        return {
            "htmx_url": app.config["HTMX_URL"],
            "htmx_integrity": HTMX_INTEGRITY,
            "support_email": app.config["SUPPORT_EMAIL"],
            "base_url": app.config["BASE_URL"],
            "time_range": time_range,
            "hour12": hour12,
            "hour_words": hour_words,
            "short_date": wording.short_date,
            "month_name": wording.month_name,
            "weekday": wording.weekday,
            "booking_link": booking_link,
            "participant_path": participant_path,
            "now": utc_now(),
        }


def clock(instant: datetime, zone: str) -> str:
    """As the reader's clock shows it."""
    return wording.clock(instant, zone, hour12())


def time_range(start: datetime, end: datetime, zone: str) -> str:
    """As the reader's clock shows it."""
    return wording.time_range(start, end, zone, hour12())


def hour_words(hour: int) -> str:
    """09:00 or 9 am, as the reader's clock shows it."""
    return wording.full_hour(hour, hour12())


def near_day(instant: datetime, zone: str, now: datetime) -> str:
    """Today, tomorrow, or Thursday, 4 March."""
    on, today = times.local(instant, zone).date(), times.local(now, zone).date()
    near = {today: _("Today"), today + timedelta(days=1): _("Tomorrow")}
    return near.get(on) or wording.short_date(on)


def mailto(address: str) -> str:
    """A link that writes to this address, whatever characters it has."""
    return f"mailto:{quote(address, safe='@')}"


def until(start: datetime, now: datetime, zone: str) -> str:
    """In 12 minutes, in 3 hours, tomorrow, in 2 days, now. Days are those of a calendar."""
    left = start - now
    days = (times.local(start, zone).date() - times.local(now, zone).date()).days
    minutes = int(left.total_seconds()) // 60
    words: str
    if left >= timedelta(days=1) and days == 1:
        words = _("Tomorrow")
    elif left >= timedelta(days=1) and days:
        words = ngettext("In %(num)s day", "In %(num)s days", days)
    elif minutes >= 60:
        words = ngettext("In %(num)s hour", "In %(num)s hours", minutes // 60)
    elif minutes > 0:
        words = ngettext("In %(num)s minute", "In %(num)s minutes", minutes)
    else:
        words = _("Now")
    return words


def soon(start: datetime, now: datetime) -> bool:
    """Whether it is an hour off at most, or has begun: time to start the meeting."""
    return start - now <= timedelta(hours=1)
