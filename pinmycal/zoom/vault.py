"""Zoom tokens at rest: encrypted by Fernet, with keys that can be rotated."""

from cryptography.fernet import Fernet, MultiFernet
from flask import current_app


def seal(token: str) -> bytes:
    """Encrypt with the newest key."""
    return _keys().encrypt(token.encode())


def unseal(sealed: bytes) -> str:
    """Decrypt with whichever key fits. Raises cryptography.fernet.InvalidToken."""
    return _keys().decrypt(sealed).decode()


def reseal(sealed: bytes) -> bytes:
    """Encrypt anew with the newest key, after a rotation."""
    return _keys().rotate(sealed)


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in current_app.config["TOKEN_KEYS"]])
