"""The style sheets, taken apart: enough of CSS for what we write."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHEETS = sorted((ROOT / "static/css").glob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.S)
BLOCK = re.compile(r"\s*([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}", re.S)
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")


@dataclass(frozen=True)
class Rule:
    """A selector and what it declares; `inside` is the at-rule around it, if there is one."""

    file: str
    inside: str
    selector: str
    declarations: tuple[str, ...]


def rules(of: str = "") -> list[Rule]:
    """Of one sheet, or of all."""
    sheets = [sheet for sheet in SHEETS if of in ("", sheet.name)]
    return [rule for sheet in sheets for rule in _rules(sheet.name, _bare(sheet))]


def sources() -> str:
    """All sheets as one text, without comments."""
    return "\n".join(map(_bare, SHEETS))


def classes(rule: Rule) -> set[str]:
    """The classes that its selector names."""
    return set(CLASS.findall(re.sub(r'"[^"]*"', "", rule.selector)))


def tokens() -> dict[str, dict[str, str]]:
    """Those of tokens.css by theme."""
    found: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for rule in rules("tokens.css"):
        theme = "dark" if "dark" in rule.inside else "light"
        for declaration in rule.declarations:
            name, _, value = declaration.partition(":")
            if name.startswith("--"):
                found[theme][name] = value.strip()
    return found


def _bare(sheet: Path) -> str:
    return COMMENT.sub("", sheet.read_text())


def _rules(file: str, text: str, inside: str = "") -> Iterator[Rule]:
    for prelude, body in BLOCK.findall(text):
        head = " ".join(prelude.split())
        if head.startswith("@"):
            yield from _rules(file, body, head)
        else:
            declared = tuple(" ".join(each.split()) for each in body.split(";") if each.strip())
            yield Rule(file, inside, head, declared)
