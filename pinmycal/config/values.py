"""One setting each: its text in, the value that the program uses out.

What does not parse raises Wrong, whose words go on from the setting's name and show the right form.
They never repeat what was set: it may be a password.
"""

import base64
import re
from collections.abc import Callable
from email.utils import parseaddr
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email

from pinmycal.config.urls import Wrong, host

# Of a random key, 16 characters are beyond guessing; "changeme" and "xxxxxxxxxxxxxxxx" are not.
SHORTEST_SECRET, FEWEST_CHARACTERS = 16, 5
_KEY = re.compile(r"[A-Za-z0-9_-]{43}=", re.ASCII)


class Sender(NamedTuple):
    """An address, and the name that people see beside it; empty when none was given."""

    name: str
    address: str


def anything(text: str) -> str:
    """Visible ASCII, as it was set: client ids and the like go into headers."""
    if not text.isascii() or not text.isprintable() or " " in text:
        raise Wrong("must be ASCII characters without spaces, just as Zoom shows it")
    return text


def secret(text: str) -> str:
    """A key that nobody guesses."""
    if len(text) < SHORTEST_SECRET or len(set(text)) < FEWEST_CHARACTERS:
        raise Wrong(
            f"must be at least {SHORTEST_SECRET} random characters, as "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' makes them"
        )
    return text


def token_keys(text: str) -> tuple[str, ...]:
    """Keys for Fernet, which would skip what is no base64 instead of refusing it."""
    keys = listed(text)
    if not keys or not all(_is_key(key) for key in keys):
        raise Wrong(
            "must be 32-byte keys in URL-safe base64, comma separated, each as python3 -c "
            "'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())' makes it"
        )
    return keys


def _is_key(text: str) -> bool:
    return bool(_KEY.fullmatch(text)) and len(base64.urlsafe_b64decode(text)) == 32


def listed(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def each(parse: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    """A list of such values."""
    return lambda text: tuple(parse(part) for part in listed(text))


def one_of(*words: str) -> Callable[[str], str]:
    """A word of these."""

    def parse(text: str) -> str:
        if text not in words:
            raise Wrong(f"must be {' or '.join(words)}")
        return text

    return parse


def number(least: int, most: int) -> Callable[[str], int]:
    """A whole number within these bounds."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not least <= int(text) <= most:
            raise Wrong(f"must be a number from {least} to {most}")
        return int(text)

    return parse


def sender(text: str) -> Sender:
    """An address with or without a name: PinMyCal <no-reply@book.example>."""
    form = "must be an address like no-reply@book.example.org, or a name and an address like "
    name, address = parseaddr(text)
    local, _, domain = address.rpartition("@")
    try:
        # parseaddr() takes the first of several addresses, and passes over what it does not know.
        if not local.isascii() or not (text == address or text.endswith(f"<{address}>")):
            raise ValueError
        validate_email(f"{local}@example.org", check_deliverability=False)
        return Sender(name, f"{local}@{host(domain)}")
    except (EmailNotValidError, ValueError):
        raise Wrong(f"{form}PinMyCal <no-reply@book.example.org>") from None


def address(text: str) -> str:
    """The address alone, whether or not a name stands beside it."""
    return sender(text).address
