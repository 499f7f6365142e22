"""Where Zoom's events arrive: check, write, nudge, answer."""

from flask import Blueprint, Response, jsonify, request

from pinmycal.extensions import csrf
from pinmycal.jobs import sweep_host
from pinmycal.times import utc_now
from pinmycal.web.errors import error_page
from pinmycal.web.respond import afterwards
from pinmycal.zoom import webhooks

blueprint = Blueprint("webhooks", __name__)


@blueprint.post("/webhooks/zoom")
@csrf.exempt
def zoom() -> Response:
    """401 unless Zoom signed it; 200 for every event that it did sign, 400 for what is none."""
    body, now = request.get_data(), utc_now()
    signature = request.headers.get("x-zm-signature", "")
    timestamp = request.headers.get("x-zm-request-timestamp", "")
    if not webhooks.is_genuine(body, signature, timestamp, now):
        return error_page(401)
    try:
        event = webhooks.parse(body)
        if event.get("event") == "endpoint.url_validation":
            return jsonify(webhooks.url_validation(event["payload"].get("plainToken")))
    except webhooks.BadEvent:
        return error_page(400)
    host_id = webhooks.take_in(event, body, now)
    if host_id is not None:
        afterwards(sweep_host, host_id)
    return jsonify(status="ok")
