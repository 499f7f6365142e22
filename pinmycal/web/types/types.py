"""A host's appointment types."""

from flask import Blueprint, abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_required
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pinmycal.accounts.hosts import slugify
from pinmycal.booking import offering
from pinmycal.booking.locking import lock_calendar
from pinmycal.booking.questions import asks_number, phone_number
from pinmycal.booking.room import MOST_TYPES, TooMany, room_for_type
from pinmycal.booking.schedules import schedules_of
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Location, ZoomConnection
from pinmycal.times import utc_now
from pinmycal.web.dashboard.first_steps import lead_on
from pinmycal.web.forms.stored import VERSION, Difference, Stored, unless_changed
from pinmycal.web.forms.types import AppointmentTypeForm
from pinmycal.web.respond import page_or_part, see_other, wants_part
from pinmycal.web.types.preview import as_typed
from pinmycal.zoom.connection import connection_of, is_working

FULL = _l(
    "There are %(most)s appointment types already. Delete one before you add another.",
    most=MOST_TYPES,
)
blueprint = Blueprint("types", __name__, url_prefix="/types")


@blueprint.get("")
@login_required
def index() -> str:
    """All of them, with their links."""
    return render_template("types/types.html", **list_of(current_user.id))


def list_of(host_id: int) -> dict[str, object]:
    """What the list shows: the types in their order, and how Zoom stands."""
    return {"offers": offering.types_of(host_id), "connection": connection_of(host_id)}


@blueprint.route("/new", methods=["GET", "POST"])
@login_required
def new() -> ResponseReturnValue:
    """Make one."""
    form, connection = _form(None)
    if request.method == "POST" and form.validate() and _slug_is_free(form, None):
        try:
            _save(None, form)
        except TooMany:
            form.form_errors.append(FULL)
            return _page(form, None, connection)
        flash(_said(_("Your appointment type is ready. Share its link."), form.lacks_number))
        lead_on()
        return see_other("/types")
    return _page(form, None, connection)


@blueprint.route("/<int:type_id>", methods=["GET", "POST"])
@login_required
def edit(type_id: int) -> ResponseReturnValue:
    """Change one. Appointments that are booked keep what they were promised."""
    offer = own_type(type_id)
    form, connection = _form(offer)
    if request.method == "POST" and form.validate() and _slug_is_free(form, offer):
        with form.unless_changed(lambda: _stored(type_id)):
            asks_for_number = _save(type_id, form)
        flash(_said(_("Saved."), asks_for_number))
        return see_other("/types")
    return _page(form, offer, connection)


@blueprint.post("/<int:type_id>/delete")
@login_required
def delete(type_id: int) -> ResponseReturnValue:
    """Delete one; its appointments stand."""
    own_type(type_id)

    def look() -> Stored:
        gone = Difference(_("Appointment type"), own_type(type_id).title, _("Deleted"))
        return Stored(_stored(type_id).stored_version, [gone])

    with unless_changed(request.form.get(VERSION), look, current_user.id), writing():
        db.session.delete(db.session.get_one(AppointmentType, type_id))
    flash(_("The appointment type is deleted. Appointments that were booked still stand."))
    return see_other("/types")


@blueprint.post("/new/preview")
@blueprint.post("/<int:type_id>/preview")
@login_required
def preview(type_id: int | None = None) -> ResponseReturnValue:
    """What participants would see of the form as it is typed. Changes nothing."""
    offer = None if type_id is None else own_type(type_id)
    form, connection = _form(offer)
    form.validate()
    return _page(form, offer, connection)


def _said(words: str, asks_for_number: bool) -> str:
    more = _("Whoever books is asked for a phone number: see Questions.")
    return f"{words} {more}" if asks_for_number else words


def own_type(type_id: int) -> AppointmentType:
    """The host's own, or 404."""
    found = db.session.scalar(
        select(AppointmentType)
        .where(AppointmentType.id == type_id, AppointmentType.host_id == current_user.id)
        .options(joinedload(AppointmentType.host))
    )
    return found or abort(404)


def _form(
    offer: AppointmentType | None,
) -> tuple[AppointmentTypeForm, ZoomConnection | None]:
    """The form with its choices, and the host's connection to Zoom."""
    form = AppointmentTypeForm(obj=offer)
    connection = connection_of(current_user.id)
    form.offer_locations(connection is not None, kept=offer.location if offer else None)
    g.schedules = schedules_of(current_user.id)
    form.offer_schedules(g.schedules)
    if request.method != "POST":
        form.leave_out_increment()
    return form, connection


def _stored(type_id: int) -> AppointmentTypeForm:
    """The form as it would be shown now."""
    offer = own_type(type_id)
    form = AppointmentTypeForm(formdata=None, obj=offer)
    form.offer_locations(zoom_connected=True)
    form.offer_schedules(schedules_of(current_user.id))
    form.leave_out_increment()
    return form


def _page(
    form: AppointmentTypeForm, offer: AppointmentType | None, connection: ZoomConnection | None
) -> ResponseReturnValue:
    """The form, or for htmx its preview, which waits for less than saving does."""
    preview = as_typed(form, offer, g.schedules, utc_now())
    wrong = preview.week.problems if wants_part() else form.errors
    return page_or_part(
        "types/type.html",
        "types/_preview.html",
        422 if wrong else 200,
        form=form,
        offer=offer,
        connection=connection,
        zoom_connected=is_working(connection),
        swapped=wants_part(),
        preview=preview,
        coming=offering.coming(offer, utc_now()) if offer else 0,
    )


def _save(offer_id: int | None, form: AppointmentTypeForm) -> bool:
    """Whether it asks for a phone number from now on."""
    host_id = current_user.id
    with writing():
        current = _locked(offer_id) if offer_id else _new(host_id)
        was_phone = current.location == Location.PHONE
        form.populate_obj(current)
        current.increment = form.increment.data or form.duration.data
        asks = form.lacks_number and not was_phone and not asks_number(current.questions)
        if asks:
            current.questions.insert(0, phone_number())
        db.session.add(current)
    return asks


def _locked(offer_id: int) -> AppointmentType:
    """Saved twice at once, it gets its question once."""
    return db.session.get_one(AppointmentType, offer_id, with_for_update={"key_share": True})


def _new(host_id: int) -> AppointmentType:
    """Behind all others. Raises TooMany."""
    lock_calendar(host_id)
    room_for_type(host_id)
    position = offering.next_position(host_id)
    return AppointmentType(host_id=host_id, created_at=utc_now(), position=position)


def _slug_is_free(form: AppointmentTypeForm, offer: AppointmentType | None) -> bool:
    """Fill an empty slug from the title; say so where the link is taken."""
    taken = offering.taken_slugs(current_user.id, offer.id if offer else None)
    if form.slug.data in taken:
        form.slug.errors = [_("Another of your appointment types has this link.")]
        return False
    wanted = form.slug.data or slugify(form.title.data, offering.LONGEST_SLUG) or "appointment"
    form.slug.data = offering.free_slug(wanted, taken)
    return True
