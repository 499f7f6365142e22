"""Time zones as people look for them: by city, country, old name, abbreviation or offset."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

from pinmycal.language import locale
from pinmycal.times import local, zone_names
from pinmycal.wording import city

ENGLISH = Locale("en")
TZDATA = files("tzdata.zoneinfo")
OFFSET = re.compile(r"(utc|gmt)?\s*([+−-])?\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A zone by its IANA name, and the words that find it, folded."""

    zone: str
    country: str
    near: frozenset[str]  # city, country, what the time is called: most likely meant
    words: frozenset[str]  # those and all others
    is_leading: bool = False  # among the places that keep the same time

    @property
    def city(self) -> str:
        """What it is called in a list."""
        return city(self.zone)


def find_places(wanted: str, now: datetime) -> list[Place]:
    """Those that every word begins to name, the likeliest first; or those with an offset now."""
    places, words, minutes = _places(now.year, locale()), _folded(wanted), _minutes(wanted)
    if minutes is not None:
        found = [place for place in places if _offset(place.zone, now) == minutes]
    else:
        found = [place for place in places if words and _begin(words, place.words)]
    return sorted(found, key=lambda place: _rank(words, place))


@cache
def listed_zones() -> tuple[str, ...]:
    """Each place and UTC, by name; some twice, for browsers still call Kolkata by its old name.

    Left out are the names that are no places: GMT+5, EST5EDT, Navajo.
    """
    places = {zone for _code, zone, _comment in _rows()}
    of_browsers = {zone for zone in get_global("meta_zones") if not zone.startswith("Etc/")}
    return tuple(sorted((places | of_browsers | {"UTC"}) & zone_names()))


def place_of(zone: str, now: datetime) -> Place:
    """The place of a zone; an old name has one too, without a country."""
    known = {place.zone: place for place in _places(now.year, locale())}
    return known.get(zone) or Place(zone, "", frozenset(), frozenset())


def _rank(words: frozenset[str], place: Place) -> tuple[bool, ...]:
    """What counts most comes first; False before True."""
    is_city = _begin(words, _folded(place.city))
    is_big_city = is_city and place.is_leading  # "to" becomes Tokyo, rather than the code of Tonga
    return (
        not (words <= place.near or is_big_city),
        not is_city,
        not (words <= place.words or is_big_city),
        not _begin(words, place.near),
        not place.is_leading,
    )


def _begin(words: frozenset[str], full: frozenset[str]) -> bool:
    return all(any(each.startswith(word) for each in full) for word in words)


def _minutes(wanted: str) -> int | None:
    """Of UTC+2, gmt-3:30, +5. A plus in an address that was typed by hand arrives as a space."""
    match = OFFSET.fullmatch(wanted.strip())
    if not match or not (match[1] or match[2]):
        return None
    minutes = int(match[3]) * 60 + int(match[4] or 0)
    return -minutes if match[2] in ("-", "−") else minutes


def _offset(zone: str, now: datetime) -> int:
    offset = local(now, zone).utcoffset()
    return int(offset.total_seconds()) // 60 if offset else 0


@cache
def _places(year: int, spoken: Locale) -> tuple[Place, ...]:
    """In the order of tzdata: by country, the most populous first where it can be."""
    aliases, leading = _aliases(), {row[2] for row in _table("zonenow.tab")}
    iso = {code: name for code, name, *_ in _table("iso3166.tab")}
    rows = [("", "UTC", "Universal Zulu Greenwich GMT"), *_rows()]
    return tuple(
        _place(spoken, year, code, zone, [comment, iso.get(code, ""), *aliases[zone]], leading)
        for code, zone, comment in rows
        if zone in zone_names()
    )


def _place(
    spoken: Locale, year: int, code: str, zone: str, more: list[str], leading: set[str]
) -> Place:
    """Found by its country and the name of its time in English too, as people may know them."""
    meta_zone = get_global("meta_zones").get(zone, "")
    near = _folded(city(zone), code, *_abbreviations(zone, year))
    for each in (spoken, ENGLISH):
        names = each.meta_zones.get(meta_zone, {}).get("long", {})
        near |= _folded(each.territories.get(code, ""), *names.values())
    country = spoken.territories.get(code, "")
    return Place(zone, country, near, near | _folded(zone, *more), zone in leading)


def _abbreviations(zone: str, year: int) -> set[str]:
    """In winter and in summer: CET, CEST."""
    days = (datetime(year, month, 1, tzinfo=UTC) for month in (1, 7))
    return {local(day, zone).tzname() or "" for day in days}


def _rows() -> Iterator[tuple[str, str, str]]:
    """Country, zone and comment of each place."""
    for code, _coordinates, zone, *comment in _table("zone.tab"):
        yield code, zone, " ".join(comment)


def _table(name: str) -> Iterator[list[str]]:
    """The rows of a table that comes with tzdata."""
    for line in (TZDATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _aliases() -> defaultdict[str, list[str]]:
    """The other cities of each zone, old names too. Their region is left out: the Indian of
    Indian/Mahe is no part of Dubai, which keeps the same time."""
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for line in (TZDATA / "tzdata.zi").read_text("utf-8").splitlines():
        if line.startswith("L "):
            _, zone, alias = line.split()
            aliases[zone].append(city(alias))
    return aliases


def _folded(*texts: str) -> frozenset[str]:
    """Their words in small letters without accents, so that Sao finds São."""
    plain = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return frozenset(re.findall(r"[^\W_]+", letters))
