"""How Alembic runs our migrations: on the app's own engine, in one transaction."""

from alembic import context
from flask import current_app

from pinmycal import models  # noqa: F401 — so that the metadata knows every table
from pinmycal.database import UTCDateTime
from pinmycal.extensions import db


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column type as what it is in the database."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Bring the database up or down, as the command says."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        connection = connection.execution_options(write_lock=True)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            **{**options, "render_as_batch": connection.dialect.name == "sqlite"},
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
