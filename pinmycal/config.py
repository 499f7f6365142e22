"""The environment, read and checked once at start."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HTMX_URL = "https://cdn.jsdelivr.net/npm/htmx.org@2.0.11/dist/htmx.min.js"
HTMX_INTEGRITY = "sha384-2OatzQy1H+Zd/IIrjr1TcuDGqLXeHhbooAyJY1KdQMKnr4LZ22k31GBLdYKHmVjg"
REQUIRED = ("SECRET_KEY", "TOKEN_KEYS", "MAIL_URL")
INSTANCE = Path(__file__).parent.parent / "instance"


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
    development = environ.get("PINMYCAL_ENV") == "development"
    values = {**(_development_defaults() if development else {}), **_filled(environ)}
    base_url = values.get("BASE_URL", "http://localhost:8000").rstrip("/")
    host = urlsplit(base_url).hostname or "localhost"
    _refuse(_problems(values, base_url))
    return Settings(
        development=development,
        secret_key=values["SECRET_KEY"],
        secret_key_fallbacks=_listed(values.get("SECRET_KEY_FALLBACKS", "")),
        token_keys=_listed(values["TOKEN_KEYS"]),
        database_url=_database_url(values.get("DATABASE_URL", "")),
        redis_url=values.get("REDIS_URL", "redis://localhost:6379/0"),
        base_url=base_url,
        zoom_client_id=values.get("ZOOM_CLIENT_ID", ""),
        zoom_client_secret=values.get("ZOOM_CLIENT_SECRET", ""),
        zoom_webhook_secret=values.get("ZOOM_WEBHOOK_SECRET", ""),
        zoom_oauth_url=values.get("ZOOM_OAUTH_URL", "https://zoom.us/oauth").rstrip("/"),
        zoom_api_url=values.get("ZOOM_API_URL", "https://api.zoom.us/v2").rstrip("/"),
        mail_url=values["MAIL_URL"],
        mail_tls_required=values.get("MAIL_TLS") != "optional",
        mail_from=values.get("MAIL_FROM", f"no-reply@{host}"),
        support_email=values.get("SUPPORT_EMAIL", f"support@{host}"),
        htmx_url=values.get("HTMX_URL", HTMX_URL),
        # Heroku-style platforms name each process in DYNO and put one router before it.
        trusted_proxies=int(values.get("TRUSTED_PROXIES", "1" if "DYNO" in values else "0")),
    )


def _filled(environ: Mapping[str, str]) -> dict[str, str]:
    """An empty variable counts as unset, as deployment dashboards leave them."""
    return {name: value.strip() for name, value in environ.items() if value.strip()}


def _development_defaults() -> dict[str, str]:
    key = base64.urlsafe_b64encode(hashlib.sha256(b"pinmycal development").digest()).decode()
    return {"SECRET_KEY": key, "TOKEN_KEYS": key, "MAIL_URL": "smtp://localhost:1025"}


def _problems(values: Mapping[str, str], base_url: str) -> list[str]:
    missing = [f"{name} is not set" for name in REQUIRED if name not in values]
    malformed = []
    if not all(_is_key(key) for key in _listed(values.get("TOKEN_KEYS", ""))):
        malformed.append("TOKEN_KEYS must be 32-byte keys in URL-safe base64, comma separated")
    if urlsplit(base_url).scheme not in ("http", "https"):
        malformed.append("BASE_URL must begin with http:// or https://")
    if urlsplit(values.get("MAIL_URL", "smtp://")).scheme not in ("smtp", "smtps"):
        malformed.append("MAIL_URL must begin with smtp:// or smtps://")
    if values.get("MAIL_TLS", "required") not in ("required", "optional"):
        malformed.append("MAIL_TLS must be required or optional")
    if not values.get("TRUSTED_PROXIES", "0").isdecimal():
        malformed.append("TRUSTED_PROXIES must be a number")
    return missing + malformed


def _refuse(problems: list[str]) -> None:
    if problems:
        listed = "; ".join(problems)
        raise ConfigError(f"PinMyCal cannot start: {listed}. See README.md, Settings.")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _is_key(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text)) == 32
    except ValueError:
        return False


def _database_url(url: str) -> str:
    """SQLAlchemy's name for what the platform gave; SQLite beside the code when it gave nothing."""
    if not url:
        INSTANCE.mkdir(exist_ok=True)
        return f"sqlite:///{INSTANCE / 'pinmycal.db'}"
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url
