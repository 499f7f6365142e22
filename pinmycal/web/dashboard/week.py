"""A host's week at a glance."""

from datetime import date, timedelta

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from pinmycal.times import EARLIEST, LATEST, local, parse_date, utc_now
from pinmycal.web.dashboard.agenda import Reader
from pinmycal.web.dashboard.days import week_of
from pinmycal.web.dashboard.week_view import span_of, week_from
from pinmycal.web.errors import error_page
from pinmycal.web.respond import page_or_part
from pinmycal.wording import day_range
from pinmycal.zoom.connection import connection_of

blueprint = Blueprint("week", __name__)
SEVEN_DAYS = timedelta(days=7)
MOST = 500  # appointments on one page


@blueprint.get("/dashboard/week")
@login_required
def week() -> ResponseReturnValue:
    """The week that has the date in the address, or today."""
    host, now = current_user, utc_now()
    today = local(now, host.time_zone).date()
    try:
        on = parse_date(request.args["week"]) if request.args.get("week") else today
    except ValueError:
        return error_page(422)
    first = week_of(on, host.week_start)
    reader = Reader(host.id, connection_of(host.id), now)
    rows = reader.between(*span_of(first, host.time_zone), MOST)
    return page_or_part(
        "dashboard/week.html",
        "dashboard/_week.html",
        week=week_from(first, rows, host.time_zone, now, host.away),
        title=day_range(first, first + timedelta(days=6)),
        previous=_address(first - SEVEN_DAYS),
        next=_address(first + SEVEN_DAYS),
        this_week=None if today - SEVEN_DAYS < first <= today else "/dashboard/week",
        cut_off=len(rows) == MOST,
    )


def _address(first: date) -> str | None:
    return f"/dashboard/week?week={first}" if EARLIEST <= first.year < LATEST else None
