"""Who books: the form, and the booking itself."""

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import joinedload

from pinmycal import booking as domain
from pinmycal import language
from pinmycal.booking.questions import wordings
from pinmycal.database import Conflict
from pinmycal.jobs import nudge
from pinmycal.models import AppointmentType, Participant
from pinmycal.times import is_zone, iso_date, utc_now
from pinmycal.web.booking.booked import booked_here, remember_booked
from pinmycal.web.booking.offers import closed_page, facts, find_host, find_offer
from pinmycal.web.booking.prefill import beginning, drop_draft, keep_draft
from pinmycal.web.calendar.picking import nearest
from pinmycal.web.client import client_key
from pinmycal.web.errors import error_page
from pinmycal.web.forms.booking import BookingForm, asking
from pinmycal.web.frame import booked_path, page_of
from pinmycal.web.reader import CLOCKS, hour12, remembered_zone
from pinmycal.web.respond import afterwards, page_or_part, see_other

blueprint = Blueprint("booking_form", __name__)
WITH_QUESTIONS = joinedload(AppointmentType.questions)  # no query of their own
TOO_OFTEN = _l(
    "Too much was booked in a short time: with this host, with one of these email addresses, or"
    " from where you are. Wait an hour and confirm again. What you typed is kept as long as this"
    " page is open."
)
TOO_LONG_TO_KEEP = _l(
    "One of your texts is too long to be kept meanwhile."
    " Go back to copy it, or write it again after you have chosen a time."
)


@blueprint.route("/<handle>/<slug>/book", methods=["GET", "POST"])
def book(handle: str, slug: str) -> ResponseReturnValue:
    """The form, and the booking itself."""
    offer = find_offer(handle, slug, WITH_QUESTIONS)
    form = _form(offer)
    if offer is None or not offer.active:
        host = find_host(handle) or abort(404)
        if offer and (mine := _booked_before(offer, form, utc_now())):
            return _already(offer, form, mine)
        return closed_page(host, form) if offer or request.method == "POST" else abort(404)
    if request.method != "POST":
        return _show_form(offer, form)
    if form.validate():
        return _book(offer, form)
    mine = _booked_before(offer, form, utc_now())
    return _already(offer, form, mine) if mine else _form_page(offer, form, 422)


@blueprint.post("/<handle>/<slug>/book/keep")
def keep(handle: str, slug: str) -> ResponseReturnValue:
    """Keep what is typed so far, and go back to the calendar for another time."""
    offer = find_offer(handle, slug, WITH_QUESTIONS) or abort(404)
    form = asking(offer)()
    if not keep_draft(offer.id, form, utc_now()):
        flash(str(TOO_LONG_TO_KEEP), "warning")
    return see_other(_calendar(form))


def _calendar(form: BookingForm) -> str:
    """The calendar at the month and day of the time that the form is for, on the same clock."""
    page, zone = request.path.rpartition("/book")[0], form.time_zone.data or ""
    query = {"clock": request.args["clock"]} if request.args.get("clock") in CLOCKS else {}
    if is_zone(zone):
        on = iso_date(form.start.data, zone) if form.start.data else ""
        query = {"month": on[:7], "date": on, "tz": zone} | query if on else {"tz": zone} | query
    return f"{page}?{urlencode(query)}" if query else page


def _form(offer: AppointmentType | None) -> BookingForm:
    """What was posted; else the time in the address, and what is known of the participant."""
    kind = asking(offer) if offer else BookingForm
    if request.method == "POST":
        return kind()
    form = kind(formdata=None)
    zone = request.args.get("tz", offer and (remembered_zone() or offer.host.time_zone))
    asked = {"start": request.args.get("start"), "time_zone": zone}
    given = beginning(offer.id if offer else 0, form, utc_now())
    form.process(given, data=asked)
    return form


