"""Zoom tokens at rest: encrypted by Fernet, with keys that can be rotated."""

import hashlib
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app

from pinmycal.zoom.errors import Trouble, ZoomError


def seal(token: str) -> bytes:
    """Encrypt with the newest key."""
    return _keys().encrypt(token.encode())


def unseal(sealed: bytes) -> str:
    """Decrypt with whichever key fits. Raises ZoomError when none does."""
    try:
        return _keys().decrypt(sealed).decode()
    except InvalidToken as error:
        raise ZoomError(Trouble.MISCONFIGURED, "no key of TOKEN_KEYS fits") from error


def reseal(sealed: bytes) -> bytes:
    """Encrypt anew with the newest key, after a rotation."""
    return _keys().rotate(sealed)


def used(token: str, error: ZoomError) -> ZoomError:
    """The same error, which says now what Zoom was asked with, without telling it."""
    error.used = _trace(token)
    return error


def is_one_of(tokens: Iterable[bytes], trace: str) -> bool:
    """Whether one of these sealed tokens left this trace."""
    return trace in [_trace(unseal(sealed)) for sealed in tokens]


def _trace(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in current_app.config["TOKEN_KEYS"]])
