"""Commands for operators and for `make run`."""

import sys

import click
from cryptography.fernet import InvalidToken
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from pinmycal.accounts.hosts import by_email, sign_up
from pinmycal.accounts.passwords import hash_password
from pinmycal.database import writing
from pinmycal.doctor import State, examine
from pinmycal.extensions import db
from pinmycal.models import ZoomConnection
from pinmycal.times import utc_now
from pinmycal.zoom.vault import reseal

DEMO_EMAIL, DEMO_PASSWORD = "demo@example.org", "demo demo demo"


def register_commands(app: Flask) -> None:
    """Add them to `flask --app wsgi`."""
    app.cli.add_command(seed_demo)
    app.cli.add_command(rotate_token_keys)
    app.cli.add_command(doctor)


@click.command("seed-demo")
def seed_demo() -> None:
    """Make the demo host, if there is none yet."""
    if by_email(DEMO_EMAIL) is None:
        password_hash = hash_password(DEMO_PASSWORD)
        sign_up("Demo Host", DEMO_EMAIL, password_hash, "Europe/Berlin", utc_now(), ())
    click.echo(f"Demo host: {DEMO_EMAIL}, password: {DEMO_PASSWORD}")


@click.command()
@with_appcontext
def doctor() -> None:
    """Look at all that PinMyCal leans on, and say how to mend what is wrong."""
    findings = examine(current_app._get_current_object(), utc_now())  # type: ignore[attr-defined]
    for finding in findings:
        click.echo(f"{finding.state:<8}{finding.part:<11}{finding.what}")
        if finding.remedy:
            click.echo(f"{'':<19}→ {finding.remedy}")
    if any(finding.state is State.BROKEN for finding in findings):
        sys.exit(1)


@click.command("rotate-token-keys")
@with_appcontext
def rotate_token_keys() -> None:
    """Encrypt every Zoom token anew with the first of TOKEN_KEYS."""
    with writing():
        connections = db.session.scalars(select(ZoomConnection).with_for_update()).all()
        unreadable = [each.host.handle for each in connections if not _resealed(each)]
    click.echo(f"{len(connections) - len(unreadable)} connections encrypted with the newest key")
    for handle in unreadable:
        click.echo(f"No key of TOKEN_KEYS opens the Zoom tokens of /{handle}.", err=True)
    if unreadable:
        click.echo("Add the key that does, or have these hosts connect Zoom again.", err=True)
        sys.exit(1)


def _resealed(connection: ZoomConnection) -> bool:
    """Both tokens or neither; False where no key opens them."""
    try:
        tokens = reseal(connection.access_token), reseal(connection.refresh_token)
    except InvalidToken:
        return False
    connection.access_token, connection.refresh_token = tokens
    return True
