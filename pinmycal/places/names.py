"""What zones are called today."""

import re
from collections import defaultdict
from functools import cache

from pinmycal.places.tables import aliases, cities, links, rows
from pinmycal.times import zone_names

# POSIX counts westwards: Etc/GMT+5 is five hours behind.
_FIXED = re.compile(r"(?:Etc/)?GMT([+-])(\d+)")
# Names of a time rather than of a place. tzdata lets some point to a city that happens to keep it.
_ABBREVIATION = re.compile(r"[CEMW]ET|[EHM]ST|[CEMP]ST\d[CEMP]DT")


@cache
def current(zone: str) -> str:
    """The name that tzdata lists today: Asia/Kolkata, for Asia/Calcutta. Itself where it lists
    none: for UTC, Etc/GMT+5, EST."""
    if zone in rows() or _ABBREVIATION.fullmatch(zone):
        return zone
    if is_utc(zone):
        return "UTC"
    found = aliases().get(zone) or links().get(zone, zone)
    return found if found in rows() else zone


def old_names(zone: str) -> tuple[str, ...]:
    """What a zone that is listed today was called before: Asia/Calcutta, for Asia/Kolkata."""
    return tuple(_old_names()[zone])


@cache
def _old_names() -> defaultdict[str, list[str]]:
    old = defaultdict(list)
    for name in sorted(zone_names()):
        if current(name) != name:
            old[current(name)].append(name)
    return old


def is_utc(zone: str) -> bool:
    """Whether it is one of the many names of UTC itself."""
    return zone in ("UTC", "Etc/UTC", "Etc/GMT") or links().get(zone) in ("Etc/UTC", "Etc/GMT")


@cache
def city(zone: str) -> str:
    """Berlin, of Europe/Berlin; of an old name today's; UTC−5, of Etc/GMT+5."""
    fixed = _FIXED.fullmatch(zone)
    if is_utc(zone):
        return "UTC"
    if fixed:
        return f"UTC{'−' if fixed[1] == '+' else '+'}{fixed[2]}"
    if zone in rows() or _is_city_of_today(zone):
        return _last(zone)
    return _last(current(zone))


def _is_city_of_today(zone: str) -> bool:
    """America/Montreal is an old name of America/Toronto, and yet nobody calls Montreal so."""
    return _last(zone) in {each.name for each in cities().get(current(zone), [])}


def _last(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")
