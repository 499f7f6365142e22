"""The host's record of one appointment: joining, starting, moving, cancelling."""

from datetime import datetime
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pinmycal import booking
from pinmycal.budgets import ZOOM_STEP
from pinmycal.extensions import db
from pinmycal.jobs import nudge
from pinmycal.models import Appointment
from pinmycal.models.message import Kind
from pinmycal.times import utc_now
from pinmycal.web.forms.booking import CancelForm
from pinmycal.web.forms.record import NoteForm
from pinmycal.web.forms.stored import VERSION, unless_changed
from pinmycal.web.participant.moving import Mover, reschedule_view
from pinmycal.web.participant.seen import time_now, time_version_to_send
from pinmycal.web.respond import afterwards, page_or_part, see_other
from pinmycal.web.words import TROUBLES, UNKNOWN_TROUBLE
from pinmycal.zoom import deciding, tokens
from pinmycal.zoom.api import ZoomApi
from pinmycal.zoom.connection import connection_of, note_ended
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.http import within
from pinmycal.zoom.reading import can_start
from pinmycal.zoom.state import ZoomState, next_try, zoom_state

DECISIONS = {
    "follow": booking.follow_zoom,
    "put-back": deciding.put_back,
    "make-anew": deciding.make_anew,
    "try-again": deciding.ask_again,
}
blueprint = Blueprint("appointments", __name__, url_prefix="/appointments/<public_id>")


@blueprint.get("")
@login_required
def show(public_id: str) -> ResponseReturnValue:
    """Who, when, where, and how the Zoom meeting stands."""
    appointment = own_appointment(public_id)
    return record_page(appointment, NoteForm(formdata=None, obj=appointment))


@blueprint.route("/start", methods=["GET", "POST"])
@login_required
@within(ZOOM_STEP)
def start(public_id: str) -> ResponseReturnValue:
    """Off to Zoom by a link that is asked for now and kept nowhere."""
    appointment = own_appointment(public_id)
    connection, meeting = connection_of(appointment.host_id), appointment.zoom_meeting
    if connection is None or meeting is None or not can_start(meeting, connection):
        return _cannot_start(_("There is no Zoom meeting to start here.")), 409
    connection_id, account_key, meeting_id = connection.id, meeting.account_key, meeting.meeting_id
    zoom = ZoomApi(lambda refused: tokens.access_token(connection_id, refused, account_key))
    try:
        return redirect(zoom.start_url(meeting_id or 0), 303)
    except ZoomError as error:
        if error.trouble is Trouble.DISCONNECTED:
            note_ended(connection_id, error, utc_now())
        happened, _mending = TROUBLES.get(error.trouble, UNKNOWN_TROUBLE)
        return _cannot_start(str(happened)), 503


@blueprint.route("/reschedule", methods=["GET", "POST"])
@login_required
def reschedule(public_id: str) -> ResponseReturnValue:
    """Pick another time; only the POST moves."""
    appointment = own_appointment(public_id)
    page = f"/appointments/{public_id}"
    template = "appointments/reschedule.html"
    return reschedule_view(Mover(appointment, current_user.time_zone, page, template))


@blueprint.route("/cancel", methods=["GET", "POST"])
@login_required
def cancel(public_id: str) -> ResponseReturnValue:
    """Ask, then cancel."""
    appointment = own_appointment(public_id)
    page = f"/appointments/{public_id}"
    form = CancelForm()
    form.reason.label.text = _("Message to %(name)s", name=appointment.participant.name)
    if appointment.is_cancelled or appointment.ends_at <= utc_now():
        return see_other(page)
    if request.method == "POST" and form.validate():
        look = partial(time_now, appointment.id, current_user.time_zone, _("Cancelled"))
        with unless_changed(request.form.get(VERSION), look, appointment.host_id):
            _cancel(appointment, form.reason.data)
        return see_other(page)
    version = time_version_to_send(appointment, request.form.get(VERSION))
    context = {"appointment": appointment, "form": form, "page": page, "version": version}
    return render_template("appointments/cancel.html", **context), 422 if form.errors else 200


@blueprint.post("/zoom/<decision>")
@login_required
def decide(public_id: str, decision: str) -> ResponseReturnValue:
    """What follows from a change that the host made inside Zoom: follow, put-back, make-anew."""
    act = DECISIONS.get(decision) or abort(404)
    page = f"/appointments/{public_id}"
    try:
        decided = act(own_appointment(public_id), utc_now())
    except booking.SlotTaken:
        flash(_("You have another appointment at that time."), "error")
        return see_other(page)
    except booking.AlreadyCancelled:
        return see_other(page)
    afterwards(nudge, decided.id)
    flash(_("Done. It takes effect in a moment."))
    return see_other(page)


def record_page(appointment: Appointment, note: NoteForm) -> ResponseReturnValue:
    """The whole record, or for htmx its Zoom part."""
    now, connection = utc_now(), connection_of(appointment.host_id)
    state = zoom_state(appointment, connection, now)
    return page_or_part(
        "appointments/appointment.html",
        "appointments/_zoom.html",
        422 if note.errors else 200,
        appointment=appointment,
        note=note,
        zoom=state,
        connection=connection,
        next_try=next_try(appointment, connection, now),
        begun=appointment.starts_at <= now,
        over=appointment.ends_at <= now,
        polling=state is ZoomState.MAKING,
        moved_at=_last(appointment, Kind.MOVE),
        cancelled_at=_last(appointment, Kind.CANCELLATION),
        failed_mail=[message for message in appointment.messages if message.failed_at],
    )


def _last(appointment: Appointment, kind: Kind) -> datetime | None:
    """When it was last moved or cancelled, as the mails tell that were owed for it."""
    return max(
        (each.created_at for each in appointment.messages if each.kind == kind), default=None
    )


def _cancel(appointment: Appointment, reason: str) -> None:
    try:
        cancelled = booking.cancel(appointment, "host", reason, utc_now())
    except booking.AlreadyOver:
        flash(_("This appointment is over."), "warning")
        return
    afterwards(nudge, cancelled.id)
    flash(_("The appointment is cancelled. Everyone is told by mail."))


def _cannot_start(words: str) -> str:
    return render_template("appointments/cannot_start.html", words=words)


def own_appointment(public_id: str) -> Appointment:
    """The host's own, or 404."""
    found = db.session.scalar(
        select(Appointment)
        .where(Appointment.public_id == public_id, Appointment.host_id == current_user.id)
        .options(
            joinedload(Appointment.host),
            joinedload(Appointment.zoom_meeting),
            selectinload(Appointment.participants),
            selectinload(Appointment.messages),
        )
    )
    return found or abort(404)
