"""Headers of every response: what browsers may do with our pages."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from pinmycal.web.frame import is_embedded

PRIVATE_PAGES = ("/a/",)  # whose address is the key to them
# Browsers may hold these for their Back button alone: with no-store Chromium would not.
RETURNED_TO = {"booking.calendar", "booking_form.book", "embed.calendar", "embed.book"}
PRIVATE_ENDPOINTS = {"embed.booked"}
PREVIEWS = {"embed_settings.show"}  # pages that show an embedded one


def init(app: Flask) -> None:
    """Set the headers on every response."""
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {_origin(app.config['HTMX_URL'])}",
            "style-src 'self'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            # A form may end at Zoom: Connect posts to us and is redirected there.
            f"form-action 'self' {_origin(app.config['ZOOM_OAUTH_URL'])}",
        )
    )

    @app.after_request
    def _secure(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", f"{policy}; {_framing()}")
        headers.setdefault("X-Content-Type-Options", "nosniff")
        private = _is_private()
        headers.setdefault("Referrer-Policy", "no-referrer" if private else "same-origin")
        if private:
            headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if not request.path.startswith("/static/"):
            returned_to = request.endpoint in RETURNED_TO and response.status_code == 200
            kept = "private, no-cache" if returned_to else "no-store"
            headers.setdefault("Cache-Control", kept)
        if app.config["SESSION_COOKIE_SECURE"]:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return response


def _framing() -> str:
    """Who may show this page inside his own, and what it may show inside itself.

    Anyone may frame the embedded pages, where nobody is logged in and so no click can be stolen.
    """
    inside = "'self'" if request.endpoint in PREVIEWS else "'none'"
    around = "*" if is_embedded() else "'none'"
    return f"frame-src {inside}; frame-ancestors {around}"


def _is_private() -> bool:
    return request.path.startswith(PRIVATE_PAGES) or request.endpoint in PRIVATE_ENDPOINTS


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
