"""How the person who reads a page wants it: whether his clock has 12 hours."""

from babel import Locale, UnknownLocaleError
from babel.dates import get_time_format
from flask import g, request
from flask_login import current_user

CLOCKS = {"12": True, "24": False}  # ?clock= and the cookie of that name


def hour12() -> bool:
    """As the address asks; else a host's own setting; else as chosen before, or by language."""
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
    return _by_language() if remembered is None else remembered


def _by_language() -> bool:
    """The first language that the browser names and that has a clock of its own."""
    for tag in request.accept_languages.values():
        try:
            locale = Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
        return "h" in get_time_format("short", locale).pattern
    return False
