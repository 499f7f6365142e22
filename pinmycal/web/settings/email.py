"""Settings → Account → E-mail: another address, which is confirmed where it is read."""

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from pinmycal.accounts import addresses, sessions
from pinmycal.accounts.hosts import AddressTaken
from pinmycal.jobs import nudge_message
from pinmycal.links import email_still_wanted, read_email_token
from pinmycal.models import Message
from pinmycal.times import utc_now
from pinmycal.web.auth import host_by_link
from pinmycal.web.forms.account import EmailForm
from pinmycal.web.respond import afterwards, see_other
from pinmycal.web.settings.account import HOME, fits, page

blueprint = Blueprint("email", __name__, url_prefix="/settings/account/email")


@blueprint.post("")
@login_required
def wish() -> ResponseReturnValue:
    """Only with the password: whoever has the address can set a new one. Says the same whether or
    not another account has the address."""
    form = EmailForm()
    if form.validate() and fits(form.current_password) and (message := _wish(form)):
        afterwards(nudge_message, message.id)
        return see_other(HOME)
    return page(email_form=form)


def _wish(form: EmailForm) -> Message | None:
    if form.email.data == current_user.email:
        form.email.errors = [_("This is your address already.")]
        return None
    try:
        return addresses.wish(current_user.id, form.email.data, utc_now())
    except addresses.TooManyMails:
        words = _("We wrote too often just now. Wait a quarter of an hour, then try again.")
        form.email.errors = [words]
        return None


@blueprint.post("/give-up")
@login_required
def give_up() -> ResponseReturnValue:
    """The address stays."""
    addresses.give_up(current_user.id)
    flash(_("Your address stays as it is."))
    return see_other(HOME)


@blueprint.route("/confirm/<token>", methods=["GET", "POST"])
def confirm(token: str) -> ResponseReturnValue:
    """By the link in a mail, for whoever has it; works once. Opening it changes nothing, since mail
    programs open links too."""
    host, fingerprint = host_by_link(token, read_email_token, email_still_wanted)
    host_id, email = host.id, host.new_email or ""
    if request.method != "POST":
        if addresses.is_anothers(email, host_id):
            return _taken(email)
        return render_template("settings/email_confirm.html", email=email)
    is_here = current_user.is_authenticated and current_user.id == host_id
    try:
        message = addresses.confirm(host_id, fingerprint, utc_now())
    except AddressTaken:
        return _taken(email)
    except addresses.NotWanted:  # any more: somebody was quicker
        abort(404)
    afterwards(nudge_message, message.id)
    return _changed(is_here)


def _taken(email: str) -> ResponseReturnValue:
    return render_template("settings/email_taken.html", email=email), 409


def _changed(is_here: bool) -> ResponseReturnValue:
    """If it is the host himself who was logged in here, he stays so."""
    if is_here:
        sessions.log_in_alone(current_user, utc_now())
        flash(_("Your address is changed. Every other log-in has ended."))
        return see_other(HOME)
    flash(_("The address is changed. Log in with it from now on."))
    return see_other("/login")
