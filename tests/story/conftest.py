"""The whole site, once for each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import unavailable
from tests.story.browsing import CHROMIUM, HTMX_FILE, chromium
from tests.story.site import Site, running_site


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Iterator[Site]:
    with running_site(database_url, tmp_path) as site:
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        unavailable(f"no browser at {CHROMIUM}")
    if not HTMX_FILE.exists():
        unavailable("no htmx.org from npm (run: npm install)")
    with chromium() as browser:
        yield browser
