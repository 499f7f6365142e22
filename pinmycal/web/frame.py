"""What is around the booking pages: our own frame, or a host's own site."""

from urllib.parse import urlsplit

from flask import current_app, request

from pinmycal.links import participant_path
from pinmycal.models import Participant

PORTS = {"http": 80, "https": 443}
EMBED = "embed"  # the blueprint whose pages stand in other sites


def is_embedded() -> bool:
    """Whether the page asked for stands in a host's own site."""
    return request.blueprint == EMBED


def page_of(name: str) -> str:
    """The template of a booking page, in the frame that it was asked for."""
    return f"{'embed' if is_embedded() else 'booking'}/{name}"


def is_own_origin(origin: str | None) -> bool:
    """Whether a page of that origin is ours. A browser that is too old to name it is believed."""
    base = current_app.config["BASE_URL"]
    return _origin(base if origin is None else origin) == _origin(base)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """As browsers compare it: an operator may spell BASE_URL in their own way."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)
    except ValueError:  # a port that is none
        return "", None, None


def booked_path(participant: Participant) -> str:
    """Where a booking ends."""
    path = participant_path(participant)
    if not is_embedded():
        return path
    parts = request.view_args or {}
    return f"/embed/{parts['handle']}/{parts['slug']}/booked/{path.removeprefix('/a/')}"
