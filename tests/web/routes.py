"""Every route of the app, so that the tests that walk them meet a new one by themselves."""

from dataclasses import dataclass

from flask import Flask

from pinmycal.extensions import db
from pinmycal.links import email_link, participant_path, reset_link
from pinmycal.models import Question
from tests.cast import NOW, Cast, ask

SIGNED_BY_ZOOM = "webhooks.zoom"


@dataclass(frozen=True)
class Route:
    """One endpoint, and a path that leads to it."""

    endpoint: str
    path: str


def routes(app: Flask, cast: Cast, method: str) -> list[Route]:
    """The routes that take this method. A rule whose parts we cannot fill in is a KeyError."""
    parts, tokens = _parts(cast), _tokens(cast)
    rules = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    return [
        Route(rule.endpoint, _path(rule.rule, parts | tokens.get(rule.endpoint, {})))
        for rule in rules
    ]


def snapshot() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    db.session.rollback()
    rows = {
        table.name: sorted(map(repr, db.session.execute(table.select())))
        for table in db.metadata.sorted_tables
    }
    db.session.rollback()
    return rows


def _path(rule: str, parts: dict[str, str]) -> str:
    for name, value in parts.items():
        rule = rule.replace(f"<{name}>", value)
    if "<" in rule:
        raise KeyError(f"tests/web/routes.py knows no value for {rule}")
    return rule


def _question(cast: Cast) -> Question:
    """The one that the host's type asks."""
    mine = db.session.query(Question).filter_by(appointment_type_id=cast.offer.id)
    return mine.first() or ask(cast.offer)


def _parts(cast: Cast) -> dict[str, str]:
    appointment = cast.book()
    return {
        "handle": cast.host.handle,
        "slug": cast.offer.slug,
        "token": participant_path(appointment.participant).removeprefix("/a/"),
        "public_id": appointment.public_id,
        "int:type_id": str(cast.offer.id),
        "int:question_id": str(_question(cast).id),
        "int:away_id": "1",
        "day": "2027-03-05",
        "decision": "put-back",
        "digest": "0" * 64,
        "step": "hours",
        "path:hashed": "app.css",
    }


def _tokens(cast: Cast) -> dict[str, dict[str, str]]:
    """Where it is not a participant's."""
    cast.host.new_email, cast.host.new_email_at = "new@example.com", NOW
    db.session.commit()
    links = {"auth.reset": reset_link(cast.host), "email.confirm": email_link(cast.host)}
    return {endpoint: {"token": link.rsplit("/", 1)[1]} for endpoint, link in links.items()}
