"""One site for all tests of the pages: the app in a thread, its clock stopped, its rows made."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser

from sandbox.server import Server
from tests.cast import PASSWORD
from tests.conftest import ENVIRONMENT, made_app, unavailable
from tests.pages.looking import AXE_FILE, Look, look
from tests.pages.world import World, build
from tests.story.browsing import CHROMIUM, HTMX_FILE, chromium
from tests.web.conftest import stop_the_clock

Looking = Callable[..., AbstractContextManager[Look]]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        unavailable(f"no browser at {CHROMIUM}")
    if not (HTMX_FILE.exists() and AXE_FILE.exists()):
        unavailable("no htmx.org or axe-core from npm (run: npm install)")
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def world(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The rows of every state, behind a server."""
    with running_world(migrated_sqlite, tmp_path_factory.mktemp("pages")) as world:
        yield world


@contextmanager
def running_world(migrated_sqlite: Path, folder: Path) -> Iterator[World]:
    """The same, in a folder of its own."""
    file = folder / "pages.db"
    shutil.copy(migrated_sqlite, file)
    server = Server()
    settings = {**ENVIRONMENT, "DATABASE_URL": f"sqlite:///{file}", "BASE_URL": server.url}
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with made_app(settings) as app, pytest.MonkeyPatch.context() as monkeypatch:
        stop_the_clock(monkeypatch)
        with app.app_context():
            world = build(app, cheap)
        server.start(app)
        yield world
        server.stop()


@pytest.fixture
def looking(browser: Browser, world: World) -> Looking:
    """A page in a state, as somebody looks at it."""
    return partial(look, browser, world)
