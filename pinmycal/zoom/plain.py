"""What Zoom sends, made fit to be kept: no field is where it should be, or what, for certain.

Text that no database takes (NUL, half a surrogate pair) and numbers that are none do no harm.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pinmycal.zoom.errors import Trouble, ZoomError

UNKNOWN_PLAN = 0
LONGEST_ID = 100
_A_DAY = 24 * 60 * 60
_TOKEN = re.compile(r"[\x21-\x7e]{1,8192}")  # what a header can carry


def name_of(value: object) -> str | None:
    """An identifier as Zoom writes it, to the letter; None if it is nothing of the kind."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**LONGEST_ID:
        value = str(value)
    fits = isinstance(value, str) and value.isprintable() and 0 < len(value) <= LONGEST_ID
    return str(value) if fits else None


def text_of(value: object, longest: int) -> str:
    """Words to show: what cannot be kept is left out, and so is what is no text."""
    words = value.split() if isinstance(value, str) else []
    return " ".join("".join(filter(str.isprintable, word)) for word in words)[:longest].strip()


def number_of(value: object, low: int, high: int) -> int | None:
    """A whole number in this range, perhaps written as text; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if low <= value <= high else None


def pair_of(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """The tokens of an answer and what is said of them; None if there is no access token."""
    kept: dict[str, Any] = {
        name: body[name]
        for name in ("access_token", "refresh_token")
        if isinstance(body.get(name), str) and _TOKEN.fullmatch(body[name])
    }
    if "access_token" not in kept:
        return None
    if seconds := number_of(body.get("expires_in"), 1, _A_DAY):
        kept["expires_in"] = seconds
    return kept | {"token_type": "bearer", "scope": text_of(body.get("scope"), 2000)}


@dataclass(frozen=True)
class ZoomUser:
    """Who authorised us. Only the id is sure to be told; the rest is empty where it is not."""

    id: str
    account_id: str
    name: str
    email: str
    plan: int  # Zoom's `type`

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Read the answer of /users/me. Raises ZoomError without an id."""
        user_id = name_of(body.get("id"))
        if user_id is None:
            raise ZoomError(Trouble.UNREACHABLE, "a user without an id")
        email = text_of(body.get("email"), 254)
        plan = number_of(body.get("type"), 1, 999) or UNKNOWN_PLAN
        return cls(user_id, name_of(body.get("account_id")) or "", _name(body), email, plan)


def _name(body: Mapping[str, Any]) -> str:
    parts = [text_of(body.get(part), 100) for part in ("first_name", "last_name")]
    return text_of(body.get("display_name"), 200) or " ".join(filter(None, parts))
