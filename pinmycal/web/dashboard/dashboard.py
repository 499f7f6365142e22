"""A host's day: what is next, what needs him, and every appointment there is or was."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from pinmycal.times import utc_now
from pinmycal.web.calendar.query import BadQuery
from pinmycal.web.dashboard.agenda import SOONEST_FIRST, Reader, Row
from pinmycal.web.dashboard.asked import Asked
from pinmycal.web.dashboard.days import by_month, by_stretch
from pinmycal.web.dashboard.first_steps import first_steps_of
from pinmycal.web.errors import error_page
from pinmycal.web.respond import page_or_part, see_other, wants_part
from pinmycal.zoom.attention import unlinked_types
from pinmycal.zoom.connection import connection_of
from pinmycal.zoom.state import ZoomState

blueprint = Blueprint("dashboard", __name__)
MOST_ATTENTION = 100
DECISION_DUE = {ZoomState.MOVED, ZoomState.DELETED}


@blueprint.get("/dashboard")
@login_required
def dashboard() -> ResponseReturnValue:
    """What is next, large, then one page of the list that the address asks for."""
    try:
        asked = Asked.read(request.args)
    except BadQuery:
        return error_page(422)
    host, now = current_user, utc_now()
    connection = connection_of(host.id)
    reader = Reader(host.id, connection, now)
    upcoming, attention = reader.next(), reader.attention(MOST_ATTENTION)
    agenda = reader.page(asked, left_out=upcoming)
    if asked.show in SOONEST_FIRST:
        stretches = by_stretch(agenda.rows, host.time_zone, host.week_start, now)
    else:
        stretches = by_month(agenda.rows, host.time_zone)
    return page_or_part(
        "dashboard/dashboard.html",
        "dashboard/_agenda.html",
        asked=asked,
        next=upcoming,
        agenda=agenda,
        found=reader.found(asked.q) if asked.q else {},
        stretches=stretches,
        attention=len(attention),
        waiting=sum(row.state is ZoomState.BROKEN for row in attention),
        undecided=[row for row in attention if row.state in DECISION_DUE],
        connection=connection,
        unlinked=unlinked_types(host.id, connection),
        has_any=upcoming is not None or reader.has_any(),
        steps=first_steps_of(host, connection),
    )


@blueprint.get("/dashboard/next")
@login_required
def whats_next() -> ResponseReturnValue:
    """What is next, for the page that asks every minute. It tells the list when that changed."""
    if not wants_part():
        return see_other("/dashboard")
    now, connection = utc_now(), connection_of(current_user.id)
    upcoming = Reader(current_user.id, connection, now).next()
    part = render_template("dashboard/_next.html", next=upcoming, connection=connection)
    changed = request.args.get("shown", "") != _public_id(upcoming)
    return part, {"HX-Trigger": "next-changed"} if changed else {}


def _public_id(row: Row | None) -> str:
    return row.appointment.public_id if row else ""
