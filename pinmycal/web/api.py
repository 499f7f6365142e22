"""For programs: the free times of a type."""

from datetime import timedelta

from flask import Blueprint, Response, abort, jsonify, request

from pinmycal.booking import bookable_starts
from pinmycal.slots import as_utc_strings
from pinmycal.times import parse_instant, utc_now
from pinmycal.web.booking.offers import find_offer
from pinmycal.web.errors import error_page

blueprint = Blueprint("api", __name__)
LONGEST = timedelta(days=62)


@blueprint.get("/api/slots/<handle>/<slug>")
def slots(handle: str, slug: str) -> Response:
    """Free starts in ?from=…&to=…, UTC, sorted; at most 62 days a call."""
    offer = find_offer(handle, slug)
    if offer is None or not offer.active:
        abort(404)
    try:
        start = parse_instant(request.args.get("from", ""))
        end = parse_instant(request.args.get("to", ""))
    except ValueError as error:
        return error_page(422, f"from and to: {error}")
    if not start < end <= start + LONGEST:
        return error_page(422, "to must come after from, by at most 62 days")
    starts = bookable_starts(offer, start, end, utc_now())
    return jsonify(
        time_zone=offer.host.time_zone, duration=offer.duration, slots=as_utc_strings(starts)
    )


@blueprint.after_app_request
def open_to_other_sites(response: Response) -> Response:
    """All that is said below /api/ is public and carries no cookies. Errors too, and the way to
    a new handle: a browser shows another site nothing that does not say so."""
    if request.path.startswith("/api/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        if request.method == "OPTIONS":  # asked first where a site sends headers of its own
            response.headers["Access-Control-Allow-Headers"] = "*"
    return response
