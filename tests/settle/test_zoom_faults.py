"""Zoom's faults, row by row: whatever happens, the end is one meeting at the right time."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message, ZoomConnection
from pinmycal.settle.backoff import LONGEST
from pinmycal.times import iso
from pinmycal.zoom import http
from pinmycal.zoom.api import ZoomApi
from pinmycal.zoom.vault import unseal
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.steps import link_of, settled, texts_to

HALF_PAST = MONDAY_NINE + timedelta(minutes=30)
SOON, LATER = timedelta(seconds=10), timedelta(minutes=4)
UNREACHABLE = [
    ("status", {"code": 500}),
    ("status", {"code": 502}),
    ("close", {}),
    ("broken_json", {}),
    ("html", {}),
    ("empty", {}),
    ("no_join_url", {}),
    ("lost_reply", {}),
]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "DEADLINE", 0.6)


@pytest.mark.parametrize(("fault", "how"), UNREACHABLE)
def test_9_10_14_a_create_that_fails_ends_in_one_meeting(
    connected: Cast, at_zoom: ZoomSandbox, fault: str, how: dict[str, int]
) -> None:
    at_zoom.fault("create", fault, **how)
    appointment, clock = settled(connected)
    assert link_of(appointment) is None
    assert appointment.status == "confirmed"
    clock.settle(appointment.id, SOON)
    [meeting] = at_zoom.live_meetings
    assert link_of(appointment) == meeting["join_url"]


@pytest.mark.parametrize(("fault", "how"), UNREACHABLE)
def test_9_14_an_update_that_fails_is_tried_again(
    connected: Cast, at_zoom: ZoomSandbox, fault: str, how: dict[str, int]
) -> None:
    appointment, clock = settled(connected)
    booking.move(appointment, HALF_PAST, NOW)
    at_zoom.fault("update", fault, **how)
    clock.settle(appointment.id)
    clock.settle(appointment.id, SOON)
    [meeting] = at_zoom.live_meetings
    assert meeting["start_time"] == "2027-03-01T08:30:00Z"


def test_9_moved_back_while_nobody_knew_whether_zoom_had_moved_it(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = settled(connected)
    before = appointment.starts_at
    booking.move(appointment, HALF_PAST, NOW)
    at_zoom.fault("update", "lost_reply")
    clock.settle(appointment.id)
    booking.move(appointment, before, clock())
    clock.settle(appointment.id, SOON)
    [meeting] = at_zoom.live_meetings
    assert meeting["start_time"] == iso(before)


@pytest.mark.parametrize(("fault", "how"), UNREACHABLE)
def test_9_14_a_delete_that_fails_is_tried_again(
    connected: Cast, at_zoom: ZoomSandbox, fault: str, how: dict[str, int]
) -> None:
    appointment, clock = settled(connected)
    booking.cancel(appointment, "host", "", NOW)
    at_zoom.fault("delete", fault, **how)
    clock.settle(appointment.id)
    clock.settle(appointment.id, SOON)
    assert at_zoom.live_meetings == []


def test_9_the_confirmation_waits_two_minutes_and_the_link_follows(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    at_zoom.fault("create", "status", None, code=503)
    appointment, clock = settled(connected)
    clock.settle(appointment.id, timedelta(seconds=100))
    assert texts_to(mails) == []
    clock.settle(appointment.id, timedelta(seconds=21))
    assert len(texts_to(mails)) == 1
    at_zoom.clear_faults()
    clock.settle(appointment.id, LONGEST * 2)
    assert str(link_of(appointment)) in texts_to(mails)[1]


def test_9_the_host_is_told_once_after_several_failures(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    at_zoom.fault("create", "status", None, code=503)
    appointment, clock = settled(connected)
    for _ in range(12):
        clock.settle(appointment.id, LATER)
    assert db.session.query(Message).filter_by(kind=Kind.ZOOM_TROUBLE).count() == 1


def test_10_a_meeting_made_without_an_answer_is_found_on_a_later_page(
    connected: Cast, at_zoom: ZoomSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pinmycal.zoom.api.PAGE_SIZE", 2)
    for number in range(4):
        connected.book(at=MONDAY_NINE + timedelta(hours=1 + number))
    for appointment in db.session.query(Appointment).all():
        Clock().settle(appointment.id)
    at_zoom.fault("create", "lost_reply")
    appointment, clock = settled(connected)
    clock.settle(appointment.id, SOON)
    assert link_of(appointment)
    assert len(at_zoom.live_meetings) == 5


def test_10_a_create_that_takes_effect_late_leaves_no_double(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    at_zoom.fault("create", "close")
    appointment, clock = settled(connected)
    clock.settle(appointment.id, SOON)
    [ours] = at_zoom.live_meetings
    _make_double(db.session.query(ZoomConnection).one(), ours)
    clock.settle(appointment.id, timedelta(minutes=3))
    assert [meeting["id"] for meeting in at_zoom.live_meetings] == [ours["id"]]


def test_10_doubles_are_deleted_when_one_is_adopted(connected: Cast, at_zoom: ZoomSandbox) -> None:
    at_zoom.fault("create", "lost_reply")
    appointment, clock = settled(connected)
    [first] = at_zoom.live_meetings
    connection = db.session.query(ZoomConnection).one()
    _make_double(connection, first)
    clock.settle(appointment.id, SOON)
    [left] = at_zoom.live_meetings
    assert link_of(appointment) == left["join_url"]


def test_10_cancelled_while_nobody_knew_whether_the_meeting_was_made(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    at_zoom.fault("create", "lost_reply")
    appointment, clock = settled(connected)
    booking.cancel(appointment, "participant", "", NOW)
    clock.settle(appointment.id, SOON)
    assert at_zoom.live_meetings == []


@pytest.mark.parametrize("wait", [7, 90])
def test_11_too_many_a_second_waits_as_long_as_zoom_says(
    connected: Cast, at_zoom: ZoomSandbox, wait: int
) -> None:
    at_zoom.fault("create", "rate_limit", retry_after=str(wait))
    appointment, clock = settled(connected)
    clock.settle(appointment.id, timedelta(seconds=wait - 2))
    assert at_zoom.meetings == []
    clock.settle(appointment.id, timedelta(seconds=5))
    assert len(at_zoom.live_meetings) == 1


def test_11_the_daily_limit_parks_until_midnight_and_the_confirmation_goes(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    at_zoom.fault("create", "daily_limit")
    appointment, clock = settled(connected)
    assert len(texts_to(mails)) == 1
    clock.settle(appointment.id, timedelta(hours=17))
    assert at_zoom.meetings == []
    db.session.refresh(appointment)
    assert appointment.due_at is not None
    assert appointment.due_at.isoformat().startswith("2027-03-02T00:0")


def test_15_a_meeting_deleted_at_zoom_is_no_obstacle_to_cancelling(
    connected: Cast, at_zoom: ZoomSandbox
) -> None:
    appointment, clock = settled(connected)
    at_zoom.host_deletes(at_zoom.meetings[0]["id"])
    booking.cancel(appointment, "host", "", NOW)
    clock.settle(appointment.id)
    db.session.refresh(appointment)
    assert appointment.due_at is None


def test_15_a_meeting_deleted_at_zoom_is_made_anew_by_a_move(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    appointment, clock = settled(connected)
    at_zoom.host_deletes(at_zoom.meetings[0]["id"])
    booking.move(appointment, HALF_PAST, NOW)
    clock.settle(appointment.id)
    [meeting] = at_zoom.live_meetings
    assert link_of(appointment) == meeting["join_url"]
    assert len(texts_to(mails)) == 2
    assert meeting["join_url"] in texts_to(mails)[1]


@pytest.mark.parametrize("fault", ["slow", "huge"])
def test_16_an_endless_answer_ends_at_the_deadline(
    connected: Cast, at_zoom: ZoomSandbox, fault: str
) -> None:
    at_zoom.fault("create", fault)
    appointment, clock = settled(connected)
    clock.settle(appointment.id, SOON)
    assert len(at_zoom.live_meetings) == 1
    assert link_of(appointment)


def _make_double(connection: ZoomConnection, first: dict[str, object]) -> None:
    token = unseal(connection.access_token)
    fields = ("topic", "type", "start_time", "duration", "timezone", "agenda")
    ZoomApi(lambda _: token).create({name: first[name] for name in fields})
