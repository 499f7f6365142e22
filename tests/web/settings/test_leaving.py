"""Deleting an account: everything goes, nobody else loses anything, jobs end clean."""

from datetime import timedelta

import pytest
from flask import Flask

from pinmycal import booking, jobs
from pinmycal.accounts import addresses, leaving
from pinmycal.accounts.handles import change_profile
from pinmycal.accounts.photos import keep_photo
from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import (
    Appointment,
    Away,
    Host,
    Kind,
    Message,
    UndoStep,
    ZoomChoices,
    ZoomConnection,
    ZoomMeeting,
)
from pinmycal.models.zoom_meeting import MeetingState
from pinmycal.settle import settle
from pinmycal.sweeping import sweep
from pinmycal.zoom import connection as zoom
from tests.accounts.test_photos import file, picture
from tests.cast import MONDAY_NINE, NOW, PASSWORD, Cast, offer, request
from tests.web.asking import FORM, TYPED
from tests.web.routes import snapshot
from tests.web.visitor import Visitor

PAGE = "/settings/account/delete"


@pytest.fixture(autouse=True)
def at_zoom(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens that were revoked; Zoom answers at once."""
    revoked: list[str] = []
    monkeypatch.setattr(zoom, "_revoke_once", revoked.append)
    return revoked


@pytest.fixture
def mailed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who got a mail; the server takes all."""
    readers: list[str] = []
    monkeypatch.setattr("pinmycal.mail.send", lambda mail, _ours: readers.append(str(mail["To"])))
    return readers


def leave(host: Visitor, expect: int = 303, password: str = PASSWORD, **more: str) -> Visitor:
    return host.open(PAGE).submit("Delete the account", expect, password=password, **more)


def fill(cast: Cast) -> Appointment:
    """Something in every table that a host can have."""
    cast.connect_zoom()
    change_profile(cast.host.id, {"handle": "jane"}, ())
    keep_photo(cast.host.id, file(picture()))
    day = (NOW + timedelta(days=100)).date()
    db.session.add(Away(host_id=cast.host.id, first=day, last=day))
    db.session.add(UndoStep(host_id=cast.host.id, change="x", token="x", before={}))
    db.session.add(ZoomChoices(host_id=cast.host.id, topic="x"))
    db.session.add(Message(kind=Kind.ZOOM_TROUBLE, host=cast.host, created_at=NOW, due_at=NOW))
    db.session.commit()
    addresses.wish(cast.host.id, "new@example.com", NOW)
    return cast.book()


MEETINGS_GO, MEETING_STAYS = "the Zoom meetings go too", "One Zoom meeting stays"


def with_meeting(cast: Cast, account: str = "zoom-host") -> None:
    key = ZoomConnection(zoom_user_id=account).account_key
    made = {
        "meeting_id": 81234567890,
        "join_url": "https://zoom.example/j/8",
        "state": MeetingState.READY,
    }
    cast.book().zoom_meeting = ZoomMeeting(account_key=key, **made)
    db.session.commit()


def test_connected_the_meetings_go_too(cast: Cast, host: Visitor) -> None:
    cast.connect_zoom()
    with_meeting(cast)
    assert MEETINGS_GO in host.open(PAGE).text
    assert MEETING_STAYS not in host.text


@pytest.mark.parametrize("why", ["disconnected", "broken", "another account"])
def test_what_cannot_be_deleted_at_zoom_is_not_promised(
    cast: Cast, host: Visitor, why: str
) -> None:
    if why != "disconnected":
        cast.connect_zoom().broken_at = NOW if why == "broken" else None
        db.session.commit()
    with_meeting(cast, account="before" if why == "another account" else "zoom-host")
    assert MEETINGS_GO not in host.open(PAGE).text
    assert MEETING_STAYS in host.text


def test_without_zoom_nothing_is_said_of_it(cast: Cast, host: Visitor) -> None:
    cast.book()
    assert "Zoom meeting" not in host.open(PAGE).text


@pytest.mark.both_databases
def test_every_row_goes_and_the_strangers_stay(cast: Cast, host: Visitor, app: Flask) -> None:
    host_id, others = cast.host.id, offer(cast.stranger)
    theirs = booking.book(others, request(MONDAY_NINE), NOW).id
    fill(cast)
    leave(host, nobody_is_told="y")
    assert db.session.get(Host, host_id) is None
    assert db.session.query(Appointment).one().id == theirs
    rows = snapshot()
    one_each = ("hosts", "appointment_types", "schedules", "participants")
    assert [len(rows[name]) for name in one_each] == [1, 1, 1, 1]
    gone = ("host_photos", "old_handles", "host_sessions", "zoom_connections", "away", "undo_steps")
    assert [rows[name] for name in gone] == [[]] * len(gone)
    assert "new@example.com" not in repr(rows), "in no mail either"


def test_every_page_of_his_stops(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    appointment = fill(cast)
    pages = ["/jane", "/host", "/jane/intro", "/host/intro", "/api/slots/host/intro"]
    pages += [participant_path(appointment.participant), f"/photos/{cast.host.photo}.webp"]
    leave(host, nobody_is_told="y")
    assert "Your account is deleted" in host.follow().text
    host.open("/dashboard", 303)
    for page in pages:
        visitor.open(page, 404)


def test_54_queued_jobs_end_clean(
    cast: Cast, host: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    appointment_id = fill(cast).id
    message_id = db.session.query(Message).filter_by(kind=Kind.ZOOM_TROUBLE).one().id
    connection_id = db.session.query(ZoomConnection).one().id
    leave(host, nobody_is_told="y")
    monkeypatch.setattr("pinmycal.mail.send", lambda *_: pytest.fail("a mail"))
    monkeypatch.setattr("requests.Session.request", lambda *_, **__: pytest.fail("a call"))
    jobs.settle_appointment(appointment_id)
    jobs.send_message(message_id)
    jobs.keep_alive(connection_id)
    sweep(NOW + timedelta(days=100))
    assert db.session.query(Message).count() == 0


def test_zoom_is_told_once_all_is_gone(cast: Cast, host: Visitor, at_zoom: list[str]) -> None:
    fill(cast)
    leave(host, nobody_is_told="y")
    assert at_zoom == ["access"]
    assert "To be sure" not in host.follow().text


def test_a_zoom_that_does_not_answer_is_said(
    cast: Cast, host: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(cast)
    monkeypatch.setattr("pinmycal.web.settings.leaving.live_token", lambda _id: None)
    leave(host, nobody_is_told="y")
    assert "remove PinMyCal in your Zoom account too" in host.follow().text


def test_whom_appointments_count_on_is_asked_first(
    cast: Cast, host: Visitor, at_zoom: list[str]
) -> None:
    fill(cast)
    assert "One appointment is still to come" in host.open(PAGE).text
    leave(host, 422)
    assert "cancel your appointments first" in host.error("nobody_is_told")
    assert db.session.query(Host).count() == 2
    assert at_zoom == []


def test_with_nothing_to_come_there_is_nothing_to_tick(cast: Cast, host: Visitor) -> None:
    booking.cancel(cast.book(), "host", "", NOW).due_at = None
    db.session.commit()
    host.open(PAGE)
    assert not host.page.find(attrs={"name": "nobody_is_told"})
    leave(host)


def test_what_is_booked_meanwhile_is_seen(cast: Cast, host: Visitor) -> None:
    """The page said that nothing is to come; then someone booked."""
    host.open(PAGE)
    cast.book()
    host.submit("Delete the account", 422, password=PASSWORD)
    assert "One appointment is still to come" in host.text


@pytest.mark.parametrize("password", ["", "wrong", "x" * 3000, "a\x00b"])
def test_only_with_the_password(cast: Cast, host: Visitor, password: str) -> None:
    leave(host, 422, password)
    assert host.error("password")
    assert db.session.query(Host).count() == 2


def test_whoever_books_just_then_finds_nothing(
    cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = booking.book

    def leave_first(*wish: object) -> Appointment:
        leaving.delete_host(cast.host.id, True, NOW)
        return book(*wish)

    visitor.open(FORM)
    monkeypatch.setattr(booking, "book", leave_first)
    visitor.submit("Confirm", 404, **TYPED)
    assert db.session.query(Appointment).count() == 0


def test_everyone_can_be_told_first(cast: Cast, host: Visitor, mailed: list[str]) -> None:
    first, second = cast.book(), cast.book(MONDAY_NINE + timedelta(hours=1))
    host.open(PAGE).submit("Cancel all and tell everyone", reason="I retire.")
    assert first.is_cancelled
    assert second.is_cancelled
    assert first.cancel_reason == "I retire."
    assert "on their way" in host.follow().text
    leave(host, 422)
    for appointment_id in (first.id, second.id):
        settle(appointment_id, lambda: NOW)
    assert "on their way" not in host.open(PAGE).text
    leave(host)
    assert db.session.query(Appointment).count() == 0
    assert len(mailed) == 4


def test_a_reason_that_is_too_long_is_kept_and_nothing_is_cancelled(
    cast: Cast, host: Visitor
) -> None:
    appointment = cast.book()
    host.open(PAGE).submit("Cancel it and tell everyone", 422, reason="x" * 501)
    assert host.value("reason") == "x" * 501
    assert not appointment.is_cancelled


def test_what_is_over_and_what_is_anothers_stays_as_it_is(cast: Cast, host: Visitor) -> None:
    theirs = booking.book(offer(cast.stranger), request(MONDAY_NINE), NOW)
    past = cast.book(MONDAY_NINE - timedelta(days=7), NOW - timedelta(days=8))
    host.post(f"{PAGE}/cancel-all")
    assert not theirs.is_cancelled
    assert not past.is_cancelled
