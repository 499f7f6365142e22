"""The style guide: every macro of the components, and only where people develop."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.web.visitor import Visitor

COMPONENTS = Path(__file__).parents[3] / "templates/components"
GUIDE = COMPONENTS.parent / "styleguide"
UNSEEN = {"csrf"}


def test_it_shows_itself(visitor: Visitor) -> None:
    visitor.open("/styleguide")
    assert "Style guide" in visitor.text


def test_in_production_there_is_none(app: Flask, visitor: Visitor) -> None:
    app.config["DEVELOPMENT"] = False
    visitor.open("/styleguide", 404)


@pytest.mark.parametrize("name", ["ui.html", "forms.html", "calendar.html"])
def test_every_component_is_shown(name: str) -> None:
    guide = " ".join(part.read_text() for part in GUIDE.glob("*.html"))
    macros = re.findall(r"{% macro ([a-z]\w*)\(", (COMPONENTS / name).read_text())
    assert macros
    missing = [
        macro for macro in macros if macro not in UNSEEN and not re.search(rf"\b{macro}\b", guide)
    ]
    assert missing == []
