"""Passwords, by Argon2.

The same password is typed in several ways: one machine composes é, another sends an e and an
accent. So passwords are normalised as RFC 8265 (OpaqueString) says: composed, and with a plain
space for every kind of space. A hash may be older than that, so what was typed fits as it came too.
"""

import re
import unicodedata
from collections.abc import Iterator

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pinmycal.accounts.turns import Turns
from pinmycal.models import Host

LONGEST = 200  # characters; nobody could set a longer one, so none is looked at
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_turns = Turns()  # each hash takes 64 MB
_hasher = PasswordHasher()
# Checked where there is no account, so that an unknown address takes as long as a known one.
_NOBODY = _hasher.hash("no account has this password")


def hash_password(password: str) -> str:
    """What is stored in place of a password. Raises TooBusy."""
    with _turns.one():
        return _hasher.hash(_normal(password))


def fits(host: Host | None, password: str) -> bool:
    """Whether the password is this host's. Takes the same time for nobody. Raises TooBusy."""
    password_hash = host.password_hash if host else _NOBODY
    with _turns.one():
        return any(_verify(password_hash, each) for each in _spellings(password)) and bool(host)


def _spellings(password: str) -> Iterator[str]:
    """In how many ways it may have been hashed: most have one."""
    if len(password) > LONGEST:
        yield ""
        return
    decomposed = unicodedata.normalize("NFD", password)
    yield from dict.fromkeys((_normal(password), password, decomposed))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", _SPACES.sub(" ", password))


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
