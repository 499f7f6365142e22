"""The list of zones beside a calendar: what was looked for, and a link for each zone found."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from pinmycal.web.calendar.view import Picker
from pinmycal.web.calendar.zones import Place, find_places, place_of
from pinmycal.web.reader import hour12
from pinmycal.wording import clock, offset

MOST = 40


@dataclass(frozen=True)
class ZoneLink:
    """One zone, its time now, and the way to the same times in it."""

    city: str
    country: str
    offset: str
    clock: str
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class ZoneChoice:
    """`wanted` is what was looked for; None: nothing yet, and the list holds the likeliest."""

    wanted: str | None
    words: str
    links: list[ZoneLink]


def zone_choice(wanted: str | None, likely: list[str], picker: Picker, now: datetime) -> ZoneChoice:
    """What is found, forty at most, with the way to the same day there. `likely` zones are shown
    before anything is typed."""
    chosen = picker.time_zone
    if wanted:
        found = find_places(wanted, now)
    else:
        found = [place_of(zone, now) for zone in dict.fromkeys((chosen, *likely, "UTC"))]
    links = [_link(place, picker, now) for place in found[:MOST]]
    return ZoneChoice(wanted, _words(len(found)) if wanted else "", links)


def _link(place: Place, picker: Picker, now: datetime) -> ZoneLink:
    return ZoneLink(
        city=place.city,
        country=place.country,
        offset=offset(now, place.zone),
        clock=clock(now, place.zone, hour12()),
        href=picker.here(tz=place.zone, remember="1"),
        is_chosen=place.zone == picker.time_zone,
    )


def _words(count: int) -> str:
    words: str
    if count > MOST:
        words = _(
            "The first %(most)s of %(count)s time zones. Type more to see fewer.",
            most=MOST,
            count=count,
        )
    elif count == 0:
        words = _(
            "No time zone by that name. It goes by its country and its capital or largest city:"
            " try “Germany” or “UTC+1”."
        )
    else:
        words = ngettext("%(num)s time zone", "%(num)s time zones", count)
    return words
