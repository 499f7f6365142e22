"""Headers of every response: what browsers may do with our pages."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

PRIVATE_PAGES = ("/a/",)  # whose address is the key to them
# Browsers may hold these for their Back button alone: with no-store Chromium would not.
RETURNED_TO = {"booking.calendar", "booking_form.book"}


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
            "frame-ancestors 'none'",
        )
    )

    @app.after_request
    def _secure(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        private = request.path.startswith(PRIVATE_PAGES)
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


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
