"""A form that is sent twice, or whose time or type went away while it was open."""

from datetime import timedelta
from typing import Any

import pytest

from pinmycal import booking
from pinmycal.database import Conflict
from pinmycal.extensions import db
from pinmycal.models import Appointment, Message, WeeklyHours
from pinmycal.times import iso
from tests.cast import MONDAY_NINE, Cast
from tests.web.asking import ASKED, FORM, PAGE, TYPED
from tests.web.conftest import Clock
from tests.web.visitor import HTMX, Visitor


def test_a_resent_form_shows_the_same_appointment(cast: Cast, visitor: Visitor) -> None:
    first = visitor.open(FORM).submit("Confirm", **TYPED).location
    assert visitor.resend().location == first
    assert db.session.query(Appointment).count() == 1
    assert db.session.query(Message).count() == 2


def test_a_resent_form_after_the_type_was_closed_shows_it_too(cast: Cast, visitor: Visitor) -> None:
    first = visitor.open(FORM).submit("Confirm", **TYPED).location
    cast.offer.schedule.weekly_hours.clear()
    db.session.commit()
    assert visitor.resend().location == first


def test_a_time_just_taken_offers_others_and_keeps_what_was_typed(
    cast: Cast, visitor: Visitor
) -> None:
    visitor.open(FORM)
    cast.book(email="quicker@example.com")
    visitor.submit("Confirm", 409, **TYPED)
    offered = [radio["value"] for radio in visitor.page.find_all(type="radio")]
    assert offered[0] == iso(MONDAY_NINE + timedelta(minutes=30))
    assert "just been taken" in visitor.text
    assert visitor.value("note") == "Hello\nthere"
    visitor.submit("Confirm", start=offered[0])
    assert db.session.query(Appointment).count() == 2


def test_a_form_for_a_time_that_is_gone_offers_others_at_once(cast: Cast, visitor: Visitor) -> None:
    cast.book()
    visitor.open(FORM, 409)
    assert visitor.page.find(type="radio")


def test_where_nothing_else_is_free_the_form_says_so(cast: Cast, visitor: Visitor) -> None:
    visitor.open(FORM)
    cast.offer.schedule.weekly_hours.clear()
    db.session.commit()
    visitor.submit("Confirm", 409, **TYPED)
    assert "Nothing else is free" in visitor.text
    assert visitor.value("name") == "Participant"


def deactivate(cast: Cast) -> None:
    cast.offer.active = False


def delete(cast: Cast) -> None:
    db.session.delete(cast.offer)


@pytest.mark.parametrize("change", [deactivate, delete])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_type_closed_while_the_form_was_open_shows_what_was_typed(
    cast: Cast, visitor: Visitor, change: Any, headers: dict[str, str]
) -> None:
    change(cast)
    db.session.commit()
    visitor.post(PAGE, 410, data=ASKED, headers=headers)
    for typed in ("Participant", "participant@example.com", "Hello there"):
        assert typed in visitor.text


def test_hours_edited_while_the_form_was_open_keep_what_was_typed(
    cast: Cast, visitor: Visitor
) -> None:
    visitor.open(FORM)
    db.session.execute(db.delete(WeeklyHours).where(WeeklyHours.weekday == 0))
    db.session.commit()
    visitor.submit("Confirm", 409, **TYPED)
    assert visitor.value("email") == "participant@example.com"


def test_notice_is_kept_to_the_minute(cast: Cast, visitor: Visitor, clock: Clock) -> None:
    cast.offer.minimum_notice = 120
    db.session.commit()
    clock.now = MONDAY_NINE - timedelta(minutes=120)
    visitor.open(FORM)
    clock.now += timedelta(minutes=1)
    visitor.submit("Confirm", 409, **TYPED)


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (Conflict, 409),
        (booking.SlotTaken, 409),
        (booking.TypeClosed, 410),
        (booking.NotOffered, 422),
    ],
)
def test_what_booking_finds_out_last_keeps_what_was_typed(
    cast: Cast,
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    trouble: type[Exception],
    status: int,
) -> None:
    visitor.open(FORM)

    def refuse(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(booking, "book", refuse)
    visitor.submit("Confirm", status, **TYPED)
    for typed in TYPED.values():
        assert typed in visitor.response.text
