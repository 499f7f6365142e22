"""Guessing passwords: slowed for an account and for an address, and the owner gets in."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from pinmycal.accounts import guessing
from pinmycal.accounts.guessing import FROM_ONE_ADDRESS, FROM_ONE_PLACE, WINDOW, TooManyTries
from pinmycal.extensions import db
from pinmycal.forgetting import forget_old
from pinmycal.links import reset_link
from pinmycal.models import FailedLogin
from tests.cast import NOW, PASSWORD, Cast
from tests.conftest import AppMaker
from tests.web.conftest import Clock
from tests.web.visitor import Visitor

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
EMAIL, GUESS = "host@example.com", "a guess"


@pytest.fixture
def guesser(cast: Cast, app: Flask) -> Visitor:
    return Visitor(app).open("/login")


def try_in(
    visitor: Visitor,
    expect: int,
    password: str = GUESS,
    email: str = EMAIL,
    address: str = HERE,
    **headers: str,
) -> Visitor:
    fields = {"csrf_token": visitor.token(), "email": email, "password": password}
    sent = visitor._send(
        "/login",
        method="POST",
        data=fields,
        environ_base={"REMOTE_ADDR": address},
        headers=headers,
    )
    return visitor._arrive(sent, expect)


def guess(visitor: Visitor, times: int, **how: str) -> None:
    for _ in range(times):
        try_in(visitor, 422, **how)


def failures(count: int, account: str = EMAIL, address: str = HERE) -> None:
    """As if so many guesses had failed before."""
    keys = (
        guessing.key_of("account", account),
        guessing.key_of("address", guessing._network(address)),
    )
    rows = [
        FailedLogin(account_key=keys[0], address_key=keys[1], tried_at=NOW) for _ in range(count)
    ]
    db.session.add_all(rows)
    db.session.commit()


def test_after_ten_the_address_waits_even_with_the_right_password(guesser: Visitor) -> None:
    guess(guesser, FROM_ONE_PLACE)
    try_in(guesser, 429, PASSWORD)
    assert "Too many tries" in guesser.text
    assert guesser.response.headers["Retry-After"] == "900"


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.com"])
def test_an_unknown_address_is_told_the_same(guesser: Visitor, email: str) -> None:
    failures(FROM_ONE_PLACE, email)
    assert "Too many tries" in try_in(guesser, 429, email=email).text


def test_another_spelling_is_the_same_account(guesser: Visitor) -> None:
    failures(FROM_ONE_PLACE)
    try_in(guesser, 429, email="HOST@Example.COM")


def test_the_owner_comes_in_from_elsewhere(guesser: Visitor) -> None:
    failures(FROM_ONE_PLACE)
    try_in(guesser, 303, PASSWORD, address=ELSEWHERE)


def test_the_wait_has_an_end(guesser: Visitor, clock: Clock) -> None:
    failures(FROM_ONE_PLACE)
    clock.now += WINDOW - timedelta(seconds=1)
    try_in(guesser, 429, PASSWORD)
    clock.now += timedelta(seconds=1)
    try_in(guesser, 303, PASSWORD)


def test_hammering_makes_the_wait_no_longer(guesser: Visitor, clock: Clock) -> None:
    failures(FROM_ONE_PLACE)
    for _ in range(3):
        try_in(guesser, 429)
    assert db.session.query(FailedLogin).count() == FROM_ONE_PLACE


def test_the_right_password_wipes_the_slate(guesser: Visitor) -> None:
    failures(FROM_ONE_PLACE - 1)
    try_in(guesser, 303, PASSWORD)
    assert db.session.query(FailedLogin).count() == 0


def test_from_many_addresses_an_account_is_slowed_too(guesser: Visitor) -> None:
    for number in range(guessing.FOR_ONE_ACCOUNT // FROM_ONE_PLACE):
        failures(FROM_ONE_PLACE, address=f"203.0.113.{number}")
    try_in(guesser, 429, PASSWORD, address=ELSEWHERE)


def test_one_address_cannot_try_many_accounts(guesser: Visitor) -> None:
    for number in range(FROM_ONE_ADDRESS // 5):
        failures(5, account=f"p{number}@example.com")
    try_in(guesser, 429)
    try_in(guesser, 422, address=ELSEWHERE)


def test_a_new_password_by_mail_lets_the_owner_in_at_once(cast: Cast, guesser: Visitor) -> None:
    failures(FROM_ONE_PLACE)
    link = reset_link(cast.host).removeprefix("http://localhost:8000")
    guesser.open(link).submit("Save the new password", password="a newer password")
    try_in(guesser, 303, "a newer password")


def test_a_forged_forwarding_header_is_nobodys_address(guesser: Visitor) -> None:
    failures(FROM_ONE_PLACE)
    try_in(guesser, 429, **{"X-Forwarded-For": ELSEWHERE})


def test_behind_a_proxy_only_what_it_adds_itself_counts(
    cast: Cast, another_app: AppMaker, environment: dict[str, str]
) -> None:
    visitor = Visitor(another_app({**environment, "TRUSTED_PROXIES": "1"}))
    failures(FROM_ONE_PLACE)
    try_in(visitor, 429, address="10.0.0.1", **{"X-Forwarded-For": f"{ELSEWHERE}, {HERE}"})
    try_in(visitor, 422, address="10.0.0.1", **{"X-Forwarded-For": f"{HERE}, {ELSEWHERE}"})


def test_a_network_of_ipv6_is_one_address(guesser: Visitor) -> None:
    failures(FROM_ONE_PLACE, address="2001:db8::1")
    try_in(guesser, 429, address="2001:db8::2:3")
    try_in(guesser, 422, address="2001:db8:0:1::1")


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("email", {"email": "new@example.com", "current_password": "a guess"}),
        ("password", {"old_password": "a guess", "password": "a newer password"}),
        ("delete", {"password": "a guess"}),
    ],
)
def test_guessing_inside_is_counted_too(
    cast: Cast, host: Visitor, path: str, fields: dict[str, str]
) -> None:
    host.post(f"/settings/account/{path}", 422, data=fields)
    failures(FROM_ONE_PLACE, address="127.0.0.1")
    host.post(f"/settings/account/{path}", 429, data=fields)


@pytest.mark.both_databases
def test_many_at_once_get_no_more_answers(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many looks at the password as one after the other."""
    looks, start = [], Barrier(30)
    monkeypatch.setattr(guessing, "fits", lambda *_: looks.append(1))

    def come() -> None:
        with app.app_context():
            start.wait()
            with suppress(TooManyTries):
                guessing.is_right(None, EMAIL, "a guess", HERE, NOW)
            db.session.remove()

    threads = [Thread(target=come) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 < len(looks) <= FROM_ONE_PLACE


def test_nobody_is_named_in_the_table(guesser: Visitor) -> None:
    try_in(guesser, 422)
    row = db.session.query(FailedLogin).one()
    assert {len(row.account_key), len(row.address_key)} == {64}
    assert HERE not in repr(row.__dict__)


def test_it_is_forgotten_soon(cast: Cast) -> None:
    failures(3)
    forget_old(NOW + WINDOW + timedelta(seconds=1))
    assert db.session.query(FailedLogin).count() == 0
