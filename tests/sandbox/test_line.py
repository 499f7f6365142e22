"""How long a request is kept waiting: until the time is over or either side has gone."""

import socket
import threading

import pytest

from sandbox.zoom.misbehave import Line

LONG = 3600


def test_ends_when_the_caller_has_gone() -> None:
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours, pytest.raises(ConnectionAbortedError):
        Line(ours, threading.Event()).wait(LONG)


def test_ends_when_the_sandbox_is_stopped() -> None:
    stopping = threading.Event()
    stopping.set()
    with pytest.raises(ConnectionAbortedError):
        Line(None, stopping).wait(LONG)


def test_goes_on_after_the_time_while_both_are_there() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Line(ours, threading.Event()).wait(0.01)
