"""For operators: is the process up, do database and Redis answer."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, jsonify, make_response
from redis import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from pinmycal.extensions import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Database and Redis answer; 503 names the one that does not."""
    checks = {"database": _answers(_database), "redis": _answers(_redis)}
    return make_response(jsonify(checks), 200 if all(checks.values()) else 503)


def _answers(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except (SQLAlchemyError, RedisError):
        return False
    return True


def _database() -> None:
    db.session.execute(text("SELECT 1"))


def _redis() -> None:
    current_app.extensions["queue"].connection.ping()
