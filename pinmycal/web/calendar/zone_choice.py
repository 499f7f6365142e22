"""The list of zones beside a calendar: what was looked for, and a link for each zone found."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from pinmycal.places.names import city, current
from pinmycal.places.search import Place, find_places, place_of
from pinmycal.web.calendar.view import Picker
from pinmycal.web.reader import hour12
from pinmycal.wording import clock, offset

MOST = 40


@dataclass(frozen=True)
class ZoneLink:
    """One zone, its time now, and the way to the same times in it."""

    city: str
    country: str  # and the city that was looked for, where it is another
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
    before anything is typed. Offsets are those of the day that is shown, clocks those of now."""
    chosen, noon = picker.time_zone, picker.noon
    if wanted:
        found = find_places(wanted, noon)
    else:
        found = [place_of(zone, noon) for zone in _under_one_name([chosen, *likely, "UTC"])]
    links = [_link(place, wanted or "", picker, now) for place in found[:MOST]]
    return ZoneChoice(wanted, _words(len(found)) if wanted else "", links)


def _under_one_name(zones: list[str]) -> list[str]:
    """The first of those that are called the same: Asia/Calcutta or Asia/Kolkata."""
    first = {city(zone): zone for zone in reversed(zones)}
    return [zone for zone in zones if first.pop(city(zone), None) == zone]


def _link(place: Place, wanted: str, picker: Picker, now: datetime) -> ZoneLink:
    return ZoneLink(
        city=place.city,
        country=", ".join(filter(None, (place.found_by(wanted), place.country))),
        offset=offset(picker.noon, place.zone),
        clock=clock(now, place.zone, hour12()),
        href=picker.here(tz=place.zone, remember="1"),
        is_chosen=current(place.zone) == current(picker.time_zone),
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
