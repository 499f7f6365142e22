"""A port that somebody else listens on."""

import socket
from collections.abc import Iterator

import pytest

from sandbox.run import ports


@pytest.fixture(params=[("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)])
def taken(request: pytest.FixtureRequest) -> Iterator[int]:
    address, family = request.param
    with socket.socket(family) as listener:
        listener.bind((address, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_next_free_one_is_taken_instead(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ports.USUAL, "zoom", taken)
    chosen = ports.choose({})
    assert chosen.zoom > taken
    assert f"Port {taken} is taken, so zoom is at {chosen.zoom}." in chosen.moves


def test_a_taken_port_that_was_asked_for_is_refused(taken: int) -> None:
    with pytest.raises(ports.PortTaken, match=f"Port {taken} is taken"):
        ports.choose({"PORT": str(taken)})


def test_a_free_port_that_was_asked_for_is_used() -> None:
    wanted = ports.choose({}, anywhere=True).web
    assert ports.choose({"PORT": str(wanted)}).web == wanted


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1"])
def test_a_port_is_a_number(text: str) -> None:
    with pytest.raises(ports.PortTaken, match="must be a number"):
        ports.choose({"PORT": text})


def test_no_two_parts_share_a_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "USUAL", dict.fromkeys(ports.USUAL, 8000))
    chosen = ports.choose({})
    assert len({chosen.web, chosen.zoom, chosen.smtp, chosen.mailbox}) == 4
