"""In another language no page says anything in English."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pinmycal import language
from pinmycal.extensions import db
from pinmycal.models import Host
from tests.language.madeup import TAG, unsaid, write_catalogue
from tests.language.marking import LETTERS, NAMES
from tests.pages.conftest import running_world
from tests.pages.looking import look
from tests.pages.states import STATES, State
from tests.pages.world import World

pytestmark = pytest.mark.browser
CITIES = {"Berlin", "Tokyo", "New York"}
LANGUAGES = {"English", "Esperanto"}  # each by its own name
FOR_DEVELOPERS = {"styleguide"}
# Everything that is read, on the screen or aloud, in the order of the page.
SPOKEN = ["title", "alt", "aria-label", "placeholder", "data-announce", "data-busy", "label"]
# Code is not spoken, nor what was typed; zones go by their names.
MUTE = "script, style, code, textarea, option[value*='/'], option[value='UTC']"
READ = """([spoken, mute]) => {
  const parts = [document.title];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) parts.push(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(mute)) return;
    for (const name of spoken) if (node.hasAttribute(name)) parts.push(node.getAttribute(name));
    for (const child of node.childNodes) walk(child);
  };
  walk(document.body);
  return parts.join('\\n');
}"""


@pytest.fixture(scope="module")
def spoken(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, re.Pattern[str]]]:
    """A world whose hosts read the made-up language, and what in it is data."""
    folder = tmp_path_factory.mktemp("translations")
    write_catalogue(folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(language, "CATALOGUES", folder)
        with running_world(migrated_sqlite, tmp_path_factory.mktemp("spoken")) as world:
            with world.app.app_context():
                db.session.execute(db.update(Host).values(language=TAG))
                db.session.commit()
                data = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, _data(world)))})(?!\w)", re.I)
            yield world, data


def _data(world: World) -> list[str]:
    """What people wrote, the longest first; names of places, days and months."""
    rows = [
        text
        for table in db.metadata.sorted_tables
        for row in db.session.execute(table.select())
        for value in row
        for text in (value if isinstance(value, list) else [value])
        if isinstance(text, str)
    ]
    locale = language.Locale(TAG)
    days, months = locale.days["stand-alone"], locale.months["format"]["wide"]
    names = {*days["wide"].values(), *days["abbreviated"].values(), *months.values()}
    names |= set(locale.territories.values())
    words = {word for row in rows for word in row.splitlines() if len(word) > 1}
    return sorted(words | names | CITIES | LANGUAGES, key=len, reverse=True)


@pytest.mark.parametrize(
    "state",
    [state for state in STATES if state.name not in FOR_DEVELOPERS],
    ids=lambda state: state.name,
)
def test_nothing_is_left_in_english(
    browser: Browser, spoken: tuple[World, re.Pattern[str]], state: State
) -> None:
    world, data = spoken
    with look(browser, world, state, locale=TAG) as page:
        rest = NAMES.sub("", data.sub("", unsaid(page.ask(READ, [SPOKEN, MUTE]))))
        assert page.ask("() => document.documentElement.lang") == TAG
    assert [line.strip() for line in rest.splitlines() if LETTERS.search(line)] == []
