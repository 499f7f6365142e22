from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind
from tests.cast import MONDAY_NINE, NOW, Cast, offer

pytestmark = pytest.mark.both_databases
HALF_PAST = MONDAY_NINE + timedelta(minutes=30)


def test_moving_keeps_the_appointment_and_raises_its_sequence(cast: Cast) -> None:
    appointment = cast.book()
    moved = booking.move(appointment, HALF_PAST, NOW)
    assert (moved.id, moved.starts_at, moved.sequence) == (appointment.id, HALF_PAST, 1)


def test_moving_onto_a_time_that_overlaps_the_old_one_works(cast: Cast) -> None:
    cast.offer = offer(cast.host, slug="fine", increment=15)
    appointment = cast.book()
    quarter_past = MONDAY_NINE + timedelta(minutes=15)
    assert booking.move(appointment, quarter_past, NOW).starts_at == quarter_past


def test_losing_the_race_for_the_new_slot_leaves_the_old_one(cast: Cast) -> None:
    mine = cast.book()
    cast.book(at=HALF_PAST)
    with pytest.raises(booking.SlotTaken):
        booking.move(mine, HALF_PAST, NOW)
    db.session.refresh(mine)
    assert (mine.starts_at, mine.sequence) == (MONDAY_NINE, 0)


def test_moving_to_the_same_time_changes_nothing(cast: Cast) -> None:
    assert booking.move(cast.book(), MONDAY_NINE, NOW).sequence == 0


def test_a_move_before_the_confirmation_went_out_owes_no_second_mail(cast: Cast) -> None:
    moved = booking.move(cast.book(), HALF_PAST, NOW)
    assert [message.kind for message in moved.messages] == [Kind.CONFIRMATION] * 2


def test_a_move_after_the_confirmation_owes_everyone_one_mail(cast: Cast) -> None:
    appointment = cast.book()
    _all_sent(appointment)
    moved = booking.move(appointment, HALF_PAST, NOW)
    assert [m.kind for m in moved.messages if m.due_at] == [Kind.MOVE] * 2


def test_cancelling_frees_the_slot(cast: Cast) -> None:
    booking.cancel(cast.book(), "participant", "ill", NOW)
    assert cast.book(submission_key="another form").status == "confirmed"


def test_cancelling_drops_what_was_not_said_yet(cast: Cast) -> None:
    cancelled = booking.cancel(cast.book(), "host", "", NOW)
    assert [message.kind for message in cancelled.messages] == [Kind.CANCELLATION] * 2


def test_cancelling_twice_changes_nothing(cast: Cast) -> None:
    appointment = booking.cancel(cast.book(), "host", "", NOW)
    again = booking.cancel(appointment, "participant", "me too", NOW)
    assert (again.sequence, again.cancelled_by, len(again.messages)) == (1, "host", 2)


def test_a_cancelled_appointment_cannot_be_moved(cast: Cast) -> None:
    appointment = booking.cancel(cast.book(), "host", "", NOW)
    with pytest.raises(booking.AlreadyCancelled):
        booking.move(appointment, HALF_PAST, NOW)


def test_what_is_over_stays_as_it_was(cast: Cast) -> None:
    appointment, later = cast.book(), NOW + timedelta(days=1)
    with pytest.raises(booking.AlreadyOver):
        booking.cancel(appointment, "host", "", later)
    with pytest.raises(booking.AlreadyOver):
        booking.move(appointment, MONDAY_NINE + timedelta(days=2), later)


def _all_sent(appointment: Appointment) -> None:
    for message in appointment.messages:
        message.sent_at, message.due_at = NOW, None
    db.session.commit()
