"""The schema is what the migrations say, and they say what the models say; up and down, on both."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Column, Integer, MetaData, Text, inspect

from pinmycal.extensions import db
from tests.cast import NOW, Cast
from tests.web.routes import snapshot

pytestmark = pytest.mark.both_databases
# The steps down from each migration but the first, below which there is nothing.
SCRIPTS = ScriptDirectory(str(Path(__file__).parents[1] / "migrations"))
BELOW = {
    str(step.revision): str(step.down_revision)
    for step in SCRIPTS.walk_revisions()
    if step.down_revision
}


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def differences(models: MetaData = db.metadata) -> list[object]:
    with db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), models)


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    assert differences() == []


@pytest.mark.parametrize(
    "change", [Column("forgotten", Text), Column("name", Integer), Column("created_at", Text)]
)
def test_a_difference_would_be_seen(app: Flask, change: Column[object]) -> None:
    changed = MetaData(naming_convention=db.metadata.naming_convention)
    for table in db.metadata.tables.values():
        table.to_metadata(changed)
    hosts = changed.tables["hosts"]
    hosts.append_column(change._copy(), replace_existing=True)
    assert differences(changed)


def test_down_to_nothing_and_up_again(app: Flask) -> None:
    before = tables()
    try:
        downgrade(revision="base")
        assert tables() == {"alembic_version"}
    finally:
        upgrade()
    assert tables() == before
    assert differences() == []


def test_up_again_changes_nothing_that_is_there(cast: Cast) -> None:
    cast.book(now=NOW)
    before = snapshot()
    upgrade()
    assert snapshot() == before


@pytest.mark.parametrize("revision", sorted(BELOW))
def test_every_migration_brings_its_case(revision: str) -> None:
    wanted = f"tests/migrations/case_{revision}.py: see tests/migrations/test_downgrades.py"
    assert find_spec(f"tests.migrations.case_{revision}"), f"write {wanted}"
