"""The places of a list to choose a zone from."""

from functools import cache
from typing import NamedTuple

from pinmycal.places.names import city, old_names
from pinmycal.places.tables import cities, rows
from pinmycal.times import zone_names


class Listed(NamedTuple):
    """A place, its region, and its zone. `old_names` are what some browsers still call the zone;
    one of our own cities goes by the name of none."""

    region: str
    name: str
    zone: str
    old_names: tuple[str, ...] = ()
    names_zone: bool = True


@cache
def listed_places() -> tuple[Listed, ...]:
    """By region and name: each zone under today's name, our own cities, and UTC.

    Left out are the names that are no places: GMT+5, EST5EDT, Navajo.
    """
    zones = [zone for zone in (*rows(), "UTC") if zone in zone_names()]
    own = [Listed(_region(zone), city(zone), zone, old_names(zone)) for zone in zones]
    more = [
        Listed(_region(zone), each.name, zone, names_zone=False)
        for zone, those in cities().items()
        for each in those
    ]
    return tuple(sorted(own + more))


def _region(zone: str) -> str:
    return zone.rsplit("/", 1)[0].replace("_", " ") if "/" in zone else ""
