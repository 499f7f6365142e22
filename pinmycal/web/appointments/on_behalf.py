"""A host books for someone: the same calendar and the same rules as for whoever has his link."""

from datetime import datetime

from flask import Blueprint, Response, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_required
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pinmycal import booking
from pinmycal.database import Conflict
from pinmycal.extensions import db
from pinmycal.jobs import nudge
from pinmycal.models import Appointment, AppointmentType
from pinmycal.models.appointment import BY_HOST, CONFIRMED
from pinmycal.times import is_zone, utc_now
from pinmycal.web.booking.form import wish
from pinmycal.web.booking.offers import with_hours
from pinmycal.web.calendar.page import CalendarPage, show_calendar
from pinmycal.web.calendar.picking import nearest
from pinmycal.web.errors import error_page
from pinmycal.web.forms.on_behalf import OnBehalfForm, on_behalf
from pinmycal.web.respond import afterwards, page_or_part, see_other

CLOSED = _l("This type is switched off, so it cannot be booked. You can switch it on under Types.")
TOO_OFTEN = _l(
    "Too much was booked in a short time, with you or with this address. Wait an hour and press"
    " again: what you typed is kept as long as this page is open."
)
blueprint = Blueprint("on_behalf", __name__, url_prefix="/appointments/new")


@blueprint.get("")
@login_required
def choose() -> str:
    """Which type: all that can be booked, whoever may see them."""
    offers = db.session.scalars(
        select(AppointmentType)
        .where(AppointmentType.host_id == current_user.id, AppointmentType.active)
        .order_by(AppointmentType.position, AppointmentType.id)
    ).all()
    return render_template("appointments/new.html", offers=offers)


@blueprint.get("/<int:type_id>")
@login_required
def calendar(type_id: int) -> ResponseReturnValue:
    """The type's free times, in the host's zone unless he asks for another."""
    offer, page = _offer(type_id), f"/appointments/new/{type_id}"
    if not offer.active:
        return error_page(410, CLOSED)
    mine = CalendarPage("appointments/new_time.html", page, f"{page}/book", current_user.time_zone)
    return show_calendar(mine, offer, {"offer": offer}, utc_now())


@blueprint.route("/<int:type_id>/book", methods=["GET", "POST"])
@login_required
def book(type_id: int) -> ResponseReturnValue:
    """The form, and the booking itself."""
    offer = _offer(type_id)
    if not offer.active:
        return error_page(410, CLOSED)
    if request.method != "POST":
        return _show_form(offer)
    form = on_behalf(offer)()
    return _book(offer, form) if form.validate() else _form_page(offer, form, 422)


def _show_form(offer: AppointmentType) -> ResponseReturnValue:
    """For the time in the address. The zone of the calendar is most likely the participant's."""
    zone = request.args.get("tz") or current_user.time_zone
    asked = {"start": request.args.get("start", ""), "time_zone": zone}
    form, now = on_behalf(offer)(formdata=None, data=asked), utc_now()
    if form.start.data is None or not is_zone(zone):
        return error_page(422)
    if booking.is_bookable(offer, form.start.data, now):
        return _form_page(offer, form, 200)
    return _gone(offer, form, 409, now)


def _book(offer: AppointmentType, form: OnBehalfForm) -> ResponseReturnValue:
    now = utc_now()
    try:
        appointment = booking.book(offer, wish(offer, form, booked_by=BY_HOST), now)
    except booking.TypeClosed:
        return error_page(410, CLOSED)
    except booking.NumberMissing:
        return _ask_anew(offer)
    except booking.NotOffered:
        return _gone(offer, form, 422, now)
    except (booking.SlotTaken, Conflict):
        return _gone(offer, form, 409, now)
    except booking.TooOften:
        form.form_errors = [TOO_OFTEN]
        return _form_page(offer, form, 429)
    afterwards(nudge, appointment.id)
    flash(_("It is booked. Both of you are told by mail."))
    return see_other(f"/appointments/{appointment.public_id}")


def _ask_anew(offer: AppointmentType) -> Response:
    """The type became a phone call while the form was on its way: now it asks for a number."""
    form = on_behalf(offer)()
    form.validate()
    return _form_page(offer, form, 422)


def _gone(offer: AppointmentType, form: OnBehalfForm, status: int, now: datetime) -> Response:
    start = form.start.data
    if mine := _booked_before(offer, start):
        return _already(offer, mine)
    others = nearest(offer, start, current_user.time_zone, now)
    form.start.errors = [_("This time is not free. Choose one of the times below.")]
    return _form_page(offer, form, status, others)


def _booked_before(offer: AppointmentType, start: datetime) -> Appointment | None:
    """What this host booked at this time by such a form."""
    standing = (Appointment.status == CONFIRMED, Appointment.booked_by == BY_HOST)
    same = (Appointment.appointment_type_id == offer.id, Appointment.starts_at == start)
    found = select(Appointment).where(*same, *standing)
    return db.session.scalar(found.options(selectinload(Appointment.participants)))


def _already(offer: AppointmentType, mine: Appointment) -> Response:
    """What was booked, for a host who comes back to its form."""
    return page_or_part(
        "appointments/new_form.html",
        "appointments/_new_already.html",
        200 if request.method == "GET" else 409,
        offer=offer,
        already=mine,
    )


def _form_page(
    offer: AppointmentType,
    form: OnBehalfForm,
    status: int,
    other_times: list[tuple[str, str]] | None = None,
) -> Response:
    return page_or_part(
        "appointments/new_form.html",
        "appointments/_new_form.html",
        status,
        offer=offer,
        form=form,
        start=form.start.data,
        other_times=other_times,
    )


def _offer(type_id: int) -> AppointmentType:
    """The host's own, with everything that its calendar needs, or 404."""
    mine = (AppointmentType.id == type_id, AppointmentType.host_id == current_user.id)
    query = select(AppointmentType).where(*mine)
    options = (joinedload(AppointmentType.host), *with_hours())
    return db.session.scalar(query.options(*options)) or abort(404)
