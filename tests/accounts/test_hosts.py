from contextlib import suppress
from threading import Barrier, Thread

import pytest
from flask import Flask

from pinmycal.accounts import hosts
from pinmycal.accounts.hosts import AddressTaken, by_email, sign_up, slugify
from pinmycal.extensions import db
from pinmycal.models import Host, Schedule
from tests.cast import NOW


def join(name: str = "Demo Host", email: str = "demo@example.org") -> Host:
    return sign_up(name, email, "no hash", "Europe/Berlin", NOW, {"login", "api"})


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Demo Host", "demo-host"),
        ("  Émile  Zürich ", "emile-zurich"),
        ("a/b\\c?d#e", "a-b-c-d-e"),
        ("--x--", "x"),
        ("山田", ""),
        ("<script>", "script"),
        ("x" * 60, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
        ("Ⅷ", "viii"),
    ],
)
def test_a_name_becomes_an_address(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("name", "handle"),
    [("Login", "login-2"), ("API", "api-2"), ("山田", "host"), ("Demo Host", "demo-host")],
)
def test_handles_are_free_and_hide_nothing(app: Flask, name: str, handle: str) -> None:
    assert join(name).handle == handle


def test_the_same_name_gets_the_next_number(app: Flask) -> None:
    handles = [join(email=f"demo{number}@example.org").handle for number in range(3)]
    assert handles == ["demo-host", "demo-host-2", "demo-host-3"]


def test_percent_and_underscore_are_no_wildcards(app: Flask) -> None:
    join("a b", "one@example.org")
    assert join("a_b%", "two@example.org").handle == "a-b-2"


@pytest.mark.parametrize("spelled", ["DEMO@example.org", "Demo@Example.Org", "demo@example.org"])
def test_a_host_is_found_however_the_address_is_spelled(app: Flask, spelled: str) -> None:
    assert by_email(spelled) is None
    host = join()
    assert by_email(spelled) == host
    with pytest.raises(AddressTaken):
        join(email=spelled)


def test_who_was_quicker_has_the_address(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if both had asked before either had written."""
    join()
    looks_free_once(monkeypatch)
    with pytest.raises(AddressTaken):
        join()
    assert db.session.query(Host).count() == 1


def looks_free_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def look(email: str) -> Host | None:
        asked.append(email)
        return None if len(asked) == 1 else by_email(email)

    monkeypatch.setattr(hosts, "by_email", look)


@pytest.mark.both_databases
def test_the_same_name_at_the_same_instant_is_two_hosts(app: Flask) -> None:
    handles: list[str] = []
    start = Barrier(6)

    def come(number: int) -> None:
        with app.app_context():
            start.wait()
            with suppress(AddressTaken):
                handles.append(join(email=f"demo{number % 3}@example.org").handle)

    threads = [Thread(target=come, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(handles)) == len(handles) == 3
    assert db.session.query(Host).count() == db.session.query(Schedule).count() == 3
