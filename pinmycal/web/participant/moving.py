"""Moving an appointment: one view for the participant and for the host."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pinmycal import booking
from pinmycal.database import Conflict
from pinmycal.extensions import db
from pinmycal.jobs import nudge
from pinmycal.models import Appointment, AppointmentType
from pinmycal.times import is_zone, utc_now
from pinmycal.web.booking.offers import with_hours
from pinmycal.web.calendar.page import CalendarPage, show_calendar
from pinmycal.web.calendar.picking import nearest
from pinmycal.web.errors import error_page
from pinmycal.web.forms.booking import TimeForm
from pinmycal.web.forms.stored import VERSION, unless_changed
from pinmycal.web.participant.seen import time_now, time_version_to_send
from pinmycal.web.reader import hour12
from pinmycal.web.respond import afterwards, see_other
from pinmycal.wording import clock, day

NO_MORE_OFFERED = _l("This kind of appointment is not offered any more.")
NOT_FREE = _l("This time is not free. Choose one of the times below.")


@dataclass(frozen=True)
class Mover:
    """Who moves what: the zone he reads times in, his page of it, the template he sees."""

    appointment: Appointment
    zone: str
    page: str
    template: str


def reschedule_view(mover: Mover) -> ResponseReturnValue:
    """GET without ?start= shows the calendar, with it asks to confirm; POST moves."""
    appointment, now = mover.appointment, utc_now()
    if appointment.is_cancelled or appointment.ends_at <= now:
        return see_other(mover.page)
    offer = _offer(appointment)
    if offer is None:
        return error_page(410, NO_MORE_OFFERED)
    if request.method == "POST":
        return _move(mover, offer, now)
    if "start" in request.args:
        return _confirm(mover, offer, now)
    return _calendar(mover, offer, now)


def _offer(appointment: Appointment) -> AppointmentType | None:
    return db.session.scalar(
        select(AppointmentType)
        .where(AppointmentType.id == appointment.appointment_type_id)
        .options(joinedload(AppointmentType.host), *with_hours())
    )


def _calendar(mover: Mover, offer: AppointmentType, now: datetime) -> ResponseReturnValue:
    path = f"{mover.page}/reschedule"
    page = CalendarPage(mover.template, path, path, mover.zone)
    context = _context(mover, offer) | {"form": None}
    return show_calendar(page, offer, context, now, mover.appointment)


def _confirm(mover: Mover, offer: AppointmentType, now: datetime) -> ResponseReturnValue:
    zone = request.args.get("tz") or mover.zone
    form = TimeForm(formdata=None, data={"start": request.args["start"], "time_zone": zone})
    return _ask(mover, offer, form, now)


def _ask(
    mover: Mover, offer: AppointmentType, form: TimeForm, now: datetime
) -> ResponseReturnValue:
    """Whether it shall be moved there."""
    start = form.start.data
    if start is None or not is_zone(form.time_zone.data or ""):
        return error_page(422)
    if start == mover.appointment.starts_at:
        return _as_it_is(mover)
    if booking.is_bookable(offer, start, now, mover.appointment):
        return _form_page(mover, offer, form, start, 200)
    return _gone(mover, offer, form, start, 409)


def _move(mover: Mover, offer: AppointmentType, now: datetime) -> ResponseReturnValue:
    form = TimeForm()
    if not form.validate():
        return _ask(mover, offer, form, now)
    start = form.start.data
    if start == mover.appointment.starts_at:
        return _as_it_is(mover)
    try:
        with _unless_moved(mover, form.time_zone.data, start):
            moved = booking.move(mover.appointment, start, now)
    except booking.TypeClosed:
        return error_page(410, NO_MORE_OFFERED)
    except booking.NotOffered:
        return _gone(mover, offer, form, start, 422)
    except (booking.SlotTaken, Conflict):
        return _gone(mover, offer, form, start, 409)
    except booking.TooOften:
        words = _("This was moved very often. Please wait an hour before you move it again.")
        flash(words, "warning")
        return see_other(mover.page)
    except (booking.AlreadyCancelled, booking.AlreadyOver):
        flash(_("This appointment cannot be moved any more."), "warning")
        return see_other(mover.page)
    afterwards(nudge, moved.id)
    flash(_("The appointment is moved."))
    return see_other(mover.page)


def _unless_moved(mover: Mover, zone: str, start: datetime) -> AbstractContextManager[None]:
    """Only from the time that the page showed."""
    appointment = mover.appointment
    becomes = f"{day(start, zone)}, {clock(start, zone, hour12())}"
    look = partial(time_now, appointment.id, zone, becomes)
    return unless_changed(request.form.get(VERSION), look, appointment.host_id)


def _as_it_is(mover: Mover) -> ResponseReturnValue:
    """Moved before, and come back to; or moved by a form that was sent twice."""
    flash(_("The appointment is already at this time."))
    return see_other(mover.page)


def _gone(
    mover: Mover, offer: AppointmentType, form: TimeForm, start: datetime, status: int
) -> ResponseReturnValue:
    others = nearest(offer, start, form.time_zone.data, utc_now(), mover.appointment)
    form.start.errors = [NOT_FREE]
    return _form_page(mover, offer, form, start, status, others)


def _form_page(
    mover: Mover,
    offer: AppointmentType,
    form: TimeForm,
    start: datetime,
    status: int,
    other_times: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:
    context = _context(mover, offer) | {"form": form, "start": start, "other_times": other_times}
    return render_template(mover.template, **context), status


def _context(mover: Mover, offer: AppointmentType) -> dict[str, Any]:
    return {
        "appointment": mover.appointment,
        "offer": offer,
        "page": mover.page,
        "zone": mover.zone,
        "version": time_version_to_send(mover.appointment, request.form.get(VERSION)),
    }
