"""The schema is what the migrations say, and they say what the models say; up and down, on both."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Column, Integer, MetaData, Text, inspect

from pinmycal.extensions import db
from tests.cast import NOW, Cast
from tests.web.routes import snapshot

pytestmark = pytest.mark.both_databases


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
