"""A database of one's own, with the newest schema."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.story.site import ROOT

SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"
MIGRATE = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]


@contextmanager
def database(environ: Mapping[str, str], folder: Path) -> Iterator[str]:
    """The one of DATABASE_URL, else a new one on TEST_POSTGRES_URL, else SQLite in `folder`."""
    if given := environ.get("DATABASE_URL"):
        _migrate(given)
        yield given
        return
    server, name = (
        environ.get("TEST_POSTGRES_URL", SERVER),
        f"pinmycal_chaos_{uuid.uuid4().hex[:12]}",
    )
    try:
        _on_server(server, f"CREATE DATABASE {name}")
    except OperationalError:
        print("There is no PostgreSQL here, so this is SQLite.")
        yield _migrated(f"sqlite:///{folder / 'chaos.db'}")
        return
    try:
        yield _migrated(f"{server.rsplit('/', 1)[0]}/{name}")
    finally:
        _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def _migrated(url: str) -> str:
    _migrate(url)
    return url


def _migrate(url: str) -> None:
    environment = {**os.environ, "PINMYCAL_ENV": "development", "DATABASE_URL": url}
    subprocess.run(MIGRATE, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603 — our own


def _on_server(server: str, statement: str) -> None:
    address = server.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
