"""Facts about zones: tzdata's own tables, Unicode's list of aliases, our own cities."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from babel.core import get_global

_TZDATA = files("tzdata.zoneinfo")
_OWN = files("pinmycal.places")


class Row(NamedTuple):
    """A zone that is listed by tzdata under its current name, with the country that it lies in."""

    country: str
    zone: str
    comment: str


class City(NamedTuple):
    """A large city that tzdata does not name, and what else it is called."""

    country: str
    zone: str
    name: str
    also: str


@cache
def rows() -> dict[str, Row]:
    """By zone; in the order of tzdata: by country, the most populous first where it can be."""
    table = _table(_TZDATA / "zone.tab")
    return {zone: Row(code, zone, " ".join(more)) for code, _where, zone, *more in table}


@cache
def countries() -> dict[str, str]:
    """English names by code."""
    return {code: name for code, name, *_ in _table(_TZDATA / "iso3166.tab")}


@cache
def leading() -> frozenset[str]:
    """Of the zones that keep the same time from now on, the one that stands for them."""
    return frozenset(row[2] for row in _table(_TZDATA / "zonenow.tab"))


@cache
def links() -> dict[str, str]:
    """Names of zones that only point to another: old ones, and those of places that keep the
    same time."""
    lines = (_TZDATA / "tzdata.zi").read_text("utf-8").splitlines()
    pairs = (line.split()[1:] for line in lines if line.startswith("L "))
    return {alias: zone for zone, alias in pairs}


@cache
def aliases() -> dict[str, str]:
    """Other names of the very same place, by Unicode's list: Asia/Calcutta, of Asia/Kolkata."""
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for name, stable in get_global("zone_aliases").items():
        classes[stable] |= {name, stable}
    return {
        name: zone for same in classes.values() for zone in same & rows().keys() for name in same
    }


@cache
def cities() -> dict[str, list[City]]:
    """Our own, by zone."""
    by_zone: defaultdict[str, list[City]] = defaultdict(list)
    for code, zone, name, *also in _table(_OWN / "cities.tab"):
        by_zone[zone].append(City(code, zone, name, " ".join(also)))
    return by_zone


def _table(file: Traversable) -> Iterator[list[str]]:
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
