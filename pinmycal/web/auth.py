"""Coming in and leaving."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_required

from pinmycal import language
from pinmycal.accounts import guessing, hosts, passwords, sessions
from pinmycal.counting import RESET, SIGN_UP, TooOften, note_client
from pinmycal.extensions import db, login_manager
from pinmycal.jobs import nudge_message
from pinmycal.links import BadLink, read_reset_token, reset_still_valid
from pinmycal.models import Host
from pinmycal.times import utc_now
from pinmycal.web.again import log_in_again, what_was_kept
from pinmycal.web.client import client_key
from pinmycal.web.forms.account import ForgotForm, LogInForm, ResetForm, SignUpForm
from pinmycal.web.respond import afterwards, own_path, see_other

TOO_OFTEN = _l("This was done very often from where you are. Wait an hour, then try again.")
blueprint = Blueprint("auth", __name__)


@blueprint.route("/signup", methods=["GET", "POST"])
def signup() -> ResponseReturnValue:
    """A new host."""
    if current_user.is_authenticated:
        return see_other("/dashboard")
    form = SignUpForm()
    if request.method != "POST":
        return render_template("auth/signup.html", form=form)
    try:
        if form.validate() and (host := _sign_up(form)):
            sessions.log_in(host, utc_now())
            return see_other("/dashboard")
    except TooOften:
        form.form_errors.append(TOO_OFTEN)
        return render_template("auth/signup.html", form=form), 429
    return render_template("auth/signup.html", form=form), 422


def _sign_up(form: SignUpForm) -> Host | None:
    note_client(SIGN_UP, client_key(), utc_now())
    password_hash = passwords.hash_password(form.password.data)
    name, email, zone = form.name.data, form.email.data, form.time_zone.data
    now, reserved, reads = utc_now(), reserved_handles(), language.code()
    try:
        return hosts.sign_up(name, email, password_hash, zone, now, reserved, reads)
    except hosts.AddressTaken:
        form.email.errors = [_("There is an account with this address. Log in instead.")]
        return None


def reserved_handles() -> set[str]:
    """The first part of every path of ours, which no host may take."""
    rules = current_app.url_map.iter_rules()
    return {rule.rule.split("/")[1] for rule in rules} | {"admin", "about", "help", "embed"}


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """A host who comes back, and where he wanted to go."""
    if current_user.is_authenticated:
        return see_other("/dashboard")
    form = LogInForm()
    if request.method != "POST":
        return render_template("auth/login.html", form=form, kept="")
    if form.validate():
        host = hosts.by_email(form.email.data)
        if is_right(host, form.email.data, form.password.data) and host:
            sessions.log_in(host, utc_now())
            wanted = own_path(request.args.get("next")) or "/dashboard"
            return what_was_kept() or see_other(wanted)
        form.form_errors.append(_("E-mail and password do not go together."))
    kept = request.form.get("kept", "")
    return render_template("auth/login.html", form=form, kept=kept), 422


def is_right(host: Host | None, email: str, password: str) -> bool:
    """Whether the password is this host's. Raises TooManyTries, for which there is a page."""
    return guessing.is_right(host, email, password, request.remote_addr or "", utc_now())


@login_manager.unauthorized_handler
def ask_to_log_in() -> Response:
    """To the login, and from there back to the page; never back to where only a POST goes. What
    was typed goes along."""
    if request.method != "GET":
        return log_in_again() or see_other("/login")
    wanted = request.full_path if request.query_string else request.path
    return see_other(f"/login?{urlencode({'next': wanted})}")


@blueprint.post("/logout")
@login_required
def logout() -> Response:
    """Ends the session on the server too."""
    sessions.log_out(current_user)
    flash(_("You are logged out."))
    return see_other("/login")


@blueprint.route("/forgot", methods=["GET", "POST"])
def forgot() -> ResponseReturnValue:
    """Says the same whether or not there is such an account."""
    form = ForgotForm()
    if request.method != "POST":
        return render_template("auth/forgot.html", form=form)
    if not form.validate():
        return render_template("auth/forgot.html", form=form), 422
    try:
        note_client(RESET, client_key(), utc_now())
    except TooOften:
        form.form_errors.append(TOO_OFTEN)
        return render_template("auth/forgot.html", form=form), 429
    host = hosts.by_email(form.email.data)
    if host and (message := hosts.owe_reset(host, utc_now())):
        afterwards(nudge_message, message.id)
    return render_template("auth/forgot_sent.html", email=form.email.data)


@blueprint.route("/reset/<token>", methods=["GET", "POST"])
def reset(token: str) -> ResponseReturnValue:
    """Set a new password by the link in a mail; works once."""
    host, _fingerprint = host_by_link(token, read_reset_token, reset_still_valid)
    form = ResetForm()
    if request.method != "POST":
        return render_template("auth/reset.html", form=form)
    if not form.validate():
        return render_template("auth/reset.html", form=form), 422
    hosts.change_password(host, form.password.data)
    guessing.forgive(host.email)
    flash(_("Your password is changed. Log in with it."))
    return see_other("/login")


def host_by_link(
    token: str, read: Callable[[str], tuple[int, str]], holds: Callable[[Host, str], bool]
) -> tuple[Host, str]:
    """Whose link in a mail this is, and its fingerprint; 404 where it holds no longer.

    `read` and `holds` are those of `links` for its purpose.
    """
    try:
        host_id, fingerprint = read(token)
    except BadLink:
        abort(404)
    host = db.session.get(Host, host_id)
    if host is None or not holds(host, fingerprint):
        abort(404)
    return host, fingerprint
