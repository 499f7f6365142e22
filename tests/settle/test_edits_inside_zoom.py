"""The host moves or deletes a meeting inside Zoom: it is seen, shown, and his to decide."""

from datetime import UTC, datetime, timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message, ZoomConnection
from pinmycal.times import utc_now
from pinmycal.zoom import deciding, webhooks
from pinmycal.zoom.state import ZoomState, zoom_state
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import settled

AFTERNOON = datetime(2027, 3, 1, 14, tzinfo=UTC)
JUST_BEFORE = MONDAY_NINE - NOW - timedelta(minutes=19)


def event(kind: str, meeting_id: int | str) -> None:
    """As Zoom would tell it; each is another event."""
    body = {"event": kind, "payload": {"object": {"id": meeting_id}}, "at": str(utc_now())}
    webhooks.take_in(body, str(body).encode(), NOW)


def state(appointment: Appointment) -> ZoomState:
    db.session.refresh(appointment)
    return zoom_state(appointment, db.session.query(ZoomConnection).one(), NOW)


def moved_in_zoom(cast: Cast, at_zoom: ZoomSandbox) -> tuple[Appointment, Clock]:
    appointment, clock = settled(cast)
    [meeting] = at_zoom.live_meetings
    at_zoom.host_edits(meeting["id"], start_time="2027-03-01T14:00:00Z")
    event("meeting.updated", meeting["id"])
    clock.settle(appointment.id)
    return appointment, clock


def deleted_in_zoom(cast: Cast, at_zoom: ZoomSandbox) -> tuple[Appointment, Clock]:
    appointment, clock = settled(cast)
    [meeting] = at_zoom.live_meetings
    at_zoom.host_deletes(meeting["id"])
    event("meeting.deleted", meeting["id"])
    clock.settle(appointment.id)
    return appointment, clock


def test_a_move_inside_zoom_is_seen_and_changes_nothing_by_itself(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = moved_in_zoom(connected, at_zoom)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.MOVED
    assert at_zoom.live_meetings[0]["start_time"] == "2027-03-01T14:00:00Z"
    assert appointment.starts_at == MONDAY_NINE
    assert db.session.query(Message).filter_by(kind=Kind.ZOOM_TROUBLE).count() == 1


def test_taking_zooms_time_moves_the_appointment_and_tells_everyone(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    appointment, clock = moved_in_zoom(connected, at_zoom)
    calls = at_zoom.calls[-1]["number"]
    booking.follow_zoom(appointment, NOW)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.READY
    assert appointment.starts_at == AFTERNOON
    assert at_zoom.calls_after(calls) == []
    assert len(mails.messages) == 4


def test_zooms_time_cannot_be_taken_where_another_appointment_is(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, _ = moved_in_zoom(connected, at_zoom)
    connected.book(at=AFTERNOON)
    with pytest.raises(booking.SlotTaken):
        booking.follow_zoom(appointment, NOW)
    assert state(appointment) is ZoomState.MOVED


def test_putting_ours_back_is_one_patch_and_no_mail(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    appointment, clock = moved_in_zoom(connected, at_zoom)
    deciding.put_back(appointment, NOW)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.READY
    assert at_zoom.live_meetings[0]["start_time"] == "2027-03-01T08:00:00Z"
    assert len(mails.messages) == 2


def test_a_move_by_the_participant_ends_the_disagreement(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = moved_in_zoom(connected, at_zoom)
    booking.move(appointment, MONDAY_NINE + timedelta(hours=1), NOW)
    clock.settle(appointment.id)
    assert state(appointment) is ZoomState.READY
    assert at_zoom.live_meetings[0]["start_time"] == "2027-03-01T09:00:00Z"


def test_a_deletion_inside_zoom_is_seen_and_nothing_is_made_by_itself(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = deleted_in_zoom(connected, at_zoom)
    clock.settle(appointment.id, timedelta(minutes=10))
    assert state(appointment) is ZoomState.DELETED
    assert at_zoom.live_meetings == []


def test_making_it_anew_mails_the_new_link(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    appointment, clock = deleted_in_zoom(connected, at_zoom)
    deciding.make_anew(appointment, NOW)
    clock.settle(appointment.id)
    [meeting] = at_zoom.live_meetings
    assert state(appointment) is ZoomState.READY
    assert all(meeting["join_url"] in mail.text for mail in mails.messages[2:])
    assert len(mails.messages) == 4


def test_cancelling_what_was_deleted_inside_zoom_calls_nobody(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = deleted_in_zoom(connected, at_zoom)
    calls = at_zoom.calls[-1]["number"]
    booking.cancel(appointment, "host", "", NOW)
    clock.settle(appointment.id)
    assert at_zoom.calls_after(calls) == []


def test_without_events_a_look_before_the_meeting_sees_it(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = settled(connected)
    at_zoom.host_edits(at_zoom.live_meetings[0]["id"], start_time="2027-03-01T14:00:00Z")
    clock.settle(appointment.id, JUST_BEFORE)
    assert state(appointment) is ZoomState.MOVED


def test_a_link_changed_inside_zoom_is_mailed(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    appointment, clock = settled(connected)
    meeting = appointment.zoom_meeting
    assert meeting
    meeting.join_url, true_link = "https://zoom.example/j/old", meeting.join_url
    db.session.commit()
    event("meeting.updated", at_zoom.meetings[0]["id"])
    clock.settle(appointment.id)
    assert all(str(true_link) in mail.text for mail in mails.messages[2:])
    assert len(mails.messages) == 4


@pytest.mark.parametrize("kind", ["meeting.updated", "meeting.deleted"])
def test_events_of_our_own_calls_change_nothing(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox, kind: str
) -> None:
    appointment, clock = settled(connected)
    booking.move(appointment, AFTERNOON, NOW)
    clock.settle(appointment.id)
    for meeting_id in (at_zoom.meetings[0]["id"], str(at_zoom.meetings[0]["id"])):
        event(kind, meeting_id)
        clock.settle(appointment.id)
    assert state(appointment) is ZoomState.READY
    assert len(at_zoom.live_meetings) == 1
    assert len(mails.messages) == 4


@pytest.mark.parametrize("meeting_id", [99999999999, "no number", "-1", 10**30, None])
def test_events_about_unknown_meetings_are_taken_in_and_forgotten(
    connected: Cast, at_zoom: ZoomSandbox, meeting_id: object
) -> None:
    appointment, _ = settled(connected)
    due_at = appointment.due_at
    event("meeting.deleted", meeting_id)  # type: ignore[arg-type]
    db.session.refresh(appointment)
    assert appointment.due_at == due_at
