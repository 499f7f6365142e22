"""How the person who reads a page wants it: whether his clock has 12 hours, and in which zone.

A participant has no account: what he chose is kept in two cookies.
"""

from datetime import timedelta

from babel import Locale, UnknownLocaleError
from babel.dates import get_time_format
from flask import Response, current_app, g, request
from flask_login import current_user

from pinmycal.times import is_zone
from pinmycal.web.frame import is_embedded

CLOCKS = {"12": True, "24": False}  # ?clock= and the cookie of that name
A_YEAR = timedelta(days=365)


def reads_on(hour12: bool) -> None:
    """The clock of the participant whose page it is: as they booked, unless chosen otherwise."""
    g.booked_hour12 = hour12


def hour12() -> bool:
    """As the address asks; else a host's own setting; else as chosen before; else as they booked
    whose page it is, or by language."""
    if "hour12" not in g:
        g.hour12 = _hour12()
    return bool(g.hour12)


def _hour12() -> bool:
    asked = CLOCKS.get(request.args.get("clock", ""))
    if asked is not None:
        return asked
    if current_user.is_authenticated:
        return bool(current_user.hour12)
    remembered = CLOCKS.get(request.cookies.get("clock", ""))
    if remembered is not None:
        return remembered
    return bool(g.booked_hour12) if "booked_hour12" in g else _by_language()


def _by_language() -> bool:
    """The first language that the browser names and that has a clock of its own."""
    for tag in request.accept_languages.values():
        try:
            locale = Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
        return "h" in get_time_format("short", locale).pattern
    return False


def remembered_zone() -> str | None:
    """The zone that was chosen, or found by the browser, on an earlier visit."""
    zone = request.cookies.get("zone", "")
    return zone if is_zone(zone) else None


def remember(response: Response, zone: str) -> None:
    """For the next visit: the zone, and the clock if the address asks for one. Inside another
    site browsers would keep our cookies back, so there are none."""
    if is_embedded():
        return
    _keep(response, "zone", zone)
    if request.args.get("clock") in CLOCKS:
        _keep(response, "clock", request.args["clock"])


def _keep(response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
