"""Time zones as people look for them: by city, country, old name, abbreviation or offset."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

from pinmycal.language import locale
from pinmycal.places.names import city, current
from pinmycal.places.tables import City, Row, aliases, cities, countries, leading, links, rows
from pinmycal.times import local, zone_names

ENGLISH = Locale("en")
_UTC = Row("", "UTC", "Universal Zulu Greenwich GMT")
OFFSET = re.compile(r"(utc|gmt)?\s*([+−-])?\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A zone by its IANA name, and the words that find it, folded."""

    zone: str
    country: str
    near: frozenset[str]  # city, country, what the time is called: most likely meant
    words: frozenset[str]  # those and all others
    cities: tuple[tuple[str, frozenset[str]], ...] = ()  # more of them, with the words of each
    is_leading: bool = False  # among the places that keep the same time

    @property
    def city(self) -> str:
        """What it is called in a list."""
        return city(self.zone)

    def found_by(self, wanted: str) -> str:
        """The other city that was looked for, if it was one."""
        words = _folded(wanted)
        if not words or _begin(words, _folded(self.city)):
            return ""
        return next((name for name, called in self.cities if _begin(words, called)), "")


def find_places(wanted: str, at: datetime) -> list[Place]:
    """Those that every word begins to name, the likeliest first; or those with an offset then."""
    places, words, minutes = _places(at.year, locale()), _folded(wanted), _minutes(wanted)
    if minutes is not None:
        found = [place for place in places if _offset(place.zone, at) == minutes]
    else:
        found = [place for place in places if words and _begin(words, place.words)]
    return sorted(found, key=lambda place: _rank(words, place))


def place_of(zone: str, at: datetime) -> Place:
    """The place of a zone; one that is no place has no country."""
    known = {place.zone: place for place in _places(at.year, locale())}
    found = known.get(zone) or known.get(current(zone))
    return Place(zone, found.country if found else "", frozenset(), frozenset())


def _rank(words: frozenset[str], place: Place) -> tuple[bool, ...]:
    """What counts most comes first; False before True."""
    is_city = _begin(words, _folded(place.city))
    is_other_city = any(_begin(words, called) for _name, called in place.cities)
    is_big_city = is_city and place.is_leading  # "to" becomes Tokyo, rather than the code of Tonga
    return (
        not (words <= place.near or is_big_city),
        not is_city,
        not is_other_city,
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


@lru_cache(maxsize=8)  # this year and the next, in a few languages
def _places(year: int, spoken: Locale) -> tuple[Place, ...]:
    """In the order of tzdata: by country, the most populous first where it can be."""
    listed = (_UTC, *rows().values())
    return tuple(_place(spoken, year, row) for row in listed if row.zone in zone_names())


def _place(spoken: Locale, year: int, row: Row) -> Place:
    """Found by its country and the name of its time in English too, as people may know them."""
    meta_zone = get_global("meta_zones").get(row.zone, "")
    more = tuple((each.name, _called(each)) for each in cities().get(row.zone, ()))
    near = _folded(city(row.zone), row.country, *_abbreviations(row.zone, year))
    near = near.union(*(words for _name, words in more))
    for each in (spoken, ENGLISH):
        names = each.meta_zones.get(meta_zone, {}).get("long", {})
        near |= _folded(each.territories.get(row.country, ""), *names.values())
    words = near | _folded(row.zone, row.comment, countries().get(row.country, ""))
    words |= _folded(*_other_names()[row.zone])
    country = spoken.territories.get(row.country, "")
    return Place(row.zone, country, near, words, more, row.zone in leading())


def _called(one: City) -> frozenset[str]:
    return _folded(one.name, one.also)


def _abbreviations(zone: str, year: int) -> set[str]:
    """In winter and in summer: CET, CEST."""
    days = (datetime(year, month, 1, tzinfo=UTC) for month in (1, 7))
    return {local(day, zone).tzname() or "" for day in days}


@cache
def _other_names() -> defaultdict[str, list[str]]:
    """The other cities of each zone, old names too. Their region is left out: the Indian of
    Indian/Mahe is no part of Dubai, which keeps the same time."""
    others: defaultdict[str, list[str]] = defaultdict(list)
    pairs: Iterable[tuple[str, str]] = (*links().items(), *aliases().items())
    for name, zone in pairs:
        others[zone].append(name.rsplit("/", 1)[-1].replace("_", " "))
    return others


def _folded(*texts: str) -> frozenset[str]:
    """Their words in small letters without accents, so that Sao finds São."""
    plain = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return frozenset(re.findall(r"[^\W_]+", letters))
