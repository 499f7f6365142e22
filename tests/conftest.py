"""The app on a database made by the real migrations, and the fixed cast of every test."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from pinmycal import config
from pinmycal.app import create_app
from pinmycal.extensions import db
from tests.cast import Cast

AppMaker = Callable[[dict[str, str]], Flask]
SERVER = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
ENVIRONMENT = {
    "PINMYCAL_ENV": "development",
    "REDIS_URL": "redis://127.0.0.1:1/0",  # nobody listens: a test that wants Redis says so
    "MAIL_URL": "smtp://127.0.0.1:1",
    "ZOOM_CLIENT_ID": "sandbox-client",
    "ZOOM_CLIENT_SECRET": "sandbox-secret",
    "ZOOM_WEBHOOK_SECRET": "sandbox-webhook-secret",
    "ZOOM_OAUTH_URL": "http://127.0.0.1:1/oauth",
    "ZOOM_API_URL": "http://127.0.0.1:1/v2",
}


def unavailable(what: str) -> NoReturn:
    """Skip, saying why; where nothing may be skipped, fail."""
    if os.environ.get("REQUIRE_ALL"):
        pytest.fail(f"{what}, and REQUIRE_ALL is set")
    pytest.skip(what)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a browser can be left out as a whole: pytest -m "not browser"."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that is about the database runs on both kinds."""
    if "database_url" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_databases")
        kinds = ["sqlite", "postgres"] if both else ["sqlite"]
        metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "template.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str]:
    """One database for the whole run of this process; each test leaves it empty."""
    name = f"pinmycal_test_{uuid.uuid4().hex[:12]}"
    try:
        _on_server(f"CREATE DATABASE {name}")
    except OperationalError:
        unavailable(f"no PostgreSQL at {SERVER}")
    _on_server(f"ALTER DATABASE {name} SET synchronous_commit = off")
    url = SERVER.rsplit("/", 1)[0] + f"/{name}"
    _migrate(url)
    yield url
    _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of one kind with the newest schema and no rows."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "test.db")
        yield f"sqlite:///{tmp_path / 'test.db'}"
        assert not _open_files(tmp_path), "a connection was left open: make apps with another_app"
        return
    url = request.getfixturevalue("migrated_postgres")
    yield url
    tables = [table.name for table in db.metadata.sorted_tables if table.name != "leases"]
    _on_server(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE", url)
    _on_server("UPDATE leases SET until = '2000-01-01'", url)


@pytest.fixture
def environment(database_url: str) -> dict[str, str]:
    """What the app is started with; a test's own fixtures may add to it before `app`."""
    return {**ENVIRONMENT, "DATABASE_URL": database_url}


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Each test makes an app of its own, but compiles no template that another has compiled."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(
    environment: dict[str, str], compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    with made_app(environment) as app:
        app.jinja_env.bytecode_cache = compiled_templates
        with app.app_context():
            yield app
            db.session.remove()


@pytest.fixture
def another_app(
    database_url: str,  # whose connections are closed before it goes
    compiled_templates: FileSystemBytecodeCache,
) -> Iterator[AppMaker]:
    """Makes apps with settings of their own, beside `app` or instead of it."""
    with ExitStack() as stack:

        def make(environment: dict[str, str]) -> Flask:
            app = stack.enter_context(made_app(environment))
            app.jinja_env.bytecode_cache = compiled_templates
            return app

        yield make


@pytest.fixture
def cast(app: Flask) -> Cast:
    """A host, another host (the stranger), and a participant to be."""
    return Cast.assemble()


@contextmanager
def made_app(environment: dict[str, str]) -> Iterator[Flask]:
    """An app whose connections to the database are closed at the end.

    Left to the garbage collector they would fail whichever test runs when it comes by: from 3.13
    on, Python warns of a SQLite connection that nobody closed.
    """
    app = create_app(config.read(environment))
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def _migrate(url: str) -> None:
    with made_app({**ENVIRONMENT, "DATABASE_URL": url}) as app, app.app_context():
        upgrade()
        db.session.remove()


def _open_files(folder: Path) -> list[str]:
    """What this process holds open in there; only Linux tells."""
    opened = []
    for descriptor in Path("/proc/self/fd").glob("*"):
        with suppress(OSError):  # closed meanwhile
            opened.append(os.readlink(descriptor))
    return [name for name in opened if name.startswith(f"{folder}{os.sep}")]


def _on_server(statement: str, url: str = SERVER) -> None:
    address = url.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
