"""What a host notes in a record: words for himself, and who stayed away."""

from flask import Blueprint, abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from pinmycal import booking
from pinmycal.times import utc_now
from pinmycal.web.appointments.record import own_appointment, record_page
from pinmycal.web.forms.record import NoteForm
from pinmycal.web.respond import see_other

NO_SHOW = {"yes": True, "no": False}
blueprint = Blueprint("notes", __name__, url_prefix="/appointments/<public_id>")


@blueprint.post("/note")
@login_required
def note(public_id: str) -> ResponseReturnValue:
    """Save the note, which nobody else is shown."""
    appointment = own_appointment(public_id)
    form = NoteForm(obj=appointment)
    if not form.validate():
        return record_page(appointment, form)
    with form.unless_changed(lambda: NoteForm(formdata=None, obj=own_appointment(public_id))):
        booking.write_note(appointment, form.host_note.data)
    flash(_("Your note is saved.") if form.host_note.data else _("Your note is empty now."))
    return see_other(f"/appointments/{public_id}")


@blueprint.post("/no-show")
@login_required
def no_show(public_id: str) -> ResponseReturnValue:
    """Say that the participant stayed away, or that he came after all."""
    appointment = own_appointment(public_id)
    missed = NO_SHOW.get(request.form.get("no_show", ""))
    if missed is None:
        abort(422)
    try:
        booking.mark_no_show(appointment, missed, utc_now())
        flash(_("Marked as a no-show.") if missed else _("Not a no-show any more."))
    except booking.NotBegun:
        flash(_("Only an appointment that has begun can be missed."), "warning")
    return see_other(f"/appointments/{public_id}")
