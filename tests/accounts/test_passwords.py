import unicodedata

import pytest
from argon2 import PasswordHasher
from flask import Flask

from pinmycal.accounts import hosts, passwords, turns
from pinmycal.accounts.passwords import fits, hash_password
from pinmycal.accounts.turns import TooBusy
from pinmycal.models import Host
from tests.accounts.crowd import most_at_once
from tests.cast import Cast

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def host_with(password_hash: str) -> Host:
    return Host(password_hash=password_hash)


def test_a_password_fits_its_host_alone() -> None:
    host = host_with(CHEAP.hash("correct"))
    assert fits(host, "correct")
    assert not fits(host, "Correct")
    assert not fits(host, "")


@pytest.mark.parametrize("password", ["no account has this password", "", "\x00", "x" * 5000])
def test_nobody_has_a_password(password: str) -> None:
    assert not fits(None, password)


@pytest.mark.parametrize("broken", ["", "not a hash", "$argon2id$v=19$"])
def test_a_broken_hash_fits_nothing(broken: str) -> None:
    assert not fits(host_with(broken), "anything")


COMPOSED, DECOMPOSED = "garçon à Zürich", unicodedata.normalize("NFD", "garçon à Zürich")


@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED, COMPOSED.replace(" ", "\u00a0")])
def test_the_same_password_is_the_same_on_every_machine(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_hasher", CHEAP)
    for first in (COMPOSED, DECOMPOSED):
        assert fits(host_with(hash_password(first)), typed)
    assert not fits(host_with(hash_password("garcon a Zurich")), typed)


@pytest.mark.parametrize("hashed", [COMPOSED, DECOMPOSED, "a\u3000b", "ﬁne pass"])
def test_a_hash_from_before_passwords_were_normalised_still_fits(hashed: str) -> None:
    assert fits(host_with(CHEAP.hash(hashed)), hashed)


def test_whoever_has_an_old_hash_may_type_it_either_way() -> None:
    assert fits(host_with(CHEAP.hash(DECOMPOSED)), COMPOSED)


def test_what_is_too_long_is_not_normalised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_normal", lambda _password: pytest.fail("normalised"))
    assert not fits(None, "a\u0301" * 20_000)


def test_no_more_than_two_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", CHEAP)
    with most_at_once(monkeypatch, passwords, "_verify") as seen:
        assert seen.run(lambda: fits(None, "a guess")) == 2
    with most_at_once(monkeypatch, passwords, "_normal") as seen:
        assert seen.run(lambda: hash_password("a password")) == 2


def test_whoever_never_gets_a_turn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with passwords._turns.one(), passwords._turns.one(), pytest.raises(TooBusy):
        hash_password("a password")


def test_what_is_stored_is_argon2id_with_a_salt() -> None:
    one, other = hash_password("correct"), hash_password("correct")
    assert one.startswith("$argon2id$")
    assert one != other


def test_a_changed_password_is_the_only_one(app: Flask, cast: Cast) -> None:
    cast.host.password_hash = CHEAP.hash("old password")
    hosts.change_password(cast.host, "new password")
    assert fits(cast.host, "new password")
    assert not fits(cast.host, "old password")
