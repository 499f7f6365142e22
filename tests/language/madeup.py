"""A language that says everything in English, between brackets, so that what it does not say shows.

It goes by the tag of Esperanto: names of days and months are that language's own.
"""

import re
from pathlib import Path

from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
TAG = "eo"
SAID = re.compile("⟦[^⟦⟧]*⟧")


def write_catalogue(folder: Path) -> None:
    """Collect all texts as `make texts` does, and say each between brackets."""
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


def unsaid(text: str) -> str:
    """What is left of a page without all that the language said; a text may hold others."""
    while text != (rest := SAID.sub(" ", text)):
        text = rest
    return text
