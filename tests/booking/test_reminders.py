"""When reminders are owed: made with a booking, moved with it, dropped with it."""

from datetime import datetime, timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message
from tests.cast import MONDAY_NINE, NOW, Cast

HOUR = timedelta(hours=1)
TUESDAY_NINE = MONDAY_NINE + timedelta(days=1)


@pytest.fixture
def reminding(cast: Cast) -> Cast:
    """The host has everyone reminded an hour before."""
    cast.host.reminder_minutes = 60
    db.session.commit()
    return cast


def due(appointment: Appointment) -> list[datetime | None]:
    db.session.refresh(appointment)
    return [each.due_at for each in appointment.messages if each.kind == Kind.REMINDER]


def test_host_and_participant_are_owed_one_each(reminding: Cast) -> None:
    appointment = reminding.book()
    assert due(appointment) == [MONDAY_NINE - HOUR] * 2
    readers = [each.participant for each in appointment.messages if each.kind == Kind.REMINDER]
    assert readers == [appointment.participant, None]


def test_nobody_is_reminded_unless_the_host_says_so(cast: Cast) -> None:
    assert due(cast.book()) == []


@pytest.mark.parametrize(("before", "count"), [(HOUR + timedelta(seconds=1), 2), (HOUR, 0)])
def test_what_is_booked_too_late_has_none(reminding: Cast, before: timedelta, count: int) -> None:
    assert len(due(reminding.book(now=MONDAY_NINE - before))) == count


def test_a_move_moves_them(reminding: Cast) -> None:
    appointment = booking.move(reminding.book(), TUESDAY_NINE, NOW)
    assert due(appointment) == [TUESDAY_NINE - HOUR] * 2


def test_a_move_to_very_soon_drops_them(reminding: Cast) -> None:
    appointment = reminding.book(at=TUESDAY_NINE)
    booking.move(appointment, MONDAY_NINE, MONDAY_NINE - timedelta(minutes=30))
    assert due(appointment) == []


def test_one_that_was_tried_for_the_old_time_is_not_tried_again(reminding: Cast) -> None:
    appointment = reminding.book()
    for message in appointment.messages:
        message.attempted_at = message.due_at = MONDAY_NINE - HOUR
    db.session.commit()
    booking.move(appointment, TUESDAY_NINE, MONDAY_NINE - HOUR / 2)
    assert due(appointment) == [TUESDAY_NINE - HOUR] * 2


def test_after_one_was_sent_the_new_time_has_its_own(reminding: Cast) -> None:
    appointment = reminding.book()
    for message in appointment.messages:
        message.sent_at, message.due_at = MONDAY_NINE - HOUR, None
    db.session.commit()
    booking.move(appointment, TUESDAY_NINE, MONDAY_NINE - HOUR / 2)
    assert due(appointment) == [None, None] + [TUESDAY_NINE - HOUR] * 2


def test_a_cancellation_drops_them(reminding: Cast) -> None:
    assert due(booking.cancel(reminding.book(), "host", "", NOW)) == []


def test_a_change_of_the_setting_counts_for_later_bookings(reminding: Cast) -> None:
    appointment = reminding.book()
    reminding.host.reminder_minutes = None
    db.session.commit()
    assert due(appointment) == [MONDAY_NINE - HOUR] * 2
    assert due(booking.move(appointment, TUESDAY_NINE, NOW)) == [TUESDAY_NINE - HOUR] * 2
    assert due(reminding.book(submission_key="another form")) == []


def test_a_move_is_told_although_a_reminder_waits(reminding: Cast) -> None:
    appointment = reminding.book()
    for message in appointment.messages:
        if message.kind == Kind.CONFIRMATION:
            message.sent_at, message.due_at = NOW, None
    db.session.commit()
    booking.move(appointment, TUESDAY_NINE, NOW)
    assert db.session.query(Message).filter_by(kind=Kind.MOVE).count() == 2
