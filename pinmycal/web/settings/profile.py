"""A host's settings: who he is, and what PinMyCal can be connected to."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user, login_required

from pinmycal.accounts.handles import HandleTaken, TooManyHandles, change_profile
from pinmycal.web.auth import reserved_handles
from pinmycal.web.forms.account import PhotoForm, ProfileForm
from pinmycal.web.respond import see_other
from pinmycal.zoom.connection import connection_of

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@blueprint.route("", methods=["GET", "POST"])
@login_required
def profile() -> ResponseReturnValue:
    """Name, link, zone, language: what others see of a host, and how he sees it all."""
    form = ProfileForm.sent(current_user)
    if request.method == "POST" and form.validate() and _save(form):
        flash(_("Saved."))
        return see_other("/settings")
    return profile_page(form, PhotoForm(formdata=None))


def _save(form: ProfileForm) -> bool:
    try:
        with form.unless_changed(lambda: ProfileForm.of(current_user)):
            change_profile(current_user.id, form.values(), reserved_handles())
    except HandleTaken:
        form.handle.errors = [_("This is taken. Choose another.")]
        return False
    except TooManyHandles:
        form.handle.errors = [
            _("You have changed your link too often. Take an earlier one of yours.")
        ]
        return False
    refresh()  # he may have chosen another language
    return True


def profile_page(form: ProfileForm, photo_form: PhotoForm) -> ResponseReturnValue:
    """Two forms: the photo is sent by one of its own."""
    page = render_template("settings/settings.html", form=form, photo_form=photo_form)
    return page, 422 if form.errors or photo_form.errors else 200


@blueprint.get("/integrations")
@login_required
def integrations() -> str:
    """What PinMyCal can be connected to."""
    return render_template("settings/integrations.html", connection=connection_of(current_user.id))
