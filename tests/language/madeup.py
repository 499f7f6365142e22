"""A language that says everything in English, between brackets, so that what it does not say shows.

It goes by the tag of Esperanto: names of days and months are that language's own.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pinmycal.extensions import db
from tests.language.marking import LETTERS, NAMES

ROOT = Path(__file__).parents[2]
TAG = "eo"
CITIES = {"Berlin", "Tokyo", "New York"}
LANGUAGES = {"English", "Esperanto"}  # each by its own name
SAID = re.compile("⟦[^⟦⟧]*⟧")


def write_catalogue(folder: Path) -> None:
    """Collect all texts as `make texts` does, and say each between brackets."""
    folder.mkdir(exist_ok=True)
    collected = folder / "messages.pot"
    options = ["-q", "extract", "-F", f"{ROOT}/pyproject.toml", "-k", "_l"]
    CommandLineInterface().run(["pybabel", *options, "-o", str(collected), str(ROOT)])
    with collected.open("rb") as file:
        catalogue = read_po(file, locale=TAG)
    for message in catalogue:
        if message.id:
            message.string = _said(message.id)
    target = folder / TAG / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


def _said(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return f"⟦{text}⟧" if isinstance(text, str) else tuple(f"⟦{each}⟧" for each in text)


def written_by_people() -> re.Pattern[str]:
    """What the rows hold; names of places, days, months, and languages."""
    rows = [
        text
        for table in db.metadata.sorted_tables
        for row in db.session.execute(table.select())
        for text in _texts(list(row))
    ]
    locale = Locale(TAG)
    days, months = locale.days["stand-alone"], locale.months["format"]["wide"]
    names = {*days["wide"].values(), *days["abbreviated"].values(), *months.values()}
    names |= set(locale.territories.values()) | CITIES | LANGUAGES
    words = {word for row in rows for word in row.splitlines() if len(word) > 1}
    longest_first = sorted(words | names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value


def left_in_english(text: str, data: re.Pattern[str]) -> list[str]:
    """The lines that neither the language nor people wrote."""
    rest = NAMES.sub("", data.sub("", unsaid(text)))
    return [line.strip() for line in rest.splitlines() if LETTERS.search(line)]


def unsaid(text: str) -> str:
    """What is left of a page without all that the language said; a text may hold others."""
    while text != (rest := SAID.sub(" ", text)):
        text = rest
    return text
