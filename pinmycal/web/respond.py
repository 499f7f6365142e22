"""The two faces of a view, and what follows a response."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Response,
    after_this_request,
    current_app,
    g,
    make_response,
    render_template,
    request,
)
from werkzeug.utils import redirect


def wants_part() -> bool:
    """Whether htmx asks for the part alone; a boosted page, a restored history or a form that
    comes again is a whole one."""
    headers = request.headers
    return (
        "refused" not in g
        and headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def page_or_part(page: str, part: str, status: int = 200, /, **context: Any) -> Response:
    """The part for htmx, the page that includes it for everyone else."""
    body = render_template(part if wants_part() else page, **context)
    response = make_response(body, status)
    response.vary.update(("HX-Request", "HX-History-Restore-Request"))
    return response


def see_other(location: str) -> Response:
    """To another page after a POST, for htmx too."""
    if wants_part():
        return Response(status=204, headers={"HX-Redirect": location})
    return make_response(redirect(location, 303))


def own_path(target: str | None) -> str | None:
    """The target if it is a path of this site, else None."""
    if not target or not target.isprintable() or "\\" in target:
        return None
    parts = urlsplit(target)
    inside = target.startswith("/") and not target.startswith("//")
    return target if inside and not parts.scheme and not parts.netloc else None


def afterwards(job: Callable[[int], object], row_id: int) -> None:
    """Call the job when the response has gone out, so that nobody waits for it."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def run() -> None:
        with app.app_context():
            job(row_id)

    @after_this_request
    def _attach(response: Response) -> Response:
        response.call_on_close(run)
        return response
