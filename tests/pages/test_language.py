"""In another language no page says anything in English."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pinmycal import language
from pinmycal.extensions import db
from pinmycal.models import Host
from tests.language.madeup import TAG, left_in_english, write_catalogue, written_by_people
from tests.pages.conftest import running_world
from tests.pages.looking import look
from tests.pages.states import STATES, State
from tests.pages.world import World

FOR_DEVELOPERS = {"styleguide"}
# Everything that is read, on the screen or aloud, in the order of the page.
SPOKEN = ["title", "alt", "aria-label", "placeholder", "data-announce", "data-busy", "label"]
# Code is not spoken, nor what was typed; zones go by their names.
MUTE = "script, style, code, textarea, option[value*='/'], option[value='UTC'], #zones a"
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
                data = written_by_people()
            yield world, data


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
        assert left_in_english(page.ask(READ, [SPOKEN, MUTE]), data) == []
        assert page.ask("() => document.documentElement.lang") == TAG
