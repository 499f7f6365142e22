"""The database's own last word, with the lock and the check taken out."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.booking import making, moving
from pinmycal.extensions import db
from pinmycal.models import Appointment
from tests.cast import MONDAY_NINE, NOW, Cast

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def believe_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "is_bookable", lambda *_: True)
    monkeypatch.setattr(moving, "is_bookable", lambda *_, **__: True)


def test_an_overlapping_booking_is_refused_by_the_database(cast: Cast) -> None:
    cast.book()
    with pytest.raises(booking.SlotTaken):
        cast.book(at=MONDAY_NINE + timedelta(minutes=15))
    assert db.session.query(Appointment).count() == 1


def test_a_move_onto_another_appointment_is_refused_by_the_database(cast: Cast) -> None:
    cast.book()
    later = cast.book(at=MONDAY_NINE + timedelta(hours=1))
    with pytest.raises(booking.SlotTaken):
        booking.move(later, MONDAY_NINE, NOW)
    db.session.refresh(later)
    assert later.starts_at == MONDAY_NINE + timedelta(hours=1)


def test_touching_appointments_and_other_hosts_are_let_through(cast: Cast) -> None:
    cast.book()
    assert cast.book(at=MONDAY_NINE + timedelta(minutes=30)).id


def test_a_cancelled_appointment_guards_nothing(cast: Cast) -> None:
    booking.cancel(cast.book(), "host", "", NOW)
    assert cast.book(submission_key="another form").status == "confirmed"
