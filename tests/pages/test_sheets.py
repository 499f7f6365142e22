"""Style sheets without anything twice, unused, unnamed or out of place."""

import re
from collections import defaultdict
from pathlib import Path

from tests.pages.sheets import ROOT, SHEETS, classes, rules, sources, tokens

TEMPLATES = [path for path in (ROOT / "templates").rglob("*.html") if "mail" not in path.parts]
VIEWS = sorted((ROOT / "pinmycal/web").rglob("*view.py"))  # some put classes together
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
# Attributes and strings, in which classes stand; prose does not count.
QUOTED = re.compile(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`')
BLOCK = re.compile(r"{% block (?:width|shape) %}(.*?){% endblock %}")  # of layouts, in a class


def words(path: Path) -> set[str]:
    text = path.read_text()
    quoted = [next(filter(None, each), "") for each in QUOTED.findall(text)]
    return {
        word for part in (*quoted, *BLOCK.findall(text)) for word in re.findall(r"[\w-]+", part)
    }


def test_no_selector_stands_twice() -> None:
    seen: dict[str, str] = {}
    for rule in rules():
        if not rule.inside:
            assert rule.selector not in seen, f"{rule} and {seen[rule.selector]}"
            seen[rule.selector] = rule.file


def test_no_two_selectors_say_the_same() -> None:
    same: dict[frozenset[str], list[str]] = defaultdict(list)
    for rule in rules():
        if not rule.inside and len(rule.declarations) > 1:
            same[frozenset(rule.declarations)].append(f"{rule.file}: {rule.selector}")
    assert [those for those in same.values() if len(those) > 1] == []


def test_every_token_is_used_and_every_one_used_is_there() -> None:
    declared = set(re.findall(r"[{;]\s*(--[\w-]+):", sources()))
    assert set(re.findall(r"var\((--[\w-]+)", sources())) == declared
    assert set(tokens()["dark"]) <= set(tokens()["light"])


def test_colours_stand_among_the_tokens_alone() -> None:
    for sheet in SHEETS:
        if sheet.name != "tokens.css":
            found = re.findall(r":[^;{]*(#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\()", sheet.read_text())
            assert not found, f"{sheet.name}: {found}"


def test_every_class_is_worn() -> None:
    worn = {word for path in (*TEMPLATES, *SCRIPTS, *VIEWS) for word in words(path)}
    named = {name: rule.file for rule in rules() for name in classes(rule)}
    # Of classes with a figure, such as at-h9, what stands before the figure is written somewhere.
    unworn = {each for each in named if each not in worn and each.rstrip("0123456789") not in worn}
    assert {name: named[name] for name in unworn} == {}


def test_nothing_is_styled_in_place() -> None:
    for template in TEMPLATES:
        found = re.findall(r"<style\b|\sstyle=", template.read_text())
        assert not found, template


def test_sheets_are_short() -> None:
    for sheet in SHEETS:
        assert len(sheet.read_text().splitlines()) <= 250, sheet.name
