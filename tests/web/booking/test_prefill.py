"""A form that its address fills in."""

from urllib.parse import quote

import pytest

from pinmycal.extensions import db
from pinmycal.models import Participant
from tests.cast import Cast, ask
from tests.web.asking import FORM
from tests.web.visitor import Visitor


def test_every_field_can_be_filled_in(cast: Cast, visitor: Visitor) -> None:
    asked = {
        kind: ask(cast.offer, kind=kind, options=["A", "B, C"]).id
        for kind in ("short", "one", "several", "checkbox")
    }
    answers = f"q-{asked['short']}=Tea&q-{asked['one']}=B%2C+C&q-{asked['checkbox']}=Yes"
    several = f"q-{asked['several']}=A&q-{asked['several']}=B%2C+C"
    typed = "name=Ann&email=ann%40example.org&note=a%0Ab&guests=bob%40example.org"
    visitor.open(f"{FORM}&{typed}&{answers}&{several}").submit("Confirm", **SEVERAL(asked))
    booked, guest = db.session.query(Participant).order_by(Participant.id)
    assert (booked.name, booked.email, booked.note) == ("Ann", "ann@example.org", "a\nb")
    assert guest.email == "bob@example.org"
    assert [answer for _, answer in booked.answers or []] == ["Tea", "B, C", "A, B, C", "Yes"]


def SEVERAL(asked: dict[str, int]) -> dict[str, list[str]]:  # noqa: N802 — the name in the form
    return {f"q-{asked['several']}": ["A", "B, C"]}


@pytest.mark.parametrize("words", ["No", "no", "0", "false", ""])
def test_a_box_can_be_left_empty(cast: Cast, visitor: Visitor, words: str) -> None:
    question = ask(cast.offer, kind="checkbox")
    visitor.open(f"{FORM}&q-{question.id}={words}")
    assert not visitor.page.select(f"#q-{question.id}[checked]")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("nobody", "nobody"),
        ("A\r\nBcc: x", "A Bcc: x"),
        ("a\x00\x1bb", "ab"),
        ("\u202eabc", "abc"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("n" * 3000, "n" * 2000),
    ],
)
def test_what_is_wrong_is_shown_without_an_error(
    cast: Cast, visitor: Visitor, typed: str, shown: str
) -> None:
    visitor.open(f"{FORM}&name={quote(typed)}&email={quote(typed)}")
    assert visitor.value("name") == visitor.value("email") == shown
    assert not visitor.page.select("[aria-invalid], .summary, script:not([src])")


@pytest.mark.parametrize("bad", ["%ff%fe", "%ed%a0%80", "%F0%9F", "%"])
def test_bytes_that_are_no_text(cast: Cast, visitor: Visitor, bad: str) -> None:
    visitor.open(f"{FORM}&name={bad}&q-1={bad}&note={bad}&guests={bad}")


def test_an_option_that_is_not_there_is_not_chosen(cast: Cast, visitor: Visitor) -> None:
    question = ask(cast.offer, kind="several", options=["A", "B"])
    visitor.open(f"{FORM}&q-{question.id}=C&q-{question.id}=B&q-999=A&q-=A")
    boxes = visitor.page.select("[type=checkbox][checked]")
    assert [box["value"] for box in boxes] == ["B"]


def test_a_time_that_is_gone_keeps_it_too(cast: Cast, visitor: Visitor) -> None:
    cast.book()
    visitor.open(f"{FORM}&name=Ann", 409)
    assert visitor.value("name") == "Ann"


def test_the_trap_cannot_be_filled_in(cast: Cast, visitor: Visitor) -> None:
    assert visitor.open(f"{FORM}&homepage=x").value("homepage") == ""
