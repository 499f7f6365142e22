"""Every text is marked for translation, where it stands."""

from pathlib import Path

import pytest

from tests.language.marking import TEMPLATES, templates, unmarked


@pytest.mark.parametrize("file", templates(), ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_a_template_says_nothing_that_cannot_be_translated(file: Path) -> None:
    assert unmarked(file) == []


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
