"""A participant's own page: his appointment, moving it, cancelling it. Its address is its key."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.jobs import nudge
from pinmycal.links import BadLink, read_participant_token
from pinmycal.mail import appointment_calendar
from pinmycal.models import Appointment, Participant
from pinmycal.times import utc_now
from pinmycal.web.errors import error_page
from pinmycal.web.forms.booking import CancelForm
from pinmycal.web.frame import is_embedded
from pinmycal.web.participant.calendar_links import calendar_links
from pinmycal.web.participant.moving import Mover, reschedule_view
from pinmycal.web.reader import reads_on
from pinmycal.web.respond import afterwards, page_or_part, see_other
from pinmycal.zoom.connection import connection_of
from pinmycal.zoom.state import ZoomState, next_try, zoom_state

blueprint = Blueprint("participant", __name__, url_prefix="/a/<token>")
MOST_POLLS = 60  # every 2 s: after two minutes the page says that the link comes by mail
HOUR, DAY = 60, 1440  # in minutes


@blueprint.get("")
def show(token: str) -> Response:
    """His appointment."""
    return appointment_page(find_participant(token), f"/a/{token}", "participant/appointment.html")


def appointment_page(participant: Participant, page: str, template: str) -> Response:
    """The appointment; while its link is being made, a part that asks `page` again by itself."""
    appointment, now = participant.appointment, utc_now()
    connection = connection_of(appointment.host_id)
    state = zoom_state(appointment, connection, now)
    polls = request.args.get("polls", 0, int)
    context: dict[str, Any] = {
        "participant": participant,
        "appointment": appointment,
        "zoom": state,
        "next_try": next_try(appointment, connection, now),
        "over": appointment.ends_at <= now,
        "page": page,
        "reminder": _reminder(appointment, now),
        "next_poll": _next_poll(page, polls) if state is ZoomState.MAKING else None,
        "calendars": calendar_links(appointment),
        "with_calendars": not is_embedded(),
        "again": "again" in request.args,  # come back to, inside another site
    }
    return page_or_part(template, "participant/_arrived.html", **context)


@blueprint.route("/reschedule", methods=["GET", "POST"])
def reschedule(token: str) -> ResponseReturnValue:
    """Pick another time; only the POST moves."""
    participant = find_participant(token)
    if participant.is_guest:
        return _for_the_booker()
    page = f"/a/{token}"
    mover = Mover(
        participant.appointment, participant.time_zone, page, "participant/reschedule.html"
    )
    return reschedule_view(mover)


@blueprint.route("/cancel", methods=["GET", "POST"])
def cancel(token: str) -> ResponseReturnValue:
    """Ask, then cancel."""
    participant = find_participant(token)
    if participant.is_guest:
        return _for_the_booker()
    appointment, page = participant.appointment, f"/a/{token}"
    form = CancelForm()
    if appointment.is_cancelled or appointment.ends_at <= utc_now():
        return see_other(page)
    if request.method == "POST" and form.validate():
        _cancel(appointment, form.reason.data)
        return see_other(page)
    status = 422 if form.errors else 200
    context = {"participant": participant, "appointment": appointment, "form": form, "page": page}
    return render_template("participant/cancel.html", **context), status


@blueprint.get("/calendar.ics")
def calendar(token: str) -> Response:
    """The appointment for a calendar program."""
    participant = find_participant(token)
    file = appointment_calendar(participant.appointment, utc_now(), participant)
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return Response(file, mimetype="text/calendar", headers=headers)


def _cancel(appointment: Appointment, reason: str) -> None:
    try:
        cancelled = booking.cancel(appointment, "participant", reason, utc_now())
    except booking.AlreadyOver:
        flash(_("This appointment is over."), "warning")
        return
    afterwards(nudge, cancelled.id)


def _for_the_booker() -> Response:
    return error_page(403, _l("Only the one who booked can move or cancel this appointment."))


def _reminder(appointment: Appointment, now: datetime) -> str | None:
    """That everyone is reminded, and when; None once that is past."""
    minutes = appointment.reminder_minutes
    if not minutes or appointment.starts_at - timedelta(minutes=minutes) <= now:
        return None
    return _reminder_words(minutes)


def _reminder_words(minutes: int) -> str:
    words: str
    if minutes % DAY == 0:
        words = ngettext(
            "A reminder comes by mail, %(num)s day before.",
            "A reminder comes by mail, %(num)s days before.",
            minutes // DAY,
        )
    elif minutes % HOUR == 0:
        words = ngettext(
            "A reminder comes by mail, %(num)s hour before.",
            "A reminder comes by mail, %(num)s hours before.",
            minutes // HOUR,
        )
    else:
        words = ngettext(
            "A reminder comes by mail, %(num)s minute before.",
            "A reminder comes by mail, %(num)s minutes before.",
            minutes,
        )
    return words


def find_participant(token: str) -> Participant:
    """The participant whose page it is; 404 for any other token."""
    try:
        public_id = read_participant_token(token)
    except BadLink:
        abort(404)
    appointment = joinedload(Participant.appointment)
    found = db.session.scalar(
        select(Participant)
        .where(Participant.public_id == public_id)
        .options(
            appointment.joinedload(Appointment.host),
            appointment.joinedload(Appointment.zoom_meeting),
            appointment.joinedload(Appointment.appointment_type),
        )
    )
    if found is None:
        abort(404)
    reads_on(found.hour12)
    return found


def _next_poll(page: str, polls: int) -> str | None:
    if polls >= MOST_POLLS:
        return None
    return f"{page}?{urlencode({'polls': polls + 1})}"
