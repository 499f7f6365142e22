"""A participant's way in: a host's page, and one type's calendar."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, defaultload, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Host, Schedule
from pinmycal.times import utc_now
from pinmycal.web.calendar.page import CalendarPage, show_calendar
from pinmycal.web.forms.booking import BookingForm
from pinmycal.web.frame import page_of
from pinmycal.web.reader import remembered_zone
from pinmycal.zoom.connection import connection_of, is_working

blueprint = Blueprint("booking", __name__)


@blueprint.get("/<handle>")
def host_page(handle: str) -> ResponseReturnValue:
    """What a host offers."""
    host = find_host(handle) or abort(404)
    offers = db.session.scalars(
        select(AppointmentType)
        .where(
            AppointmentType.host_id == host.id,
            AppointmentType.active,
            AppointmentType.secret.is_(False),
        )
        .order_by(AppointmentType.position, AppointmentType.id)
    ).all()
    return render_template("booking/host.html", host=host, offers=offers)


@blueprint.get("/<handle>/<slug>")
def calendar(handle: str, slug: str) -> ResponseReturnValue:
    """One type's free times."""
    offer = find_offer(handle, slug) or abort(404)
    if not offer.active:
        return closed_page(offer.host, BookingForm(formdata=None))
    zone = remembered_zone()
    page = CalendarPage(
        page_of("calendar.html"), request.path, f"{request.path}/book", zone or offer.host.time_zone
    )
    detect = not zone and "tz" not in request.args  # by the browser, which alone knows it
    return show_calendar(page, offer, facts(offer) | {"detect": detect}, utc_now())


def find_offer(handle: str, slug: str, *more: ORMOption) -> AppointmentType | None:
    """The type by its link, with everything that its calendar needs: four queries."""
    return (
        db.session.scalars(
            select(AppointmentType)
            .join(AppointmentType.host)
            .where(Host.handle == handle, AppointmentType.slug == slug)
            .options(contains_eager(AppointmentType.host), *with_hours(), *more)
        )
        .unique()
        .one_or_none()
    )


def with_hours() -> list[ORMOption]:
    """Loader options for a type's schedule and for the days that its host, loaded too, is away."""
    schedule = joinedload(AppointmentType.schedule)
    return [
        schedule.selectinload(Schedule.weekly_hours),
        schedule.selectinload(Schedule.overrides),
        defaultload(AppointmentType.host).selectinload(Host.away),
    ]


def find_host(handle: str) -> Host | None:
    """The host by the first part of his links."""
    return db.session.scalar(select(Host).where(Host.handle == handle))


def facts(offer: AppointmentType) -> dict[str, Any]:
    """What the column beside a calendar or a form tells."""
    connected = is_working(connection_of(offer.host_id))
    return {"offer": offer, "host": offer.host, "zoom_connected": connected}


def closed_page(host: Host, form: BookingForm) -> ResponseReturnValue:
    """Not offered any more; what was typed is shown, so that it is not lost."""
    return render_template(page_of("closed.html"), host=host, form=form), 410
