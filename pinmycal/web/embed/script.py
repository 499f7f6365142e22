"""The script that hosts paste into their own sites."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, request

SHORT = timedelta(minutes=10)  # how long a site may go on with an older one
blueprint = Blueprint("embed_script", __name__)


@blueprint.get("/embed.js")
def script() -> Response:
    """static/js/embed.js, at an address that stays: it stands in other people's pages."""
    body = current_app.extensions["assets"].body("embed.js")
    response = Response(body, mimetype="text/javascript")
    response.cache_control.public = True
    response.cache_control.max_age = int(SHORT.total_seconds())
    response.add_etag()
    response.make_conditional(request)
    return response
