"""The budgets add up: what is inside something else takes no longer than it."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from pinmycal import budgets, jobs
from pinmycal.mail import line
from pinmycal.settle import claims, run
from pinmycal.zoom import http, tokens

ROOT = Path(__file__).parents[1]


def test_each_fits_into_what_is_around_it() -> None:
    refresh = 2 * budgets.ZOOM_CALL
    assert http.DEADLINE == budgets.ZOOM_CALL < refresh < tokens.LEASE.total_seconds()
    assert refresh < budgets.ZOOM_STEP == run.ZOOM_TIME.total_seconds()
    assert line.DEADLINE == budgets.MAIL_SESSION < run.MAIL_TIME.total_seconds()
    assert max(run.ZOOM_TIME, run.MAIL_TIME) < run.JOB_TIME
    assert run.JOB_TIME.total_seconds() == budgets.JOB < jobs.JOB_TIMEOUT == budgets.JOB_ENDED
    assert budgets.JOB_ENDED < budgets.SILENCE
    assert budgets.ZOOM_STEP < budgets.LEASE == claims.LEASE.total_seconds()
    assert line.UNASKED == budgets.MAIL_UNASKED < budgets.LEASE


def test_a_platform_is_not_kept_waiting() -> None:
    """Neither for our end nor for a page."""
    assert budgets.ZOOM_STEP < budgets.SHUTDOWN < budgets.PLATFORM
    [timeout] = re.findall(r"--timeout (\d+)", (ROOT / "Procfile").read_text())
    assert int(timeout) == budgets.PLATFORM


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


def call(silent: socket.socket) -> None:
    session = requests.Session()
    http.bound(session)
    session.get(f"http://127.0.0.1:{silent.getsockname()[1]}/")


def test_calls_share_the_time_that_there_is(silent: socket.socket) -> None:
    """The first uses it up, so the second is not sent: Zoom cannot have done anything."""
    with http.within(0.2):
        with pytest.raises(requests.Timeout):
            call(silent)
        silent.accept()[0].close()
        with pytest.raises(requests.ConnectTimeout):
            call(silent)
        with pytest.raises(TimeoutError):
            silent.accept()
    assert http.time_left() == http.DEADLINE


def test_what_is_inside_has_no_more_than_what_is_around_it() -> None:
    with http.within(1.0), http.within(60.0):
        assert http.time_left() <= 1.0
