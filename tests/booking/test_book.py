from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from pinmycal import booking
from pinmycal.database import Conflict
from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType, Kind, Message
from tests.cast import MONDAY_NINE, NOW, Cast, offer, request

pytestmark = pytest.mark.both_databases


def test_booking_makes_a_confirmed_appointment_that_is_due(cast: Cast) -> None:
    appointment = cast.book()
    assert appointment.status == "confirmed"
    assert appointment.ends_at - appointment.starts_at == timedelta(minutes=30)
    assert appointment.due_at == NOW


def test_booking_owes_participant_and_host_a_confirmation(cast: Cast) -> None:
    appointment = cast.book()
    told = [(message.kind, message.participant_id) for message in appointment.messages]
    assert told == [(Kind.CONFIRMATION, appointment.participant.id), (Kind.CONFIRMATION, None)]


def test_a_taken_slot_is_refused(cast: Cast) -> None:
    cast.book()
    with pytest.raises(booking.SlotTaken):
        cast.book(email="another@example.com", submission_key="another form")


def test_an_overlapping_slot_of_another_type_is_refused(cast: Cast) -> None:
    cast.book()
    longer = offer(cast.host, slug="long", duration=60, increment=15)
    with pytest.raises(booking.SlotTaken):
        booking.book(longer, request(MONDAY_NINE + timedelta(minutes=15)), NOW)


def test_the_same_form_sent_twice_is_one_appointment(cast: Cast) -> None:
    first, second = cast.book(), cast.book()
    assert first.id == second.id
    assert db.session.query(Message).count() == 2


@pytest.mark.parametrize(
    "at",
    [
        NOW - timedelta(days=3, hours=-2),
        MONDAY_NINE + timedelta(minutes=7),
        MONDAY_NINE + timedelta(seconds=30),
        MONDAY_NINE + timedelta(days=99),
    ],
    ids=["past", "off the grid", "between minutes", "beyond the window"],
)
def test_a_time_that_never_was_on_offer_is_told_apart(cast: Cast, at: object) -> None:
    with pytest.raises(booking.NotOffered):
        cast.book(at=at)


def test_hours_edited_while_the_form_was_open_count_as_taken(cast: Cast) -> None:
    cast.offer.schedule.weekly_hours.clear()
    db.session.commit()
    with pytest.raises(booking.SlotTaken):
        cast.book()


def test_a_type_switched_off_while_the_form_was_open_is_closed(cast: Cast) -> None:
    cast.offer.active = False
    db.session.commit()
    with pytest.raises(booking.TypeClosed):
        cast.book()


def test_a_type_deleted_while_the_form_was_open_is_closed(cast: Cast) -> None:
    stale = cast.offer
    host_id, type_id = stale.host_id, stale.id
    db.session.execute(db.delete(type(stale)))
    db.session.commit()
    stale.id, stale.host_id = type_id, host_id
    with pytest.raises(booking.TypeClosed):
        booking.book(stale, request(MONDAY_NINE), NOW)


def test_thirty_at_once_get_one_appointment(app: Flask, cast: Cast) -> None:
    outcomes = _all_at_once(app, cast, 30)
    assert sorted(outcomes) == ["booked", *["taken"] * 29]
    db.session.rollback()
    assert db.session.query(Appointment).count() == 1


def _all_at_once(app: Flask, cast: Cast, count: int) -> list[str]:
    offer_id, outcomes, start = cast.offer.id, [], Barrier(count)
    db.session.rollback()

    def attempt(number: int) -> None:
        with app.app_context():
            start.wait()
            mine = db.session.get_one(AppointmentType, offer_id)
            try:
                booking.book(mine, request(MONDAY_NINE, submission_key=str(number)), NOW)
                outcomes.append("booked")
            except (booking.SlotTaken, Conflict):
                outcomes.append("taken")

    threads = [Thread(target=attempt, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_whoever_takes_part_anyway_is_no_guest(cast: Cast) -> None:
    invited = ("HOST@example.com", "Participant@Example.com", "Ann@example.org", "ann@example.org")
    appointment = cast.book(guests=invited)
    assert [guest.email for guest in appointment.guests] == ["Ann@example.org"]
    assert appointment.participant.email == "participant@example.com"
    assert len(appointment.messages) == 3
