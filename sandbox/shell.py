"""What the pages of both stand-ins have in common."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, Response

ROOT = Path(__file__).parent
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'"


def new_app(name: str, place: str) -> Flask:
    """A Flask app with the shared templates and style; `place` heads its pages."""
    app = Flask(name, root_path=str(ROOT))
    app.jinja_env.globals["place"] = place
    app.jinja_env.filters["moment"] = moment
    app.after_request(_guard)
    return app


def moment(epoch: int, zone: str = "UTC") -> str:
    """An instant as wall time in `zone`, with the weekday."""
    return f"{datetime.fromtimestamp(epoch, ZoneInfo(zone)):%a %-d %b %Y, %H:%M} {zone}"


def _guard(answer: Response) -> Response:
    if answer.mimetype == "text/html":
        answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
