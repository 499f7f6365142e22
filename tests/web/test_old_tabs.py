"""An old tab undoes nothing: what is stored now and what was typed are both shown.

The forms are found on the pages. Each either changes something stored, and then it carries the
version that it was made from and stands in CHANGES or DELETES; or it stands in NOTHING_STORED.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import (
    Appointment,
    AppointmentType,
    Away,
    DateOverride,
    Host,
    Question,
    Schedule,
)
from pinmycal.times import iso
from tests.cast import MONDAY_NINE, NOW, Cast, ask
from tests.crowd import all_at_once
from tests.web.routes import snapshot
from tests.web.test_form_again import Form, forms, furnished
from tests.web.visitor import Visitor, filled

__all__ = ["furnished"]  # a fixture
FIRST_DATE = date(2027, 3, 9)
HOUR = timedelta(hours=1)
DATE = "/availability?date=2027-03-09"
SHOWN = "changed meanwhile"
NOTHING_STORED = (
    # They make something new, or do something to what is there whatever it says.
    r"/types/(new|\d+/(duplicate|questions))",
    r"/availability/(add|away)\?.*",
    r"/appointments/new/\d+/book",
    r"/settings/photo",
    r"/settings/account/.*",
    r"/settings/integrations/zoom/(connect|disconnect|retry)",
    r"/dashboard/steps/.*",
    # They say themselves which state they want, or from which they go.
    r"/types/\d+/(active|move|questions/\d+/(up|down))",
    r"/appointments/\w+/(no-show|zoom/.*)",
    r"/availability/undo.*",
)


@dataclass(frozen=True)
class Change:
    """A field of a form, and what two tabs type into it; `words` are how a page says the first."""

    page: str
    button: str
    field: str
    first: str
    second: str
    words: str = ""


CHANGES = {
    r"/types/1": Change("/types/1", "Save", "title", "First", "Second"),
    r"/types/1/questions/1": Change("/types/1/questions/1", "Save", "label", "First?", "Second?"),
    r"/availability\?schedule=1": Change(
        "/availability", "Save weekly hours", "start-0-0", "10:00", "11:00", "10:00 – 17:00"
    ),
    r"/availability/dates\?schedule=1": Change(
        DATE, "Save this date", "start-0", "10:00", "11:00", "10:00 – 17:00"
    ),
    r"/availability/rename\?schedule=1": Change(
        "/availability", "Rename", "name", "First", "Second"
    ),
    r"/availability/week-start\?schedule=1": Change(
        "/availability", "Save", "week_start", "5", "6", "Saturday"
    ),
    r"/settings": Change("/settings", "Save", "about", "First", "Second"),
    r"/settings/messages": Change("/settings/messages", "Save", "mail_text", "First", "Second"),
    r"/settings/integrations/zoom/choices": Change(
        "/settings/integrations/zoom", "Save choices", "topic", "First", "Second"
    ),
    r"/appointments/\w+/note": Change("{record}", "Save the note", "host_note", "First", "Second"),
}
DELETES = (
    r"/types/1/(delete|questions/1/delete)",
    r"/availability/(delete|away/1/delete|dates/2027-03-09/delete)\?schedule=1",
)
MOVES = (r"/appointments/\w+/(cancel|reschedule)",)
EACH = pytest.mark.parametrize("action", CHANGES)


def one_of(patterns: object, action: str) -> bool:
    return any(re.fullmatch(each, action) for each in patterns)  # type: ignore[attr-defined]


@pytest.fixture
def stored(furnished: Cast) -> Cast:
    """A date that differs, and a second schedule, so that the first can go."""
    nine = {"date": FIRST_DATE, "start_minute": 540, "end_minute": 1020}
    db.session.add(DateOverride(schedule_id=furnished.offer.schedule_id, **nine))
    db.session.add(Schedule(host_id=furnished.host.id, name="Evenings"))
    db.session.commit()
    return furnished


def page_of(change: Change, cast: Cast) -> str:
    appointment = cast.book()
    return change.page.replace("{record}", f"/appointments/{appointment.public_id}")


def form_on(visitor: Visitor, action: str) -> dict[str, str]:
    for tag in visitor.page.find_all("form", method="post"):
        if re.fullmatch(action, str(tag.get("action"))):
            return {**filled(tag), "to": str(tag["action"])}
    raise AssertionError(f"no form to {action} on {visitor.path}")


def send(visitor: Visitor, sent: dict[str, str], expect: int, **typed: str) -> Visitor:
    data = {**sent, **{name.replace("__", "-"): value for name, value in typed.items()}}
    path = data.pop("to")
    return visitor._arrive(visitor._send(path, method="POST", data=data), expect)


def test_every_form_that_changes_something_says_what_it_was_made_from(
    app: Flask, stored: Cast, host: Visitor
) -> None:
    every: list[Form] = list(forms(app, stored, host, public=False))
    assert len(every) > 25
    for form in every:
        if one_of(NOTHING_STORED, form.action):
            continue
        assert form.sent.get("version"), f"{form.action} carries no version"
        assert one_of([*CHANGES, *DELETES, *MOVES], form.action), f"{form.action} is in no test"
    for pattern in (*CHANGES, *DELETES, *MOVES, *NOTHING_STORED):
        if "undo" not in pattern and "zoom/.*" not in pattern:
            assert any(re.fullmatch(pattern, form.action) for form in every), pattern


@EACH
def test_an_old_tab_is_shown_both(stored: Cast, host: Visitor, action: str) -> None:
    change = CHANGES[action]
    page = page_of(change, stored)
    old = form_on(host.open(page), action)
    send(host, form_on(host.open(page), action), 303, **{change.field: change.first})
    before = snapshot()
    send(host, old, 409, **{change.field: change.second})
    assert snapshot() == before
    assert SHOWN in host.text
    both = host.page.find(id="differences").parent.get_text(" ", strip=True)
    assert f"Saved now: {change.words or change.first}" in both
    assert host.value(change.field) == change.second
    send(host, form_on(host, action), 303)
    assert form_on(host.open(page), action)[change.field] == change.second


@EACH
def test_a_mistake_does_not_lose_what_the_form_was_made_from(
    stored: Cast, host: Visitor, action: str
) -> None:
    change = CHANGES[action]
    page = page_of(change, stored)
    old = form_on(host.open(page), action)
    send(host, form_on(host.open(page), action), 303, **{change.field: change.first})
    stale = {**old, "csrf_token": "stale", change.field: change.second}
    send(host, stale, 400)
    send(host, form_on(host, action), 409)


@EACH
def test_the_same_form_twice_is_no_conflict(stored: Cast, host: Visitor, action: str) -> None:
    change = CHANGES[action]
    old = form_on(host.open(page_of(change, stored)), action)
    for _twice in range(2):
        send(host, old, 303, **{change.field: change.first})


@EACH
def test_a_page_from_before_there_were_versions_still_works(
    stored: Cast, host: Visitor, action: str
) -> None:
    change = CHANGES[action]
    old = form_on(host.open(page_of(change, stored)), action)
    send(host, {**old, "version": ""}, 303, **{change.field: change.first})


def test_a_type_that_was_closed_in_the_list_stays_closed(stored: Cast, host: Visitor) -> None:
    old = form_on(host.open("/types/1"), "/types/1")
    host.post("/types/1/active", data={"active": "off"})
    send(host, old, 409, title="Second")
    assert "Can be booked" in host.page.find(id="differences").parent.get_text()
    assert not db.session.get_one(AppointmentType, 1).active


def test_another_date_is_no_conflict(stored: Cast, host: Visitor) -> None:
    old = form_on(host.open(DATE), r"/availability/dates.*")
    host.post("/availability/dates", data={"date": "2027-03-10", "closed": "y"})
    send(host, old, 303, **{"start-0": "10:00"})
    assert {row.start_minute for row in db.session.query(DateOverride)} == {600, None}


def test_a_date_that_was_not_looked_at_is_shown_first(stored: Cast, host: Visitor) -> None:
    old = form_on(host.open("/availability"), r"/availability/dates.*")
    typed = {"date": "2027-03-10", "start-0": "10:00", "end-0": "11:00"}
    host.post("/availability/dates", data={"date": "2027-03-10", "closed": "y"})
    send(host, old, 409, **typed)
    assert "Saved now: Closed" in host.text
    send(host, form_on(host, r"/availability/dates.*"), 303)


CHANGED: dict[str, tuple[str, str, Callable[[], None]]] = {
    "type": (
        "/types/1",
        "/types/1/delete",
        lambda: setattr(db.session.get_one(AppointmentType, 1), "title", "Another"),
    ),
    "question": (
        "/types/1/questions",
        "/types/1/questions/1/delete",
        lambda: setattr(db.session.get_one(Question, 1), "label", "Another"),
    ),
    "schedule": (
        "/availability?schedule=3",
        r"/availability/delete.*",
        lambda: setattr(db.session.get_one(Schedule, 3), "name", "Another"),
    ),
    "away": (
        "/availability",
        r"/availability/away/1/delete.*",
        lambda: setattr(db.session.get_one(Away, 1), "name", "Another"),
    ),
    "date": (
        "/availability",
        r"/availability/dates/2027-03-09/delete.*",
        lambda: setattr(db.session.query(DateOverride).one(), "start_minute", 600),
    ),
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_was_changed_meanwhile_is_not_deleted(stored: Cast, host: Visitor, what: str) -> None:
    page, action, change = CHANGED[what]
    old = form_on(host.open(page), action)
    change()
    db.session.commit()
    before = snapshot()
    send(host, old, 409)
    assert snapshot() == before
    assert "Another" in host.text or "10:00" in host.text
    host.submit("Send it again")
    assert snapshot() != before


@pytest.mark.both_databases
@pytest.mark.parametrize("act", ["cancel", "reschedule"])
def test_an_appointment_that_was_moved_meanwhile_is_left_alone(
    stored: Cast, host: Visitor, act: str
) -> None:
    appointment = stored.book()
    page = f"/appointments/{appointment.public_id}/{act}"
    old = form_on(host.open(f"{page}?start={iso(MONDAY_NINE + HOUR)}&tz=Europe/Berlin"), page)
    booking.move(appointment, MONDAY_NINE + 2 * HOUR, NOW)
    send(host, old, 409)
    assert "Saved now: Monday, 1 March 2027, 11:00" in host.text
    moved = db.session.get_one(Appointment, appointment.id, populate_existing=True)
    assert (moved.starts_at, moved.is_cancelled) == (MONDAY_NINE + 2 * HOUR, False)
    send(host, form_on(host, page), 303)
    db.session.refresh(moved)
    assert moved.is_cancelled or moved.starts_at == MONDAY_NINE + HOUR


def test_a_participants_old_tab_moves_nothing_back(stored: Cast, visitor: Visitor) -> None:
    appointment = stored.book()
    page = f"{participant_path(appointment.participant)}/reschedule"
    visitor.open(f"{page}?start={iso(MONDAY_NINE + HOUR)}&tz=Europe/Berlin")
    booking.move(appointment, MONDAY_NINE + 2 * HOUR, NOW)
    visitor.submit("Move the appointment", 409)
    assert "Saved now: Monday, 1 March 2027, 11:00" in visitor.text
    visitor.submit("Move the appointment")


def test_an_old_tab_moves_nothing_twice(stored: Cast, host: Visitor) -> None:
    host.post("/types/1/duplicate")
    host.post("/types/1/duplicate")
    order = [offer.id for offer in db.session.query(AppointmentType).order_by("position")]
    last = form_on(host.open("/types"), f"/types/{order[2]}/move")
    for _again in range(2):
        send(host, last, 303, way="up")
        moved = [offer.id for offer in db.session.query(AppointmentType).order_by("position")]
        assert moved == [order[0], order[2], order[1]]


def test_an_old_tab_moves_no_question_twice(stored: Cast, host: Visitor) -> None:
    ids = [1, ask(stored.offer, "B?").id, ask(stored.offer, "C?").id]
    last = form_on(host.open("/types/1/questions"), f"/types/1/questions/{ids[2]}/up")
    for _again in range(2):
        send(host, last, 303)
        asked = db.session.query(Question).order_by(Question.position, Question.id)
        assert [question.id for question in asked] == [ids[0], ids[2], ids[1]]


@pytest.mark.both_databases
@pytest.mark.parametrize("action", [r"/types/1", r"/availability\?schedule=1", r"/settings"])
def test_of_two_at_once_one_is_shown_both(
    app: Flask, stored: Cast, log_in: Callable[[str], Visitor], action: str
) -> None:
    change = CHANGES[action]
    tabs = [log_in("host@example.com").open(change.page) for _ in range(2)]
    sent = [form_on(tab, action) for tab in tabs]

    def save(number: int) -> int:
        typed = {change.field: (change.first, change.second)[number]}
        path = sent[number]["to"]
        data = {**sent[number], **typed}
        return tabs[number]._send(path, method="POST", data=data).status_code

    assert sorted(all_at_once(app, save, 2)) == [303, 409]


@pytest.mark.both_databases
def test_what_another_host_changes_is_no_conflict(stored: Cast, host: Visitor) -> None:
    old = form_on(host.open("/settings"), "/settings")
    db.session.get_one(Host, stored.stranger.id).about = "Another"
    db.session.commit()
    send(host, old, 303, about="Mine")
