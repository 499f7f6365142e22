"""A host's appointment types."""

from flask import Blueprint, abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pinmycal.accounts.hosts import slugify
from pinmycal.booking.schedules import schedules_of
from pinmycal.database import writing
from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Host
from pinmycal.times import utc_now
from pinmycal.web.forms.types import LOCATION_WORDS, AppointmentTypeForm
from pinmycal.web.preview import Preview, preview_of
from pinmycal.web.respond import page_or_part, see_other
from pinmycal.zoom.connection import connection_of

blueprint = Blueprint("types", __name__, url_prefix="/types")
LONGEST_SLUG = 60
RESERVED_SLUGS = {"book"}


@blueprint.get("")
@login_required
def index() -> str:
    """All of them, with their links."""
    offers = db.session.scalars(
        select(AppointmentType)
        .where(AppointmentType.host_id == current_user.id)
        .options(joinedload(AppointmentType.host))
        .order_by(AppointmentType.id)
    ).all()
    return render_template("types/types.html", offers=offers, location_words=LOCATION_WORDS)


@blueprint.route("/new", methods=["GET", "POST"])
@login_required
def new() -> ResponseReturnValue:
    """Make one."""
    form, connected = _form(None)
    if request.method == "POST" and form.validate() and _slug_is_free(form, None):
        offer = AppointmentType(host_id=current_user.id, created_at=utc_now())
        _save(offer, form)
        flash("Your appointment type is ready. Share its link.")
        return see_other("/types")
    return _page(form, None, connected)


@blueprint.route("/<int:type_id>", methods=["GET", "POST"])
@login_required
def edit(type_id: int) -> ResponseReturnValue:
    """Change one. Appointments that are booked keep what they were promised."""
    offer = _offer(type_id)
    form, connected = _form(offer)
    if request.method == "POST" and form.validate() and _slug_is_free(form, offer):
        _save(offer, form)
        flash("Saved.")
        return see_other("/types")
    return _page(form, offer, connected)


@blueprint.post("/<int:type_id>/delete")
@login_required
def delete(type_id: int) -> ResponseReturnValue:
    """Delete one; its appointments stand."""
    offer_id = _offer(type_id).id
    with writing():
        db.session.delete(db.session.get_one(AppointmentType, offer_id))
    flash("The appointment type is deleted. Appointments that were booked still stand.")
    return see_other("/types")


@blueprint.post("/new/preview")
@blueprint.post("/<int:type_id>/preview")
@login_required
def preview(type_id: int | None = None) -> ResponseReturnValue:
    """The coming week by the rules as they are typed. Changes nothing."""
    offer = None if type_id is None else _offer(type_id)
    form, connected = _form(offer)
    form.validate()
    return _page(form, offer, connected)


def _form(offer: AppointmentType | None) -> tuple[AppointmentTypeForm, bool]:
    """The form with its choices, and whether Zoom is connected."""
    form = AppointmentTypeForm(obj=offer)
    connected = connection_of(current_user.id) is not None
    form.offer_locations(connected, kept=offer.location if offer else None)
    g.schedules = schedules_of(current_user.id)
    form.offer_schedules(g.schedules)
    return form, connected


def _page(
    form: AppointmentTypeForm, offer: AppointmentType | None, connected: bool
) -> ResponseReturnValue:
    return page_or_part(
        "types/type.html",
        "types/_preview.html",
        422 if form.errors else 200,
        form=form,
        offer=offer,
        zoom_connected=connected,
        preview=_preview(form, offer),
    )


def _preview(form: AppointmentTypeForm, offer: AppointmentType | None) -> Preview:
    if form.errors:
        return Preview(problems=_problems(form))
    host = db.session.get_one(Host, current_user.id)
    schedule = next(each for each in g.schedules if each.id == form.schedule_id.data)
    draft = AppointmentType(id=offer.id if offer else None, host_id=host.id)
    draft.host, draft.schedule = host, schedule
    form.populate_obj(draft)
    draft.increment = form.increment.data or form.duration.data
    return preview_of(draft, utc_now())


def _problems(form: AppointmentTypeForm) -> list[str]:
    """What is wrong, each with the name of its field."""
    return [
        words if words.startswith(field.label.text) else f"{field.label.text}: {words}"
        for field in form
        for words in field.errors
    ]


def _save(offer: AppointmentType, form: AppointmentTypeForm) -> None:
    offer_id, host_id, created_at = offer.id, offer.host_id, offer.created_at
    with writing():
        current = (
            db.session.get_one(AppointmentType, offer_id)
            if offer_id
            else AppointmentType(host_id=host_id, created_at=created_at)
        )
        form.populate_obj(current)
        current.increment = form.increment.data or form.duration.data
        db.session.add(current)


def _slug_is_free(form: AppointmentTypeForm, offer: AppointmentType | None) -> bool:
    """Fill an empty slug from the title; say so where the link is taken."""
    made_up = not form.slug.data
    wanted = form.slug.data or slugify(form.title.data, LONGEST_SLUG) or "appointment"
    taken = (
        set(
            db.session.scalars(
                select(AppointmentType.slug).where(
                    AppointmentType.host_id == current_user.id,
                    AppointmentType.id != (offer.id if offer else 0),
                )
            )
        )
        | RESERVED_SLUGS
    )
    if wanted in taken and not made_up:
        form.slug.errors = ["Another of your appointment types has this link."]
        return False
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted[: LONGEST_SLUG - 4]}-{number}"
    form.slug.data = slug
    return True


def _offer(type_id: int) -> AppointmentType:
    """The host's own, or 404."""
    if type_id > 2**31 - 1:  # PostgreSQL would refuse to compare it
        abort(404)
    found = db.session.scalar(
        select(AppointmentType)
        .where(AppointmentType.id == type_id, AppointmentType.host_id == current_user.id)
        .options(joinedload(AppointmentType.host))
    )
    return found or abort(404)
