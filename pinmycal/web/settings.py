"""A host's settings."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import Host
from pinmycal.web.forms.account import ProfileForm
from pinmycal.web.respond import see_other
from pinmycal.zoom.connection import connection_of

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@blueprint.route("", methods=["GET", "POST"])
@login_required
def profile() -> ResponseReturnValue:
    """Name and zone."""
    form = ProfileForm(obj=current_user)
    if request.method == "POST" and form.validate():
        host_id = current_user.id
        with writing():
            host = db.session.get_one(Host, host_id)
            host.name, host.time_zone = form.name.data, form.time_zone.data
        flash("Saved.")
        return see_other("/settings")
    return render_template("settings/settings.html", form=form), 422 if form.errors else 200


@blueprint.get("/integrations")
@login_required
def integrations() -> str:
    """What PinMyCal can be connected to."""
    return render_template("settings/integrations.html", connection=connection_of(current_user.id))
