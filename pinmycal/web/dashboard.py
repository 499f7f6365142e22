"""A host's day: what is next, and what needs him."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from flask import Blueprint, render_template
from flask_login import current_user, login_required
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType
from pinmycal.models.appointment import CONFIRMED
from pinmycal.times import local, short_date, utc_now
from pinmycal.zoom.connection import connection_of
from pinmycal.zoom.state import ZoomState, zoom_state

blueprint = Blueprint("dashboard", __name__)
SHOWN = 100
DECISION_DUE = {ZoomState.MOVED, ZoomState.DELETED}


@blueprint.get("/dashboard")
@login_required
def dashboard() -> str:
    """Upcoming appointments by day; first steps while there are none."""
    host, now = current_user, utc_now()
    upcoming = db.session.scalars(
        select(Appointment)
        .where(
            Appointment.host_id == host.id,
            Appointment.status == CONFIRMED,
            Appointment.ends_at > now,
        )
        .options(selectinload(Appointment.participants), joinedload(Appointment.zoom_meeting))
        .order_by(Appointment.starts_at)
        .limit(SHOWN)
    ).all()
    connection = connection_of(host.id)
    offers = db.session.scalars(
        select(AppointmentType)
        .where(AppointmentType.host_id == host.id)
        .order_by(AppointmentType.id)
        .options(joinedload(AppointmentType.host))
    ).all()
    states = {each.id: zoom_state(each, connection, now) for each in upcoming}
    return render_template(
        "dashboard/dashboard.html",
        next=upcoming[0] if upcoming else None,
        days=_by_day(upcoming[1:], host.time_zone, now),
        states=states,
        waiting=sum(state is ZoomState.BROKEN for state in states.values()),
        undecided=[each for each in upcoming if states[each.id] in DECISION_DUE],
        connection=connection,
        offers=offers,
    )


def _by_day(
    appointments: Sequence[Appointment], zone: str, now: datetime
) -> list[tuple[str, list[Appointment]]]:
    """(words for the day, its appointments), in order."""
    today = local(now, zone).date()
    near = {today: "Today, ", today + timedelta(days=1): "Tomorrow, "}
    days = groupby(appointments, key=lambda each: local(each.starts_at, zone).date())
    return [(near.get(on, "") + short_date(on), list(those)) for on, those in days]
