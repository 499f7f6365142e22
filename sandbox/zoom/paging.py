"""Pages of the list call: tokens that live a quarter of an hour, or numbers as of old."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.zoom import errors

TOKEN_SECONDS = 15 * 60
USUAL = 30


@dataclass(frozen=True)
class Page:
    start: int
    size: int

    @property
    def end(self) -> int:
        return self.start + self.size

    @property
    def number(self) -> int:
        """The first page is 1."""
        return self.start // self.size + 1


def asked(query: Mapping[str, str], now: int) -> Page:
    size = int(query.get("page_size", USUAL))
    if token := query.get("next_page_token"):
        return Page(_offset(token, now), size)
    return Page((int(query.get("page_number", 1)) - 1) * size, size)


def token_after(page: Page, total: int, now: int) -> str:
    """Empty on the last page."""
    if page.end >= total:
        return ""
    return base64.urlsafe_b64encode(f"{page.end} {now + TOKEN_SECONDS}".encode()).decode()


def _offset(token: str, now: int) -> int:
    try:
        offset, expires = map(int, base64.urlsafe_b64decode(token).split())
    except (binascii.Error, ValueError):
        offset, expires = 0, 0
    if expires < now:
        raise errors.ApiError(400, 300, "The next page token is invalid or expired.")
    return offset
