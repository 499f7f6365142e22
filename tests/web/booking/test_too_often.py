"""Who books too much is told so and loses nothing; a trap for machines."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.booking import limits
from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import Appointment
from pinmycal.times import iso
from tests.cast import MONDAY_NINE, Cast
from tests.web.asking import ASKED, FORM, PAGE, TYPED
from tests.web.visitor import HTMX, Visitor


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_too_much_keeps_what_was_typed(
    cast: Cast,
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    headers: dict[str, str],
) -> None:
    monkeypatch.setattr(limits, "BOOKINGS_OF_A_MAILBOX", ((timedelta(hours=1), 1),))
    cast.book(MONDAY_NINE + timedelta(hours=1))
    visitor.post(PAGE, 429, data=ASKED, headers=headers)
    assert "Too much was booked in a short time" in visitor.page.find(class_="summary").get_text()
    for field, typed in TYPED.items():
        assert visitor.value(field) == typed
    assert db.session.query(Appointment).count() == 1


def test_moving_too_often_is_told(
    cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    appointment = cast.book()
    page = participant_path(appointment.participant)
    monkeypatch.setattr(limits, "MAILS_TO_A_MAILBOX", ((timedelta(hours=1), 1),))
    later = iso(MONDAY_NINE + timedelta(hours=1))
    visitor.post(f"{page}/reschedule", data={"start": later, "time_zone": "UTC"})
    assert "moved very often" in visitor.follow().text
    assert db.session.get_one(Appointment, appointment.id).starts_at == MONDAY_NINE


def test_what_people_do_is_far_below(cast: Cast) -> None:
    for number in range(15):
        at = MONDAY_NINE + timedelta(days=number // 10, minutes=30 * (number % 10))
        booking.move(cast.book(at), at + timedelta(days=7), MONDAY_NINE - timedelta(hours=2))


@pytest.mark.parametrize("filled", ["https://spam.example", "\x00", " "])
def test_what_only_machines_fill_in(cast: Cast, visitor: Visitor, filled: str) -> None:
    visitor.open(FORM)
    trap = visitor.page.find(id="homepage")
    assert "visually-hidden" in trap.find_parent(class_=True).find_parent("div")["class"]
    assert (trap["autocomplete"], trap["tabindex"]) == ("off", "-1")
    visitor.submit("Confirm", 422, **TYPED, homepage=filled)
    assert "Leave this empty" in visitor.text
    assert not visitor.page.find(id="homepage").find_parent(class_="visually-hidden")
    assert db.session.query(Appointment).count() == 0
    visitor.submit("Confirm", homepage="")
