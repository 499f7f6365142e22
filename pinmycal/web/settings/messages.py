"""Settings → Messages: what the mails say and when they go."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from pinmycal.accounts.hosts import change_messages
from pinmycal.web.forms.account import MessagesForm
from pinmycal.web.respond import see_other

blueprint = Blueprint("messages", __name__, url_prefix="/settings/messages")


@blueprint.route("", methods=["GET", "POST"])
@login_required
def show() -> ResponseReturnValue:
    """Reminders, and the host's own words in every confirmation."""
    form = MessagesForm.sent(current_user)
    if request.method == "POST" and form.validate():
        with form.unless_changed(lambda: MessagesForm.of(current_user)):
            change_messages(current_user.id, form.mail_text.data, form.minutes)
        flash(_("Saved."))
        return see_other("/settings/messages")
    return render_template("settings/messages.html", form=form), 422 if form.errors else 200
