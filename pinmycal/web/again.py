"""A form whose token or log-in is gone, or which was made from what is not stored any more, comes
again with what was typed, and nothing is done.

The view that the form was for is run with every form refused (see `forms.base`) and the database
shut, so that it shows its page as it does after a mistake. Where nothing was typed, or the view has
no page for it, a page of ours holds the fields until they are sent again.
"""

from flask import Flask, Response, current_app, g, make_response, render_template, request, session
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from pinmycal.database import ReadOnly, read_only
from pinmycal.extensions import db
from pinmycal.links import BadLink, kept_token, read_kept_token
from pinmycal.web.errors import error_page
from pinmycal.web.forms.account import LogInForm
from pinmycal.web.forms.stored import VERSION, Changed
from pinmycal.web.frame import is_embedded, is_own_origin

TOKEN = "csrf_token"  # noqa: S105 — the name of a field
LONGEST_KEPT = 64_000  # characters: with it the log-in is still small enough to be taken
Fields = dict[str, list[str]]


def init(app: Flask) -> None:
    """Answer every form that cannot be trusted any more."""
    app.register_error_handler(CSRFError, again)
    app.register_error_handler(Changed, changed)
    app.context_processor(
        lambda: {"refused": g.get("refused"), "differences": g.get("changed", ())}
    )


def again(_error: CSRFError) -> Response:
    """Instead of what was asked for. A form of another site gets no second chance: it could have
    been filled in there."""
    if not _is_our_form():
        words = _("This form came from another site, so nothing was changed. Open the page here.")
        return error_page(400, words)
    g.why = _why()
    g.refused = words = f"{g.why} {_what_now(_fields())}"
    shown = _its_own_page() if _fields() and not _in_background() else None
    if shown is None:
        shown = error_page(400, words) if _is_htmx() else _page_to_send_again(_fields(), words)
    else:
        _swap_whole(shown)
    shown.status_code = 400
    return shown


def changed(error: Changed) -> Response:
    """The form again, made from what is stored now, beside which stands what was typed."""
    db.session.rollback()
    g.changed = error.now.differences
    g.refused = words = _(
        "This was changed meanwhile, in another tab or by someone else, so nothing was saved."
        " Compare both, then send yours again, or leave the page to keep what is saved now."
    )
    shown = _its_own_page()
    if shown is None:
        fields = {**_fields(), VERSION: [error.now.version]}
        shown = _page_to_send_again(fields, words)
    shown.status_code = 409
    return _swap_whole(shown)


def log_in_again() -> Response | None:
    """For a form that was sent after its log-in had ended; None where nothing was typed."""
    fields = _fields()
    if not fields or _in_background():
        return None
    kept = kept_token(_here(), fields)
    why = g.get("why") or _("You were logged out meanwhile, so nothing was changed.")
    then = _("Log in, then you can send it again: what you typed is kept.")
    g.refused = f"{why} {then}"
    kept = kept if len(kept) < LONGEST_KEPT else ""
    page = render_template("auth/login.html", form=LogInForm(formdata=None), kept=kept)
    return _swap_whole(make_response(page, 401))


def what_was_kept() -> Response | None:
    """After such a log-in: what was typed before it, to be sent again."""
    try:
        path, fields = read_kept_token(request.form.get("kept", ""))
    except BadLink:
        return None
    return _page_to_send_again(
        fields, _("You are logged in. What you sent before was not saved yet."), path
    )


def _its_own_page() -> Response | None:
    """What the view shows; None if it goes on to do something."""
    before = dict(session)
    view = current_app.ensure_sync(current_app.view_functions[request.endpoint or ""])
    try:
        with read_only():
            shown = current_app.make_response(view(**(request.view_args or {})))
    except ReadOnly:
        return None
    except Exception as error:  # as it would have been answered without us
        return current_app.make_response(current_app.handle_user_exception(error))
    finally:
        _put_back(before)
    return None if 300 <= shown.status_code < 400 else shown


def _put_back(before: dict[str, object]) -> None:
    """The session as it was, but for the token that the page has."""
    token = session.get(TOKEN)
    session.clear()
    session.update({**before, TOKEN: token} if token else before)


def _page_to_send_again(fields: Fields, words: str, path: str | None = None) -> Response:
    context = {"fields": fields, "words": words, "path": path or _here(), "refused": ""}
    return make_response(render_template("errors/again.html", embedded=is_embedded(), **context))


def _why() -> str:
    """A cookie that is away has ended with its session, or was never taken."""
    words: str
    if not is_embedded() and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        words = _(
            "Your browser sent no cookie along, so nothing was changed. If you see this again, it"
            " blocks our cookies: allow them for this site."
        )
    else:
        words = _("This page was open for too long, so nothing was changed.")
    return words


def _what_now(fields: Fields) -> str:
    words: str
    if fields:
        words = _("What you typed is still here: please send it again.")
    else:
        words = _("Please send it again.")
    return words


def _fields() -> Fields:
    """What was posted, but for tokens and passwords, which stand in no page."""
    posted = request.form.lists()
    return {name: values for name, values in posted if name != TOKEN and "password" not in name}


def _is_our_form() -> bool:
    """What the browser says; one that is too old to say anything is believed."""
    site = request.headers.get("Sec-Fetch-Site")
    return site in ("same-origin", "none") if site else is_own_origin(request.headers.get("Origin"))


def _is_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"


def _in_background() -> bool:
    """A preview asks while somebody types: it must not take the page away."""
    return _is_htmx() and (request.endpoint or "").endswith(".preview")


def _swap_whole(response: Response) -> Response:
    """Where htmx would put in a part, the page takes the place of the page."""
    if _is_htmx():
        response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return response


def _here() -> str:
    return request.full_path.removesuffix("?")
