"""All settings together, and what each of them is when nothing was said."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pinmycal.config.servers import (
    database_url,
    mail_url,
    public_address,
    redis_url,
    service_address,
)
from pinmycal.config.urls import Wrong
from pinmycal.config.values import (
    Sender,
    address,
    anything,
    each,
    number,
    one_of,
    secret,
    sender,
    token_keys,
)

HTMX_URL = "https://cdn.jsdelivr.net/npm/htmx.org@2.0.11/dist/htmx.min.js"
HTMX_INTEGRITY = "sha384-2OatzQy1H+Zd/IIrjr1TcuDGqLXeHhbooAyJY1KdQMKnr4LZ22k31GBLdYKHmVjg"
INSTANCE = Path(__file__).parents[2] / "instance"
PRODUCT = "PinMyCal"


class ConfigError(Exception):
    """The environment is not fit to start with; the message names everything that is wrong."""


@dataclass(frozen=True)
class Settings:
    """What the environment said, each value checked and in the shape the program uses."""

    development: bool
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    token_keys: tuple[str, ...]
    database_url: str
    redis_url: str
    base_url: str
    zoom_client_id: str
    zoom_client_secret: str
    zoom_webhook_secret: str
    zoom_oauth_url: str
    zoom_api_url: str
    mail_url: str
    mail_tls_required: bool
    mail_from: str
    mail_from_name: str
    support_email: str
    htmx_url: str
    trusted_proxies: int

    @property
    def secure(self) -> bool:
        """Whether people reach us over https, so that cookies can insist on it."""
        return self.base_url.startswith("https://")

    @property
    def zoom_ready(self) -> bool:
        """Whether the operator has set Zoom up."""
        return bool(self.zoom_client_id and self.zoom_client_secret)


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from environment variables.

    Raises ConfigError that names every missing or malformed one at once.
    """
    values = _filled(environ)
    development = values.get("PINMYCAL_ENV") == "development"
    reading = _Reading({**(_development_defaults() if development else {}), **values})
    said = _read_all(reading, development)
    reading.refuse()
    return Settings(development=development, **said)


def _read_all(reading: "_Reading", development: bool) -> dict[str, Any]:
    take, plain = reading.take, development
    key = str if development else secret
    take("PINMYCAL_ENV", one_of("production", "development"), "production")
    # These two are for gunicorn, which would say less of what is wrong.
    take("PORT", number(1, 65535), "8000")
    take("WEB_CONCURRENCY", number(1, 100), "2")
    base_url = take("BASE_URL", public_address(plain), "http://localhost:8000")
    at = _mail_domain(base_url or "")
    from_ = take("MAIL_FROM", sender, f"no-reply@{at}") or Sender("", "")
    return {
        "secret_key": take("SECRET_KEY", key),
        "secret_key_fallbacks": take("SECRET_KEY_FALLBACKS", each(key), ""),
        "token_keys": take("TOKEN_KEYS", token_keys),
        "database_url": take("DATABASE_URL", database_url(INSTANCE), ""),
        "redis_url": take("REDIS_URL", redis_url, "redis://localhost:6379/0"),
        "base_url": base_url,
        "zoom_client_id": take("ZOOM_CLIENT_ID", anything, ""),
        "zoom_client_secret": take("ZOOM_CLIENT_SECRET", anything, ""),
        "zoom_webhook_secret": take("ZOOM_WEBHOOK_SECRET", anything, ""),
        "zoom_oauth_url": take("ZOOM_OAUTH_URL", service_address(plain), "https://zoom.us/oauth"),
        "zoom_api_url": take("ZOOM_API_URL", service_address(plain), "https://api.zoom.us/v2"),
        "mail_url": take("MAIL_URL", mail_url),
        "mail_tls_required": take("MAIL_TLS", one_of("required", "optional"), "required")
        == "required",
        "mail_from": from_.address,
        "mail_from_name": from_.name or PRODUCT,
        "support_email": take("SUPPORT_EMAIL", address, f"support@{at}"),
        "htmx_url": take("HTMX_URL", service_address(plain), HTMX_URL),
        # Heroku-style platforms name each process in DYNO and put one router before it.
        "trusted_proxies": take(
            "TRUSTED_PROXIES", number(0, 10), "1" if reading.has("DYNO") else "0"
        ),
    }


def _mail_domain(base_url: str) -> str:
    """No mailbox is at an IPv6 address as it stands in an address for browsers."""
    host = urlsplit(base_url).hostname or "localhost"
    return "localhost" if ":" in host else host


class _Reading:
    """Takes one setting after the other and notes what is wrong with each."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._problems: list[str] = []

    def has(self, name: str) -> bool:
        return name in self._values

    def take(self, name: str, parse: Callable[[str], Any], default: str | None = None) -> Any:
        """Its value; None when something is wrong with it."""
        text = self._values.get(name, default)
        if text is None:
            self._problems.append(f"{name} is not set")
            return None
        try:
            return parse(text)
        except Wrong as problem:
            self._problems.append(f"{name} {problem}")
            return None

    def refuse(self) -> None:
        """Raises ConfigError if anything was wrong."""
        if self._problems:
            lines = "".join(f"\n  - {problem}" for problem in self._problems)
            raise ConfigError(
                f"PinMyCal cannot start. Change these settings (see README.md, Settings):{lines}"
            )


def _filled(environ: Mapping[str, str]) -> dict[str, str]:
    """An empty variable counts as unset, as deployment dashboards leave them."""
    return {name: value.strip() for name, value in environ.items() if value.strip()}


def _development_defaults() -> dict[str, str]:
    key = base64.urlsafe_b64encode(hashlib.sha256(b"pinmycal development").digest()).decode()
    return {"SECRET_KEY": key, "TOKEN_KEYS": key, "MAIL_URL": "smtp://localhost:1025"}
