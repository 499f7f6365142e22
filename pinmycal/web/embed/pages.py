"""A booking page inside a host's own site: nothing of ours around it, and no cookies.

Browsers keep our cookies back from a page inside another site, and so there is no session here:
who is logged in is never known, and a form is known by a signed token of its own.
"""

from typing import Any

from flask import Blueprint, Flask, Response, abort, g, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError

from pinmycal.accounts.handles import host_of_old_handle
from pinmycal.extensions import csrf
from pinmycal.links import BadLink, embed_token, read_embed_token
from pinmycal.web.booking import form, offers
from pinmycal.web.frame import EMBED, is_own_origin
from pinmycal.web.participant.appointment import appointment_page, find_participant

PREFIX = f"/{EMBED}/"
blueprint = Blueprint(EMBED, __name__, url_prefix=f"{PREFIX}<handle>/<slug>")
csrf.exempt(blueprint)  # from the session's token alone: see _know_the_form
blueprint.add_url_rule("", "calendar", offers.calendar)
blueprint.add_url_rule("/book", "book", form.book, methods=["GET", "POST"])
blueprint.add_url_rule("/book/keep", "keep", form.keep, methods=["POST"])


def init(app: Flask) -> None:
    """No session for embedded pages."""
    app.session_interface = _Sessions()


@blueprint.get("/booked/<token>")
def booked(handle: str, slug: str, token: str) -> Response:
    """What was booked, and the way to the participant's own page."""
    participant = find_participant(token)
    if participant.appointment.host.handle != handle:
        abort(404)
    return appointment_page(participant, request.path, "embed/booked.html")


@blueprint.before_request
def _know_the_form() -> None:
    """Refuse a POST that no form of this page made; give the next form its token."""
    parts = request.view_args or {}
    page = f"{parts['handle']}/{parts['slug']}"
    g.csrf_token = embed_token(page)  # what csrf_token() gives in this request
    if request.method == "POST":
        _check(page)
        g.csrf_valid = True  # so that the form does not ask the session


@blueprint.after_request
def _without_cookies(response: Response) -> Response:
    """Whatever the views that are shared with our own pages would have a browser remember."""
    response.headers.pop("Set-Cookie", None)
    return response


def _check(page: str) -> None:
    if _from_another_site():
        raise CSRFError("It came from another site.")
    try:
        made_for = read_embed_token(request.form.get("csrf_token", ""))
    except BadLink as error:
        raise CSRFError("The token is none, or too old.") from error
    if page != made_for and page != _page_now(made_for):
        raise CSRFError("The token is of another page.")


def _page_now(page: str) -> str | None:
    """What it is called since its host has changed his handle."""
    handle, slug = page.split("/")
    host = host_of_old_handle(handle)
    return f"{host.handle}/{slug}" if host else None


def _from_another_site() -> bool:
    """What the browser says; one that is too old to say anything is believed."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return site != "same-origin" or not is_own_origin(request.headers.get("Origin"))


class _Sessions(SecureCookieSessionInterface):
    """Flask's own, but below /embed/ each request begins with an empty one, and none is kept."""

    def open_session(self, app: Flask, request: Any) -> SecureCookieSession | None:
        if request.path.startswith(PREFIX):
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        if not request.path.startswith(PREFIX):
            super().save_session(app, session, response)
