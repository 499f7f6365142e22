"""A participant's way in: a host's page, one type's calendar, the form, the booking."""

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, defaultload, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from pinmycal import booking as domain
from pinmycal.database import Conflict
from pinmycal.extensions import db
from pinmycal.jobs import nudge
from pinmycal.links import participant_path
from pinmycal.models import AppointmentType, Host, Schedule
from pinmycal.times import is_zone, parse_instant, utc_now
from pinmycal.web.errors import error_page
from pinmycal.web.forms.booking import BookingForm
from pinmycal.web.picking import BadQuery, Query, load_picker, nearest
from pinmycal.web.reader import hour12
from pinmycal.web.respond import afterwards, page_or_part, see_other
from pinmycal.zoom.connection import connection_of

blueprint = Blueprint("booking", __name__)


@blueprint.get("/<handle>")
def host_page(handle: str) -> ResponseReturnValue:
    """What a host offers."""
    host = _host(handle) or abort(404)
    offers = db.session.scalars(
        select(AppointmentType)
        .where(AppointmentType.host_id == host.id, AppointmentType.active)
        .order_by(AppointmentType.id)
    ).all()
    return render_template("booking/host.html", host=host, offers=offers)


@blueprint.get("/<handle>/<slug>")
def calendar(handle: str, slug: str) -> ResponseReturnValue:
    """One type's free times."""
    offer = find_offer(handle, slug) or abort(404)
    if not offer.active:
        return _closed(offer.host, BookingForm(formdata=None))
    page = request.path
    try:
        query = Query.read(request.args, offer.host.time_zone)
    except BadQuery:
        return error_page(422)
    chosen = load_picker(
        offer, query, page, lambda start: _form_link(page, start, query.zone), utc_now()
    )
    context = _facts(offer) | {"picker": chosen}
    return page_or_part("booking/calendar.html", "booking/_slots.html", **context)


@blueprint.route("/<handle>/<slug>/book", methods=["GET", "POST"])
def book(handle: str, slug: str) -> ResponseReturnValue:
    """The form, and the booking itself."""
    offer = find_offer(handle, slug)
    form = _form()
    if offer is None or not offer.active:
        host = _host(handle) or abort(404)
        return _closed(host, form) if offer or request.method == "POST" else abort(404)
    if request.method == "GET":
        return _show_form(offer, form)
    if not form.validate():
        return _form_page(offer, form, 422)
    return _book(offer, form)


def find_offer(handle: str, slug: str) -> AppointmentType | None:
    """The type by its link, with everything that its calendar needs: four queries."""
    return db.session.scalar(
        select(AppointmentType)
        .join(AppointmentType.host)
        .where(Host.handle == handle, AppointmentType.slug == slug)
        .options(contains_eager(AppointmentType.host), *with_hours())
    )


def with_hours() -> list[ORMOption]:
    """Loader options for a type's schedule and for the days that its host, loaded too, is away."""
    schedule = joinedload(AppointmentType.schedule)
    return [
        schedule.selectinload(Schedule.weekly_hours),
        schedule.selectinload(Schedule.overrides),
        defaultload(AppointmentType.host).selectinload(Host.away),
    ]


def _host(handle: str) -> Host | None:
    return db.session.scalar(select(Host).where(Host.handle == handle))


def _facts(offer: AppointmentType) -> dict[str, Any]:
    connection = connection_of(offer.host_id)
    return {"offer": offer, "host": offer.host, "zoom_connected": connection is not None}


def _form_link(page: str, start: str, zone: str) -> str:
    return f"{page}/book?{urlencode({'start': start, 'tz': zone})}"


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
        return _closed(offer.host, form)
    except domain.NotOffered:
        form.start.errors = ["This time is not offered. Choose one of the times below."]
        return _form_page(offer, form, 422, nearest(offer, start, form.time_zone.data, now))
    except (domain.SlotTaken, Conflict):
        return _gone(offer, form, start, now)
    afterwards(nudge, appointment.id)
    return see_other(participant_path(appointment.participant))


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
    context = _facts(offer) | {"form": form, "start": _instant(form), "other_times": other_times}
    return page_or_part("booking/book.html", "booking/_form.html", status, **context)


def _instant(form: BookingForm) -> datetime | None:
    try:
        return parse_instant(form.start.data or "")
    except ValueError:
        return None


def _closed(host: Host, form: BookingForm) -> ResponseReturnValue:
    """Not offered any more; what was typed is shown, so that it is not lost."""
    return render_template("booking/closed.html", host=host, form=form), 410