def _show_form(offer: AppointmentType, form: BookingForm) -> ResponseReturnValue:
    """The form for the time in the address; a time that is gone offers others at once."""
    start = form.start.data
    if start is None or not is_zone(form.time_zone.data or ""):
        return error_page(422)
    now = utc_now()
    if domain.is_bookable(offer, start, now):
        return _form_page(offer, form, 200)
    return _gone(offer, form, start, now)


def _book(offer: AppointmentType, form: BookingForm) -> ResponseReturnValue:
    start, now = form.start.data, utc_now()
    try:
        asked = {"guests": form.guests.addresses, "asked": wordings(offer)}
        appointment = domain.book(offer, wish(offer, form, **asked), now)
    except domain.TypeClosed:
        return closed_page(offer.host, form)
    except (domain.AskedOtherwise, domain.NumberMissing):
        return _ask_anew(offer)
    except domain.NotOffered:
        form.start.errors = [_("This time is not offered. Choose one of the times below.")]
        return _form_page(offer, form, 422, nearest(offer, start, form.time_zone.data, now))
    except (domain.SlotTaken, Conflict):
        return _gone(offer, form, start, now)
    except domain.TooOften:
        form.form_errors = [TOO_OFTEN]
        return _form_page(offer, form, 429)
    drop_draft()
    remember_booked(appointment, request.args.get("start", ""), now)
    afterwards(nudge, appointment.id)
    return see_other(booked_path(appointment.participant))


def _ask_anew(offer: AppointmentType) -> ResponseReturnValue:
    """The host changed what it asks while the form was on its way."""
    form = asking(offer)()
    form.validate()
    return _form_page(offer, form, 422)


def wish(offer: AppointmentType, form: FlaskForm, **more: Any) -> domain.Request:
    """What a form asks for, in the language and on the clock of whoever reads it."""
    return domain.Request(
        starts_at=form.start.data,
        name=form.name.data,
        email=form.email.data,
        time_zone=form.time_zone.data,
        note=form.note.data,
        submission_key=submission_key(offer, form),
        hour12=hour12(),
        language=language.code(),
        answers=form.answers,
        phone=form.number,
        client_key=client_key(),
        **more,
    )


def submission_key(offer: AppointmentType, form: FlaskForm) -> str:
    """Names this form as it was sent, so a resend has the same key: its CSRF token is its own, but
    for one that the same session was given within the same second."""
    parts = (form.csrf_token.data, offer.id, form.start.text, form.email.data)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _gone(
    offer: AppointmentType, form: BookingForm, start: datetime, now: datetime
) -> ResponseReturnValue:
    if mine := _booked_before(offer, form, now):
        return _already(offer, form, mine)
    others = nearest(offer, start, form.time_zone.data, now)
    if others:
        words = _("This time has just been taken. Choose one of the times below.")
    else:
        words = _("This time has just been taken. Nothing else is free at the moment.")
    form.start.errors = [words]
    return _form_page(offer, form, 409, others)


def _booked_before(offer: AppointmentType, form: BookingForm, now: datetime) -> Participant | None:
    """Who booked by this very form, in this browser."""
    return booked_here(offer.id, request.args.get("start") or form.start.text, now)


def _already(offer: AppointmentType, form: BookingForm, mine: Participant) -> ResponseReturnValue:
    """What was booked, for whoever comes back to its form. Asked for again, it may have changed."""
    more = {"already": mine, "booked": booked_path(mine), "calendar": _calendar(form)}
    status = 200 if request.method == "GET" else 409
    response = page_or_part(
        page_of("book.html"), "booking/_already.html", status, **facts(offer), **more
    )
    response.cache_control.no_store = True
    return response


def _form_page(
    offer: AppointmentType,
    form: BookingForm,
    status: int,
    other_times: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:
    query = request.query_string.decode("latin-1")
    return page_or_part(
        page_of("book.html"),
        "booking/_form.html",
        status,
        **facts(offer),
        form=form,
        start=form.start.data,
        other_times=other_times,
        query=f"?{query}" if query else "",
    )
