"""What is around the booking pages: our own frame, or a host's own site."""

from flask import request

from pinmycal.links import participant_path
from pinmycal.models import Participant

EMBED = "embed"  # the blueprint whose pages stand in other sites


def is_embedded() -> bool:
    """Whether the page asked for stands in a host's own site."""
    return request.blueprint == EMBED


def page_of(name: str) -> str:
    """The template of a booking page, in the frame that it was asked for."""
    return f"{'embed' if is_embedded() else 'booking'}/{name}"


def booked_path(participant: Participant) -> str:
    """Where a booking ends."""
    path = participant_path(participant)
    if not is_embedded():
        return path
    parts = request.view_args or {}
    return f"/embed/{parts['handle']}/{parts['slug']}/booked/{path.removeprefix('/a/')}"
