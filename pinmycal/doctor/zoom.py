"""Zoom: whether it knows the app's credentials."""

from datetime import datetime

import requests
from flask import current_app

from pinmycal.doctor.findings import State, Unwell
from pinmycal.zoom.errors import Trouble, ZoomError
from pinmycal.zoom.oauth import zoom_session

NAMES = ("ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_WEBHOOK_SECRET")
NO_TOKEN = "none"  # noqa: S105 — a refresh token that Zoom never gave
REMEDIES = {
    Trouble.MISCONFIGURED: "Check ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET, and ZOOM_OAUTH_URL.",
    Trouble.DISABLED: "Zoom has switched the app off: ask Zoom's support why.",
}


def knows_us(_now: datetime) -> str:
    """We ask to renew a token that never was: Zoom looks at the credentials first."""
    missing = [name for name in NAMES if not current_app.config[name]]
    if len(missing) == len(NAMES):
        raise Unwell("not set up, so it is not offered", "docs/zoom.md says how.", State.ODD)
    if set(missing) & set(NAMES[:2]):
        raise Unwell(f"{' and '.join(missing)} not set, so it is not offered", "Set all three.")
    _ask()
    if missing:
        raise Unwell(
            "ZOOM_WEBHOOK_SECRET is not set: changes that are made at Zoom are not noticed",
            "Set it to the secret token of the app.",
            State.ODD,
        )
    return "knows the app"


def _ask() -> None:
    try:
        zoom_session().refresh_token(refresh_token=NO_TOKEN)
    except ZoomError as error:
        if error.trouble is Trouble.DISCONNECTED:
            return  # so much for the token; the credentials were right
        remedy = REMEDIES.get(
            error.trouble, "Try again later; https://www.zoomstatus.com tells more."
        )
        raise Unwell(f"it does not accept the app ({error.trouble})", remedy) from None
    except requests.RequestException as error:
        raise Unwell(
            f"it cannot be reached ({type(error).__name__})",
            "May this machine reach the address of ZOOM_OAUTH_URL?",
        ) from None
