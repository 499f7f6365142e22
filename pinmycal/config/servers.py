"""The servers that we need: mail, database, Redis."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import redis
from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from pinmycal.config.urls import Wrong, split, web_address

MAIL = "must be smtp://user:password@host:port or smtps://user:password@host:port"
DATABASE = "must be postgresql://user:password@host:port/name or sqlite:////path/to/a/file.db"
REDIS = "must be redis://:password@host:port/0 or rediss://:password@host:port/0"
POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}


def public_address(plain: bool) -> Callable[[str], str]:
    """BASE_URL: pages, cookies and links know of no folder before them."""
    form = "must be https:// and a host, with nothing after it, like https://book.example.org"
    return lambda text: web_address(text, form, bare=True, plain=plain)


def service_address(plain: bool) -> Callable[[str], str]:
    """Where a service answers, below a path perhaps."""
    form = "must be an address like https://zoom.us/oauth"
    return lambda text: web_address(text, form, bare=False, plain=plain)


def mail_url(text: str) -> str:
    """Whoever logs in by SMTP does it in ASCII: Python's smtplib knows nothing else."""
    url = split(text, MAIL)
    if url.scheme not in ("smtp", "smtps") or not url.host or url.path.strip("/") or url.query:
        raise Wrong(MAIL)
    if not f"{url.user}{url.password}".isascii():
        raise Wrong(f"{MAIL}, with a user and a password in ASCII")
    return str(url).rstrip("/")


def redis_url(text: str) -> str:
    """As redis-py reads it, which would find out about most mistakes at the first call alone."""
    if text.startswith("unix://"):
        return _tried_by_redis(text)
    url = split(text, REDIS)
    number = url.path.strip("/")
    if url.scheme not in ("redis", "rediss") or not url.host or (number and not number.isdecimal()):
        raise Wrong(REDIS)
    return _tried_by_redis(str(url))


def _tried_by_redis(url: str) -> str:
    try:
        redis.Redis.from_url(url).connection_pool.make_connection()
    except (ValueError, TypeError, AttributeError, redis.RedisError):
        raise Wrong(f"{REDIS}, with options that redis-py knows") from None
    return url


def database_url(instance: Path) -> Callable[[str], str]:
    """SQLAlchemy's name for what the platform gave; SQLite in that folder when it gave nothing."""

    def parse(text: str) -> str:
        if not text:
            return f"sqlite:///{_made(instance) / 'pinmycal.db'}"
        return _sqlite(text) if text.startswith("sqlite") else _postgres(text)

    return parse


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        raise Wrong(f"{DATABASE}: beside the code nothing can be written here") from None
    return folder


def _sqlite(text: str) -> str:
    """A file: web and worker would each have a memory of their own."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise Wrong(DATABASE) from None
    if url.drivername != "sqlite" or url.host or url.database in (None, "", ":memory:"):
        raise Wrong(DATABASE)
    return text


def _postgres(text: str) -> str:
    url = split(text, DATABASE)
    if url.scheme not in POSTGRES or not url.path.strip("/"):
        raise Wrong(DATABASE)
    named = f"postgresql+psycopg{str(url).removeprefix(url.scheme)}"
    try:
        make_conninfo(**{name: str(value) for name, value in make_url(named).query.items()})
    except (psycopg.Error, ArgumentError):
        raise Wrong(f"{DATABASE}, with options that PostgreSQL knows") from None
    return named
