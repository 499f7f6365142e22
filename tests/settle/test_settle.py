"""The main way: what a worker does for a booking, a move and a cancellation."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment
from pinmycal.times import iso
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import settled

pytestmark = pytest.mark.both_databases
HALF_PAST = MONDAY_NINE + timedelta(minutes=30)


def test_a_booking_makes_one_meeting_with_the_right_time(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, _ = settled(connected)
    [meeting] = at_zoom.meetings
    assert meeting["start_time"] == iso(MONDAY_NINE)
    assert (meeting["duration"], meeting["timezone"]) == (30, "Europe/Berlin")
    assert appointment.zoom_meeting is not None
    assert appointment.zoom_meeting.meeting_id == meeting["id"]
    assert appointment.zoom_meeting.join_url == meeting["join_url"]


def test_the_create_call_says_utc_and_no_personal_room(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    settled(connected)
    [create] = [call for call in at_zoom.calls if call["path"].endswith("/users/me/meetings")]
    assert create["body"]["start_time"].endswith("Z")
    assert create["body"]["settings"]["use_pmi"] is False


def test_everyone_gets_the_link_once(connected: Cast, mails: MailboxSandbox) -> None:
    appointment, clock = settled(connected)
    clock.settle(appointment.id)
    assert appointment.zoom_meeting is not None
    assert sorted(mail.recipients[0] for mail in mails.messages) == [
        "host@example.com",
        "participant@example.com",
    ]
    assert all(str(appointment.zoom_meeting.join_url) in mail.text for mail in mails.messages)


def test_nothing_is_left_but_a_look_before_the_meeting(connected: Cast) -> None:
    appointment, _ = settled(connected)
    assert appointment.due_at == MONDAY_NINE - timedelta(minutes=20)
    assert appointment.lease_until is None


def test_a_move_is_a_look_and_one_patch_of_the_same_meeting(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = settled(connected)
    calls = at_zoom.calls[-1]["number"]
    booking.move(appointment, HALF_PAST, NOW)
    clock.settle(appointment.id)
    [meeting] = at_zoom.meetings
    assert meeting["start_time"] == iso(HALF_PAST)
    assert [call["method"] for call in at_zoom.calls_after(calls)] == ["GET", "PATCH"]


def test_several_moves_in_a_row_are_one_patch(connected: Cast, at_zoom: ZoomSandbox) -> None:
    appointment, clock = settled(connected)
    calls = at_zoom.calls[-1]["number"]
    for minutes in (30, 60, 90):
        booking.move(appointment, MONDAY_NINE + timedelta(minutes=minutes), NOW)
    clock.settle(appointment.id)
    assert [call["method"] for call in at_zoom.calls_after(calls)] == ["GET", "PATCH"]


def test_a_move_there_and_back_is_no_call(connected: Cast, at_zoom: ZoomSandbox) -> None:
    appointment, clock = settled(connected)
    calls = at_zoom.calls[-1]["number"]
    booking.move(appointment, HALF_PAST, NOW)
    booking.move(appointment, MONDAY_NINE, NOW)
    clock.settle(appointment.id)
    assert at_zoom.calls_after(calls) == []


def test_calendar_files_rise_in_sequence_and_end_with_a_cancel(
    connected: Cast, mails: MailboxSandbox
) -> None:
    appointment, clock = settled(connected)
    booking.move(appointment, HALF_PAST, NOW)
    clock.settle(appointment.id)
    booking.cancel(appointment, "host", "", NOW)
    clock.settle(appointment.id)
    mine = [m for m in mails.messages if m.recipients == ["participant@example.com"]]
    calendars = [str(mail.calendar) for mail in mine]
    assert ["SEQUENCE:0" in calendars[0], "SEQUENCE:1" in calendars[1]] == [True, True]
    assert "METHOD:CANCEL" in calendars[2]
    assert "SEQUENCE:2" in calendars[2]


def test_a_cancellation_deletes_the_meeting(connected: Cast, at_zoom: ZoomSandbox) -> None:
    appointment, clock = settled(connected)
    booking.cancel(appointment, "participant", "", NOW)
    clock.settle(appointment.id)
    assert at_zoom.live_meetings == []


def test_booked_and_cancelled_at_once_makes_no_meeting(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    appointment = connected.book()
    booking.cancel(appointment, "participant", "", NOW)
    Clock().settle(appointment.id)
    assert at_zoom.meetings == []
    assert len(mails.messages) == 2


def test_an_appointment_that_is_gone_is_no_trouble(connected: Cast, at_zoom: ZoomSandbox) -> None:
    appointment_id = connected.book().id
    db.session.delete(db.session.get_one(Appointment, appointment_id))
    db.session.commit()
    Clock().settle(appointment_id)
    assert at_zoom.meetings == []


def test_without_zoom_the_confirmation_does_not_wait(cast: Cast, mails: MailboxSandbox) -> None:
    Clock().settle(cast.book().id)
    assert len(mails.messages) == 2
