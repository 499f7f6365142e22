"""Every text is marked for translation, where it stands."""

from pathlib import Path

import pytest

from tests.language.marking import TEMPLATES, frozen, templates, unmarked


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
