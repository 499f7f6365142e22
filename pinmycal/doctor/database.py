"""The database, its schema, and what it tells of the worker."""

from datetime import datetime, timedelta

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pinmycal.database import writing
from pinmycal.doctor.findings import State, Unwell
from pinmycal.extensions import db
from pinmycal.models import Lease

UPGRADE = "Run: flask --app wsgi db upgrade"
SILENCE = timedelta(minutes=2)  # several sweeps
# What drivers say, and what helps. Their texts may name users and hosts, so they are not repeated.
_REMEDIES = {
    "password authentication failed": "Check user and password in DATABASE_URL.",
    "no pg_hba.conf entry": "Let PostgreSQL accept this machine, perhaps by ?sslmode=require.",
    "does not exist": "Check the names of user and database in DATABASE_URL, or create them.",
    "certificate": "Check sslmode and sslrootcert in DATABASE_URL.",
    "ssl": "Check sslmode in DATABASE_URL.",
    "too many": "The server has no connection left: run fewer processes, or let it have more.",
    "unable to open database file": "Make the folder of the file, and let us write into it.",
    "readonly": "Let us write to the file and to its folder.",
    "locked": "Another program holds the file: end it.",
}


def answers(_now: datetime) -> str:
    """It can be reached, and written to."""
    try:
        with writing():
            if db.engine.dialect.name == "sqlite":
                return f"SQLite {db.session.scalar(text('SELECT sqlite_version()'))}"
            if db.session.scalar(text("SHOW transaction_read_only")) == "on":
                raise Unwell(
                    "PostgreSQL can only be read", "Let DATABASE_URL lead to the primary server."
                )
            return f"PostgreSQL {db.session.scalar(text('SHOW server_version'))}"
    except DBAPIError as error:
        raise _unwell(error) from None


def schema(_now: datetime) -> str:
    """It is the one that this code knows."""
    config = current_app.extensions["migrate"].migrate.get_config()
    scripts = ScriptDirectory.from_config(config)
    newest = scripts.get_current_head()
    try:
        with db.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        raise Unwell("not known, since the database does not answer", "See above.") from None
    if current is None:
        raise Unwell("the database is empty", UPGRADE)
    if current not in {script.revision for script in scripts.walk_revisions()}:
        raise Unwell(
            f"the database is at {current}, which this code does not know",
            "Deploy the newer code that brought it there.",
        )
    if current != newest:
        raise Unwell(f"the database is at {current}, the code at {newest}", UPGRADE)
    return f"{current}, the newest"


def worker(now: datetime) -> str:
    """Somebody sweeps, so emails and meetings come about."""
    try:
        lease = db.session.get(Lease, "sweep")
    except SQLAlchemyError:
        raise Unwell("not known, since the database does not answer", "See above.") from None
    if lease is None or lease.until < now - SILENCE:
        raise Unwell(
            "no worker is running: nobody has looked for what is due for some minutes",
            "Start one: python worker.py",
            State.ODD,
        )
    return "looks for what is due"


def _unwell(error: DBAPIError) -> Unwell:
    said = str(error.orig).lower()
    remedy = next((cure for sign, cure in _REMEDIES.items() if sign in said), None)
    return Unwell(
        f"no connection that can write ({type(error.orig).__name__})",
        remedy or "Is the server of DATABASE_URL running, and may we reach it?",
    )
