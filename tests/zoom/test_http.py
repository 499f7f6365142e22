"""The one door, against real sockets: nothing that a peer does can hold us up or fill us up."""

import gzip
import socket
from pathlib import Path

import pytest
import requests

from pinmycal.zoom import http
from pinmycal.zoom.answers import unanswered
from pinmycal.zoom.oauth import ZoomSession
from tests.zoom.peer import dripping, peer, saying

OK = b"HTTP/1.1 200 OK\r\n"
BEARER = {"Authorization": "Bearer the-token"}
A_LONG_TIME = b"x" * 200


@pytest.fixture
def session() -> requests.Session:
    session = requests.Session()
    http.bound(session)
    return session


@pytest.mark.parametrize(
    "head",
    [OK + b"X-Slow: ", OK + b"Content-Length: 10000\r\n\r\n", OK + b"\r\n", b""],
    ids=["in a header", "in the body", "in a body without a length", "in the status"],
)
def test_a_byte_now_and_then_ends_at_the_deadline(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch, head: bytes
) -> None:
    monkeypatch.setattr(http, "DEADLINE", 0.3)
    with peer(dripping(head, A_LONG_TIME, 0.05)) as slow, pytest.raises(requests.Timeout):
        session.get(slow.url)


def test_silence_ends_at_the_deadline(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "DEADLINE", 0.2)
    with peer(lambda line: line.recv(1) and None) as mute, pytest.raises(requests.Timeout):
        session.get(mute.url)


@pytest.mark.parametrize(
    "head", [OK + b"Content-Length: 200000000\r\n\r\n", OK + b"\r\n"], ids=["announced", "not"]
)
def test_too_much_is_cut(session: requests.Session, head: bytes) -> None:
    sent = 0

    def flood(line: socket.socket) -> None:
        nonlocal sent
        line.sendall(head)
        while sent < 200_000_000:
            sent += line.send(b" " * 100_000)

    with peer(flood) as generous, pytest.raises(http.TooMuch):
        session.get(generous.url)
    assert sent < 50_000_000


def test_too_much_in_a_small_parcel_is_cut(session: requests.Session) -> None:
    parcel = gzip.compress(b" " * 20_000_000)
    head = OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(parcel)
    with peer(saying(head, parcel)) as sly, pytest.raises(http.TooMuch):
        session.get(sly.url)


def test_an_answer_of_the_largest_size_is_read_whole(session: requests.Session) -> None:
    body = b"x" * http.MAX_BYTES
    head = OK + b"Content-Length: %d\r\n\r\n" % len(body)
    with peer(saying(head, body)) as honest:
        assert session.get(honest.url).content == body


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_token_goes_nowhere_else(session: requests.Session, status: int) -> None:
    with peer(saying(OK, b"Content-Length: 0\r\n\r\n")) as other:
        head = f"HTTP/1.1 {status} Moved\r\nLocation: {other.url}/\r\nContent-Length: 0\r\n\r\n"
        with peer(saying(head.encode())) as here, pytest.raises(requests.RequestException):
            session.post(here.url, headers=BEARER, data="body")
        assert other.heads == []


@pytest.mark.parametrize("status", [302, 307, 308])
def test_a_refresh_token_goes_nowhere_else(status: int) -> None:
    with peer(saying(OK, b"Content-Length: 0\r\n\r\n")) as other, ZoomSession("id", "x") as session:
        head = f"HTTP/1.1 {status} Moved\r\nLocation: {other.url}/\r\nContent-Length: 0\r\n\r\n"
        with peer(saying(head.encode())) as here, pytest.raises(requests.RequestException):
            session.refresh_token(here.url, refresh_token="refresh")
        assert other.heads == []


def test_the_machines_netrc_does_not_replace_the_token(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("default login somebody password something\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with peer(saying(OK, b"Content-Length: 0\r\n\r\n")) as zoom:
        session.get(zoom.url, headers=BEARER)
    assert "Bearer the-token" in zoom.heads[0]


def test_the_machines_proxy_sees_nothing(
    session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = saying(OK, b"Content-Length: 0\r\n\r\n")
    with peer(empty) as zoom, peer(empty) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("no_proxy", "")
        session.get(zoom.url, headers=BEARER)
    assert (len(zoom.heads), proxy.heads) == (1, [])


def test_a_refused_connection_surely_did_nothing(session: requests.Session) -> None:
    with peer(saying()) as gone:
        url = gone.url
    with pytest.raises(requests.ConnectionError) as caught:
        session.get(url)
    assert not unanswered(caught.value).may_have_happened


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 20", OK + b"Content-Length: 9\r\n\r\n{"])
def test_a_line_that_breaks_may_have_done_it(session: requests.Session, said: bytes) -> None:
    with peer(saying(said)) as rude, pytest.raises(requests.RequestException) as caught:
        session.get(rude.url)
    assert unanswered(caught.value).may_have_happened
