"""Error pages of our own, for people; JSON for programs."""

import logging

from flask import Flask, Response, abort, current_app, jsonify, make_response, request
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import (
    IntegrityError,
    InterfaceError,
    NoResultFound,
    OperationalError,
    TimeoutError,
)
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from pinmycal import language
from pinmycal.accounts.guessing import WINDOW, TooManyTries
from pinmycal.accounts.turns import PATIENCE, TooBusy
from pinmycal.database import Conflict
from pinmycal.extensions import db
from pinmycal.web.booking.old_links import link_of_now
from pinmycal.web.frame import is_embedded

log = logging.getLogger(__name__)
WORDS = {
    400: (
        _l("This did not work"),
        _l("Something in the address or the form was not right. Go back."),
    ),
    401: (_l("Please log in"), _l("This page is for its owner.")),
    403: (_l("Not allowed"), _l("This page is for someone else.")),
    404: (_l("Nothing here"), _l("The link may be old, or a letter may be missing.")),
    405: (_l("Not this way"), _l("This address cannot be used like that.")),
    409: (_l("That changed meanwhile"), _l("Somebody was quicker. Go back and choose again.")),
    410: (_l("Not open for booking"), _l("This is not offered any more.")),
    413: (_l("Too much at once"), _l("What was sent is larger than we take.")),
    422: (
        _l("This cannot be understood"),
        _l("Something in the address or the form is not right."),
    ),
    429: (_l("Too many tries"), _l("Wait a little, then try again.")),
    500: (_l("That is our fault"), _l("Something went wrong here. It has been noted.")),
    503: (
        _l("Back in a moment"),
        _l("We cannot reach our database. Nothing was changed; try again soon."),
    ),
}


def init(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(TooManyTries, _too_many_tries)
    app.register_error_handler(TooBusy, _too_busy)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(IntegrityError, _conflict)  # someone wrote after we had looked
    app.register_error_handler(NoResultFound, _gone)  # someone deleted after we had looked
    app.register_error_handler(ObjectDeletedError, _gone)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(InterfaceError, _database_away)
    app.register_error_handler(TimeoutError, _database_away)  # no connection free in the pool
    app.register_error_handler(Exception, _mistake)
    app.before_request(_refuse_unreadable)


def error_page(code: int, message: str | None = None) -> Response:
    """The page for a status, with a message of its own (lazy, to be in the language of the rest).
    It needs neither database nor session, and so is in a language that the browser asks for."""
    title, words = WORDS.get(code, WORDS[500 if code >= 500 else 400])
    with language.speaking(language.asked_for()):
        if request.path.startswith(("/api/", "/webhooks/")):
            return make_response(jsonify(error=str(message or words)), code)
        # Not by render_template: that would ask who is logged in, and so the database.
        page = current_app.jinja_env.get_template(_template())
        facts = {"code": code, "title": title, "message": message or words, "action": None}
        return make_response(page.render(language=language.code(), **facts), code)


def _template() -> str:
    return "embed/error.html" if is_embedded() else "errors/error.html"


def _refuse_unreadable() -> None:
    """PostgreSQL takes no NUL, so nothing can have such an address. Bytes that are no text, which
    browsers send percent-encoded, would fail wherever the address is read first."""
    if "\0" in request.path:
        abort(404)
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        abort(400)


def _http_error(error: HTTPException) -> Response:
    if error.response is not None and error.code is None:
        return make_response(error.response)
    response = error_page(error.code or 500)
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _not_found(error: NotFound) -> Response:
    """Where a host's links led before he changed his handle they lead on to the new ones."""
    return link_of_now() or _http_error(error)


def _too_many_tries(_error: TooManyTries) -> Response:
    words = _l("Wait a quarter of an hour, then try again. “Forgot your password?” works at once.")
    response = error_page(429, words)
    response.headers["Retry-After"] = str(int(WINDOW.total_seconds()))
    return response


def _too_busy(_error: TooBusy) -> Response:
    words = _l("Too many people are here at once. Nothing was changed; try again in a moment.")
    response = error_page(503, words)
    response.headers["Retry-After"] = str(PATIENCE)
    return response


def _conflict(error: Exception) -> Response:
    log.warning("%s on %s", type(error).__name__, request.endpoint)
    db.session.rollback()
    return error_page(409)


def _gone(error: Exception) -> Response:
    log.warning("%s on %s", type(error).__name__, request.endpoint)
    db.session.rollback()
    return error_page(404)


def _database_away(error: Exception) -> Response:
    log.error("database: %s", type(error).__name__)
    db.session.rollback()
    return error_page(503)


def _mistake(error: Exception) -> Response:
    log.exception("unhandled %s on %s", type(error).__name__, request.endpoint)
    db.session.rollback()
    return error_page(500)
