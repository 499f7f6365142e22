"""The page with a calendar on it: for booking, and for moving."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, request

from pinmycal.models import Appointment, AppointmentType
from pinmycal.web.calendar.picking import load_picker
from pinmycal.web.calendar.query import BadQuery, Query
from pinmycal.web.calendar.view import Links
from pinmycal.web.calendar.zone_choice import zone_choice
from pinmycal.web.errors import error_page
from pinmycal.web.reader import remember
from pinmycal.web.respond import page_or_part, see_other, wants_part


@dataclass(frozen=True)
class CalendarPage:
    """Its template, its path, the path that a chosen time leads to, the zone if none is asked."""

    template: str
    path: str
    time_path: str
    zone: str


def show_calendar(
    page: CalendarPage,
    offer: AppointmentType,
    context: dict[str, Any],
    now: datetime,
    moving: Appointment | None = None,
) -> Response:
    """The whole page; for htmx the month with its times, or the zones that were looked for."""
    try:
        query = Query.read(request.args, page.zone)
    except BadQuery:
        return error_page(422)
    if query.remember and not wants_part():
        return _remembering(see_other(_plain(query, page)), query, page)
    links = Links(query, page.path, page.time_path)
    picker = load_picker(offer, query, links, now, moving)
    zones = zone_choice(query.wanted, [page.zone, offer.host.time_zone], picker, now)
    part = "booking/_slots.html" if query.wanted is None else "booking/_zones.html"
    response = page_or_part(page.template, part, picker=picker, zones=zones, **context)
    return _remembering(response, query, page) if query.remember else response


def _remembering(response: Response, query: Query, page: CalendarPage) -> Response:
    response.headers["HX-Replace-Url"] = _plain(query, page)
    remember(response, query.zone)
    return response


def _plain(query: Query, page: CalendarPage) -> str:
    """The address that stays, and may be passed on: it makes nobody remember anything."""
    return query.address(page.path, query.month, query.on)
