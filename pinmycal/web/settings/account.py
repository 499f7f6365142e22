"""Settings → Account: password, log-ins, all that is kept. The address: email.py."""

import json

from flask import Blueprint, Response, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required
from wtforms import PasswordField

from pinmycal.accounts import hosts, sessions
from pinmycal.accounts.export import everything_of
from pinmycal.times import utc_now
from pinmycal.web.auth import is_right
from pinmycal.web.forms.account import EmailForm, PasswordForm
from pinmycal.web.respond import see_other

blueprint = Blueprint("account", __name__, url_prefix="/settings/account")
HOME = "/settings/account"


@blueprint.get("")
@login_required
def show() -> ResponseReturnValue:
    """Everything about the account, in forms of their own."""
    return page()


def page(
    email_form: EmailForm | None = None, password_form: PasswordForm | None = None
) -> ResponseReturnValue:
    """With what was typed into one of its forms and did not do."""
    body = render_template(
        "settings/account.html",
        email_form=email_form or EmailForm(formdata=None),
        password_form=password_form or PasswordForm(formdata=None),
        log_ins=sessions.count_of(current_user.id, utc_now()),
    )
    return body, 422 if email_form or password_form else 200


@blueprint.post("/password")
@login_required
def change_password() -> ResponseReturnValue:
    """Ends every other log-in."""
    form = PasswordForm()
    if form.validate() and fits(form.old_password):
        hosts.change_password(current_user, form.password.data)
        sessions.log_in_alone(current_user, utc_now())
        flash(_("Your password is changed. Every other log-in has ended."))
        return see_other(HOME)
    return page(password_form=form)


@blueprint.post("/log-out-elsewhere")
@login_required
def log_out_elsewhere() -> ResponseReturnValue:
    """Only this browser stays logged in."""
    sessions.log_in_alone(current_user, utc_now())
    flash(_("You are logged out everywhere else."))
    return see_other(HOME)


@blueprint.get("/data.json")
@login_required
def export() -> Response:
    """All that is kept about the host and his appointments."""
    words = json.dumps(everything_of(current_user.id), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="pinmycal.json"'}
    return Response(words, mimetype="application/json", headers=headers)


def fits(field: PasswordField) -> bool:
    """Whether it is the host's password; the field says so where it is not."""
    if is_right(current_user, current_user.email, field.data):
        return True
    field.errors = [_("This is not your password.")]
    return False
