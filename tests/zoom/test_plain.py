"""What Zoom tells of a user, in every shape that its description allows, and in some that it does
not."""

from typing import Any

import pytest

from pinmycal.zoom.errors import ZoomError
from pinmycal.zoom.plain import ZoomUser, name_of, text_of

FULL = {
    "id": "zJKyaiAyTNC-MWjiWC18KQ",
    "account_id": "q6gBJVO5TzexKYTb_I2rpg",
    "display_name": "Jill Chill",
    "email": "jchill@example.com",
    "type": 2,
}


def test_a_user_in_full() -> None:
    user = ZoomUser.of(FULL)
    assert (user.id, user.account_id) == (FULL["id"], FULL["account_id"])
    assert (user.name, user.email, user.plan) == ("Jill Chill", "jchill@example.com", 2)


def test_the_id_is_enough() -> None:
    assert ZoomUser.of({"id": "z"}) == ZoomUser("z", "", "", "", 0)


def test_a_name_in_parts() -> None:
    assert ZoomUser.of({"id": "z", "first_name": "Jill", "last_name": "Chill"}).name == "Jill Chill"
    assert ZoomUser.of({"id": "z", "last_name": "Chill"}).name == "Chill"


@pytest.mark.parametrize(
    ("told", "plan"),
    [(1, 1), (2, 2), (3, 3), (4, 4), (99, 99), ("1", 1), (2.0, 2)]
    + [(odd, 0) for odd in ("Licensed", "", None, True, -1, 1e400, 10**12, [1], {"type": 1}, "²")],
)
def test_the_plan(told: Any, plan: int) -> None:
    assert ZoomUser.of({"id": "z", "type": told}).plan == plan


@pytest.mark.parametrize("told", [None, "", " \n", "\x00", "\ud800", [], {}, True, "x" * 101])
def test_without_an_id_there_is_nobody(told: Any) -> None:
    with pytest.raises(ZoomError):
        ZoomUser.of(FULL | {"id": told})
    assert ZoomUser.of(FULL | {"account_id": told}).account_id == ""


def test_a_number_can_be_an_id() -> None:
    assert name_of(10009239) == "10009239"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Zoë  相談\n", "Zoë 相談"),
        ("山田\u3000太郎", "山田 太郎"),
        ("a\x00b\ud800c\u202ed", "abcd"),
        ("x" * 300, "x" * 200),
        (5, ""),
        (None, ""),
        (["x"], ""),
    ],
)
def test_words(told: Any, kept: str) -> None:
    assert text_of(told, 200) == kept
