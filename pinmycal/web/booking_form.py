"""Who books: the form, and the booking itself."""

import hashlib
from datetime import datetime

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from pinmycal import booking as domain
from pinmycal.database import Conflict
from pinmycal.jobs import nudge
from pinmycal.models import AppointmentType
from pinmycal.times import is_zone, parse_instant, utc_now
from pinmycal.web.booking import closed_page, facts, find_host, find_offer
from pinmycal.web.errors import error_page
from pinmycal.web.forms.booking import BookingForm
from pinmycal.web.frame import booked_path, page_of
from pinmycal.web.picking import nearest
from pinmycal.web.reader import hour12
from pinmycal.web.respond import afterwards, page_or_part, see_other

blueprint = Blueprint("booking_form", __name__)


@blueprint.route("/<handle>/<slug>/book", methods=["GET", "POST"])
def book(handle: str, slug: str) -> ResponseReturnValue:
    """The form, and the booking itself."""
    offer = find_offer(handle, slug)
    form = _form()
    if offer is None or not offer.active:
        host = find_host(handle) or abort(404)
        return closed_page(host, form) if offer or request.method == "POST" else abort(404)
    if request.method == "GET":
        return _show_form(offer, form)
    if not form.validate():
        return _form_page(offer, form, 422)
    return _book(offer, form)


def _form() -> BookingForm:
    """What was posted, or an empty form for the time in the address."""
    if request.method == "POST":
        return BookingForm()
    asked = {"start": request.args.get("start"), "time_zone": request.args.get("tz")}
    return BookingForm(formdata=None, data=asked)


def _show_form(offer: AppointmentType, form: BookingForm) -> ResponseReturnValue:
    """The empty form for the time in the address; a time that is gone offers others at once."""
    try:
        start = parse_instant(form.start.data or "")
    except ValueError:
        return error_page(422)
    if not is_zone(form.time_zone.data or ""):
        return error_page(422)
    now = utc_now()
    if domain.is_bookable(offer, start, now):
        return _form_page(offer, form, 200)
    return _gone(offer, form, start, now)


def _book(offer: AppointmentType, form: BookingForm) -> ResponseReturnValue:
    start, now = parse_instant(form.start.data), utc_now()
    wish = domain.Request(
        starts_at=start,
        name=form.name.data,
        email=form.email.data,
        time_zone=form.time_zone.data,
        note=form.note.data,
        submission_key=_submission_key(offer, form),
        hour12=hour12(),
    )
    try:
        appointment = domain.book(offer, wish, now)
    except domain.TypeClosed:
        return closed_page(offer.host, form)
    except domain.NotOffered:
        form.start.errors = ["This time is not offered. Choose one of the times below."]
        return _form_page(offer, form, 422, nearest(offer, start, form.time_zone.data, now))
    except (domain.SlotTaken, Conflict):
        return _gone(offer, form, start, now)
    afterwards(nudge, appointment.id)
    return see_other(booked_path(appointment.participant))


def _submission_key(offer: AppointmentType, form: BookingForm) -> str:
    """Names this form as it was sent: its CSRF token is its own, so a resend has the same key."""
    parts = (form.csrf_token.data, offer.id, form.start.data, form.email.data)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _gone(
    offer: AppointmentType, form: BookingForm, start: datetime, now: datetime
) -> ResponseReturnValue:
    form.start.errors = ["This time has just been taken. Choose one of the times below."]
    return _form_page(offer, form, 409, nearest(offer, start, form.time_zone.data, now))


def _form_page(
    offer: AppointmentType,
    form: BookingForm,
    status: int,
    other_times: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:
    context = facts(offer) | {"form": form, "start": _instant(form), "other_times": other_times}
    return page_or_part(page_of("book.html"), "booking/_form.html", status, **context)


def _instant(form: BookingForm) -> datetime | None:
    try:
        return parse_instant(form.start.data or "")
    except ValueError:
        return None
