"""Pages of the list call: tokens that live a quarter of an hour."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.zoom import errors

TOKEN_SECONDS = 15 * 60
USUAL, MOST = 30, 300


@dataclass(frozen=True)
class Page:
    start: int
    size: int

    @property
    def end(self) -> int:
        return self.start + self.size


def asked(query: Mapping[str, str], now: int) -> Page:
    return Page(_offset(query.get("next_page_token", ""), now), _size(query.get("page_size", "")))


def token_after(page: Page, total: int, now: int) -> str:
    """Empty on the last page."""
    if page.end >= total:
        return ""
    return base64.urlsafe_b64encode(f"{page.end} {now + TOKEN_SECONDS}".encode()).decode()


def _offset(token: str, now: int) -> int:
    if not token:
        return 0
    try:
        offset, expires = map(int, base64.urlsafe_b64decode(token).split())
    except (binascii.Error, ValueError):
        offset, expires = 0, 0
    if expires < now:
        raise errors.ApiError(400, 300, "The next page token is invalid or expired.")
    return offset


def _size(text: str) -> int:
    if not text:
        return USUAL
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        message = f"A page has between 1 and {MOST} records."
        raise errors.invalid([{"field": "page_size", "message": message}])
    return int(text)
