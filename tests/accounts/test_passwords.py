import pytest
from argon2 import PasswordHasher
from flask import Flask

from pinmycal.accounts import hosts
from pinmycal.accounts.passwords import fits, hash_password
from pinmycal.models import Host
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


def test_what_is_stored_is_argon2id_with_a_salt() -> None:
    one, other = hash_password("correct"), hash_password("correct")
    assert one.startswith("$argon2id$")
    assert one != other


def test_a_changed_password_is_the_only_one(app: Flask, cast: Cast) -> None:
    cast.host.password_hash = CHEAP.hash("old password")
    hosts.change_password(cast.host, "new password")
    assert fits(cast.host, "new password")
    assert not fits(cast.host, "old password")
