"""The document on the design language says what the style sheets do."""

import re

import pytest

from tests.pages.contrast import contrast
from tests.pages.sheets import ROOT, rules, tokens

DOCUMENT = (ROOT / "docs/design-language.md").read_text()
PAIR = re.compile(r"^\| `(--[\w-]+)` \| `(--[\w-]+)` \| ([\d.]+) \| ([\d.]+) \|", re.M)
VALUES = re.compile(r"^\| `(--[\w-]+)` \| `([^`-][^`]*)` \|(?: `([^`]+)` \|)?", re.M)
LIGHT = tokens()["light"]
DARK = {**LIGHT, **tokens()["dark"]}
TEXT, CONTROLS = 4.5, 3.0


def pairs() -> list[tuple[float, str, str, str, str]]:
    """(least contrast, colour, ground, figure in light, figure in dark)."""
    text, controls = DOCUMENT.split("### Controls and drawings")
    return [(TEXT, *row) for row in PAIR.findall(text)] + [
        (CONTROLS, *row) for row in PAIR.findall(controls)
    ]


@pytest.mark.parametrize(("least", "colour", "ground", "light", "dark"), pairs())
def test_contrast(least: float, colour: str, ground: str, light: str, dark: str) -> None:
    measured = [contrast(theme[colour], theme[ground]) for theme in (LIGHT, DARK)]
    assert min(measured) >= least
    assert [f"{each:.2f}" for each in measured] == [light, dark], "the document is out of date"


def test_every_pair_that_a_rule_sets_is_in_the_document() -> None:
    listed = {(colour, ground) for _, colour, ground, _, _ in pairs()}
    assert len(listed) > 20
    for rule in rules():
        set_here = dict(each.split(": ", 1) for each in rule.declarations)
        names = [_token(set_here.get(key, "")) for key in ("color", "background")]
        if all(names):
            assert tuple(names) in listed, rule


def test_every_token_is_in_the_document_with_its_value() -> None:
    listed = {name: (light, dark or light) for name, light, dark in VALUES.findall(DOCUMENT)}
    assert {name: value for name, (value, _) in listed.items()} == LIGHT
    coloured = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert {name: listed[name][1] for name in coloured} == {name: DARK[name] for name in coloured}


def _token(value: str) -> str:
    found = re.fullmatch(r"var\((--[\w-]+)\)", value)
    return found[1] if found else ""
