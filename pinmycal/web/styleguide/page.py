"""/styleguide: every component in every state, with the macros of the pages."""

from flask import Blueprint, abort, current_app, render_template
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, PasswordField, RadioField, SelectField

from pinmycal.models import Location, ZoomConnection
from pinmycal.web.forms.text import email, line, text
from pinmycal.web.styleguide.specimens import MONDAY, day, month, of_each_state, offer

blueprint = Blueprint("styleguide", __name__)


class Fields(FlaskForm):
    """One field of each kind."""

    class Meta:
        csrf = False

    line = line("One line", 100)
    email = email()
    password = PasswordField("Password")
    text = text("Several lines", 500)
    select = SelectField("A list", choices=["The first", "The second"])
    date = DateField("A date")
    radio = RadioField("One of a few", choices=["This", "That"], default="This")
    tick = BooleanField("Yes or no")


@blueprint.get("/styleguide")
def styleguide() -> str:
    """Only where people develop: in production there is no such page."""
    if not current_app.config["DEVELOPMENT"]:
        abort(404)
    offers = [offer(location) for location in Location]
    return render_template(
        "styleguide/styleguide.html",
        current_user=offers[0].host,  # whose zone the parts of a record are in
        form=Fields(formdata=None),
        wrong=_wrong(),
        month=month(),
        day=day(),
        offers=offers,
        appointments=of_each_state(),
        connection=ZoomConnection(display_name="Ada at Zoom", zoom_user_id="ada"),
        monday=MONDAY,
    )


def _wrong() -> Fields:
    form = Fields(formdata=None, prefix="wrong-")
    for field in form:
        field.errors = [f"{field.label.text} is missing."]
    return form
