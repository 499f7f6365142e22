"""What translators write is put into pages as it is, so it must not break them."""

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from pinmycal.language import CATALOGUES

MARKUP = re.compile(r"<[^>]*>|%(?:\(\w+\))?.")


def breaks(message: Message) -> list[str]:
    """Tags and places for values that are not those of the English text; quotes that would end an
    attribute."""
    said = [message.string] if isinstance(message.string, str) else list(message.string)
    meant = [message.id] if isinstance(message.id, str) else list(message.id)
    allowed = {frozenset(MARKUP.findall(text)) for text in meant}
    return [
        text
        for text in said
        if text and (frozenset(MARKUP.findall(text)) not in allowed or '"' in MARKUP.sub("", text))
    ]


def test_no_translation_breaks_a_page() -> None:
    for file in sorted(CATALOGUES.rglob("*.po")):
        with file.open("rb") as written:
            found = [text for message in read_po(written) for text in breaks(message)]
        assert found == [], file


@pytest.mark.parametrize(
    ("english", "translated", "is_broken"),
    [
        ("Copied.", "Kopiert.", False),
        ("Copied.", 'Kopiert" onclick="x.', True),
        ("Now", "<script>", True),
        ("%(name)s is here", "%(name)s ist da", False),
        ("%(name)s is here", "100 % da", True),
        ('<a href="%(page)s">Go</a>', 'Los: <a href="%(page)s">hier</a>', False),
        (("%(num)s minute", "%(num)s minutes"), ("%(num)s Minute", "%(num)s Minuten"), False),
        (("One", "%(num)s of them"), ("Eins", "%(nun)s davon"), True),
    ],
)
def test_what_breaks_a_page(
    english: str | tuple[str, ...], translated: str | tuple[str, ...], is_broken: bool
) -> None:
    assert bool(breaks(Message(english, translated))) is is_broken
