"""Passwords, by Argon2."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pinmycal.models import Host

_hasher = PasswordHasher()
# Checked where there is no account, so that an unknown address takes as long as a known one.
_NOBODY = _hasher.hash("no account has this password")


def hash_password(password: str) -> str:
    """What is stored in place of a password."""
    return _hasher.hash(password)


def fits(host: Host | None, password: str) -> bool:
    """Whether the password is this host's. Takes the same time for nobody."""
    try:
        return _hasher.verify(host.password_hash if host else _NOBODY, password) and bool(host)
    except (VerificationError, InvalidHashError):
        return False
