"""Kinds of JSON values. Each tells what is wrong with a value that is not of its kind."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from math import inf
from typing import Any
from zoneinfo import available_timezones

Wrong = dict[str, str]
Kind = Callable[[str, Any], Iterator[Wrong]]

START_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@cache
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


def kind(holds: Callable[[Any], bool], words: str) -> Kind:
    """A kind by a plain test; `words` tell what the value has to be."""

    def judge(path: str, value: Any) -> Iterator[Wrong]:
        if not holds(value):
            yield {"field": path, "message": f"{path} has to be {words}."}

    return judge


def text(longest: int | None = None) -> Kind:
    words = "text" if longest is None else f"text of at most {longest} characters"
    return kind(lambda it: isinstance(it, str) and (not longest or len(it) <= longest), words)


def whole(least: float = -inf, most: float = inf) -> Kind:
    return kind(
        lambda it: type(it) is int and least <= it <= most,
        "a whole number" if most == inf else f"a whole number from {least} to {most}",
    )


def one_of(*values: str | int) -> Kind:
    """By type too: True is not 1."""
    among = {(type(value), value) for value in values}
    return kind(
        lambda it: isinstance(it, str | int) and (type(it), it) in among,
        f"one of {', '.join(map(str, values))}",
    )


def digits(least: int, most: int) -> Kind:
    """A whole number as it stands in a query."""
    return kind(
        lambda it: it.isdecimal() and len(it) < 10 and least <= int(it) <= most,
        f"a whole number from {least} to {most}",
    )


def _reads(parse: Callable[[str], object], value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _is_start_time(value: Any) -> bool:
    looks_right = isinstance(value, str) and START_TIME.fullmatch(value) is not None
    return looks_right and _reads(datetime.fromisoformat, value)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and _reads(date.fromisoformat, value)


TEXT = text()
WHOLE = whole()
BOOLEAN = kind(lambda it: isinstance(it, bool), "true or false")
FLAG = kind(lambda it: it in ("true", "false"), "true or false")
EMAIL = kind(lambda it: isinstance(it, str) and bool(ADDRESS.fullmatch(it)), "an email address")
START = kind(_is_start_time, "yyyy-MM-ddTHH:mm:ss, with Z for UTC")
DAY = kind(_is_day, "yyyy-MM-dd")
ZONE = kind(lambda it: isinstance(it, str) and it in zones(), "the name of a known time zone")


def list_of(inner: Kind, least: int = 0, most: float = inf) -> Kind:
    def judge(path: str, value: Any) -> Iterator[Wrong]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            size = "" if most == inf else f" of {least} to {most} values"
            yield {"field": path, "message": f"{path} has to be a list{size}."}
            return
        for place, each in enumerate(value):
            yield from inner(f"{path}[{place}]", each)

    return judge


def record(fields: Mapping[str, Kind], need: Collection[str] = ()) -> Kind:
    """An object with these fields and no other: a name that is misspelt would do nothing."""

    def judge(path: str, value: Any) -> Iterator[Wrong]:
        if not isinstance(value, dict):
            yield {"field": path, "message": f"{path} has to be an object."}
            return
        inside = f"{path}." if path else ""
        for name in need - value.keys():
            yield {"field": f"{inside}{name}", "message": f"{inside}{name} is missing."}
        for name, each in value.items():
            if name in fields:
                yield from fields[name](f"{inside}{name}", each)
            else:
                yield {"field": f"{inside}{name}", "message": f"There is no field {inside}{name}."}

    return judge
