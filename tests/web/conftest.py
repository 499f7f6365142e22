"""Visitors of a running app, and a clock that stands still."""

import sys
from collections.abc import Callable
from datetime import datetime

import pytest
from argon2 import PasswordHasher
from flask import Flask

from pinmycal.extensions import db
from tests.cast import NOW, PASSWORD, Cast
from tests.web.visitor import Visitor


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def stop_the_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """From now on it is NOW in every part of the app."""
    clock = Clock()
    for name, module in list(sys.modules.items()):
        if name.startswith("pinmycal") and hasattr(module, "utc_now"):
            monkeypatch.setattr(module, "utc_now", clock)
    return clock


@pytest.fixture(autouse=True)
def clock(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Clock:
    return stop_the_clock(monkeypatch)


@pytest.fixture(scope="session")
def password_hash() -> str:
    """A cheap one: what it costs to check stands in the hash itself."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def cast(app: Flask, password_hash: str) -> Cast:
    """The cast, host and stranger with PASSWORD."""
    cast = Cast.assemble()
    cast.host.password_hash = cast.stranger.password_hash = password_hash
    db.session.commit()
    return cast


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Someone who is not logged in."""
    return Visitor(app)


@pytest.fixture
def log_in(app: Flask) -> Callable[[str], Visitor]:
    """A new visitor who logs in with this address."""

    def log_in(email: str) -> Visitor:
        return Visitor(app).log_in(email, PASSWORD)

    return log_in


@pytest.fixture
def host(cast: Cast, log_in: Callable[[str], Visitor]) -> Visitor:
    """The host at his pages."""
    return log_in("host@example.com")


@pytest.fixture
def stranger(cast: Cast, log_in: Callable[[str], Visitor]) -> Visitor:
    """The stranger at his pages."""
    return log_in("stranger@example.com")
