"""Every text is marked for translation, where it stands."""

import ast
from pathlib import Path

import pytest

from tests.language.marking import MARKS, TEMPLATES, frozen, templates, unmarked

CODE = Path(__file__).parents[2] / "pinmycal"


@pytest.mark.parametrize("file", templates(), ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_a_template_says_nothing_that_cannot_be_translated(file: Path) -> None:
    assert unmarked(file) == []


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("components/*")), ids=lambda file: file.name)
def test_a_component_says_nothing_once_for_all(file: Path) -> None:
    assert frozen(file) == []


def test_what_is_said_once_for_all_is_found(tmp_path: Path) -> None:
    file = tmp_path / "component.html"
    file.write_text("{% set places = {'phone': (_('Phone call'), 'phone')} %}")
    assert frozen(file) == [1]
    file.write_text("{% macro m() %}{% set x = _('Phone call') %}{{ x }}{% endmacro %}")
    assert frozen(file) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello you</p>",
        "<p>{{ name }} is here</p>",
        '<a aria-label="Go on">x</a>',
        '{{ button("Go on") }}',
        '{{ "Now" if soon }}',
        "{% set words = 'No free times in ' ~ month %}",
    ],
)
def test_what_is_not_marked_is_found(tmp_path: Path, source: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(source)
    assert unmarked(file)
    file.write_text("<p>{{ _('Hello you') }} {% trans %}and you{% endtrans %}</p>")
    assert unmarked(file) == []


def test_no_text_hides_in_an_f_string() -> None:
    """Where Babel, on Python 3.11, does not see it."""
    hidden = [
        f"{file.relative_to(CODE)}:{call.lineno}"
        for file in CODE.rglob("*.py")
        for string in ast.walk(ast.parse(file.read_text()))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS
    ]
    assert hidden == []
