"""Choosing another time loses nothing that was typed."""

import random
from datetime import timedelta

import pytest

from pinmycal.extensions import db
from pinmycal.models import Participant
from tests.cast import Cast, ask, offer
from tests.web.asking import ASKED, FORM, PAGE
from tests.web.conftest import Clock
from tests.web.visitor import HTMX, Visitor

KEEP = f"{PAGE}/keep"
CALENDAR = "/host/intro?month=2027-03&date=2027-03-01&tz=America%2FNew_York"
LATER = FORM.replace("T08", "T09")


def test_change_goes_to_the_calendar_of_that_day_and_back(cast: Cast, visitor: Visitor) -> None:
    question = ask(cast.offer, kind="several", options=["A", "B", "C"])
    said = {f"q-{question.id}": ["A", "C"], "guests": "not yet an address", "email": "half@"}
    visitor.post(KEEP, data={**ASKED, **said})
    assert visitor.location == CALENDAR
    visitor.follow().open(LATER)
    assert (visitor.value("name"), visitor.value("note")) == ("Participant", "Hello\nthere")
    assert (visitor.value("email"), visitor.value("guests")) == ("half@", "not yet an address")
    assert [box["value"] for box in visitor.page.select("[checked]")] == ["A", "C"]


def test_the_button_stands_beside_the_time_and_books_on_enter(cast: Cast, visitor: Visitor) -> None:
    visitor.open(FORM)
    buttons = visitor.page.select("#booking-form button")
    assert [button.get("formaction") for button in buttons] == [None, KEEP, None]
    assert buttons[1].has_attr("formnovalidate")
    assert "Change the time" in buttons[1].get_text()


def test_all_free_times_keeps_it_too(cast: Cast, visitor: Visitor) -> None:
    cast.book()
    button = visitor.open(FORM, 409).page.select("#booking-form button")[-1]
    assert (button.get_text(), button["formaction"]) == ("All free times", KEEP)
    visitor.post(KEEP, data={"name": "Ann", "time_zone": "Europe/Berlin"})
    assert visitor.location == "/host/intro?tz=Europe%2FBerlin"


def test_htmx_is_sent_there(cast: Cast, visitor: Visitor) -> None:
    visitor.post(KEEP, 204, data=ASKED, headers=HTMX)
    assert visitor.response.headers["HX-Redirect"] == CALENDAR
    assert visitor.open(LATER).value("name") == "Participant"


def test_what_the_address_says_wins(cast: Cast, visitor: Visitor) -> None:
    visitor.post(KEEP, data=ASKED)
    visitor.open(f"{LATER}&name=Ann")
    assert visitor.value("name") == "Ann"
    assert visitor.value("email") == "participant@example.com"


def test_a_booking_uses_it_up(cast: Cast, visitor: Visitor) -> None:
    visitor.post(KEEP, data=ASKED)
    visitor.open(LATER).submit("Confirm")
    assert db.session.query(Participant).one().name == "Participant"
    assert visitor.open(FORM).value("name") == ""


def test_it_is_for_this_type_and_this_browser_alone(
    cast: Cast, visitor: Visitor, stranger: Visitor
) -> None:
    offer(cast.host, slug="other")
    visitor.post(KEEP, data=ASKED)
    assert visitor.open(LATER.replace("intro", "other")).value("name") == ""
    assert stranger.open(LATER).value("name") == ""


def test_it_is_forgotten_after_an_hour(cast: Cast, visitor: Visitor, clock: Clock) -> None:
    visitor.post(KEEP, data=ASKED)
    clock.now += timedelta(minutes=61)
    assert visitor.open(LATER).value("name") == ""


def cookie(visitor: Visitor) -> str:
    kept = visitor.client.get_cookie("session")
    assert kept
    return kept.value


@pytest.mark.parametrize("letters", ["abcdefghijklmnopqrstuvwxyzäöü ", "山田太郎花子一二三"])
def test_a_cookie_has_room_for_less_than_a_novel(
    cast: Cast, visitor: Visitor, letters: str
) -> None:
    chance = random.Random(1)  # noqa: S311 — dice
    novel = ["".join(chance.choices(letters, k=2000)) for _ in range(5)]
    questions = [ask(cast.offer, kind="long") for _ in novel]
    answers = {f"q-{each.id}": text for each, text in zip(questions, novel, strict=True)}
    visitor.post(KEEP, data={**ASKED, **answers})
    assert len(cookie(visitor)) < 3600
    assert "too long to be kept" in visitor.follow().text
    visitor.open(LATER)
    assert (visitor.value("name"), visitor.value("note")) == ("Participant", "Hello\nthere")


def test_a_page_of_prose_fits(cast: Cast, visitor: Visitor) -> None:
    words = (
        "We would like to move our three shops to the new system before the summer, and need to "
        "know what it costs, who does it, how long it takes and what we have to prepare for it. "
    )
    note = f"{words * 5}{words[::-1] * 5}"[:2000]
    visitor.post(KEEP, data={**ASKED, "note": note})
    assert visitor.open(LATER).value("note") == note.strip()


@pytest.mark.parametrize(
    "wrong", [{"start": "x"}, {"time_zone": "x"}, {"time_zone": "\x00"}, {"start": "9999-12-31"}]
)
def test_a_time_that_is_none_goes_to_the_calendar(
    cast: Cast, visitor: Visitor, wrong: dict[str, str]
) -> None:
    assert visitor.post(KEEP, data={**ASKED, **wrong}).location.startswith("/host/intro")
    visitor.follow()


def test_a_type_that_is_not_there(cast: Cast, visitor: Visitor) -> None:
    visitor.post("/host/none/book/keep", 404)
