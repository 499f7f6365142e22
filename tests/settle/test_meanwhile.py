"""Changes that come while a worker is in the middle of something."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from threading import Thread
from typing import Any

import pytest
from flask import Flask

from pinmycal import booking, mail
from pinmycal.extensions import db
from pinmycal.models import Appointment, Host, Kind, Message, ZoomConnection, ZoomMeeting
from pinmycal.settle import run
from pinmycal.settle.plan import Step
from pinmycal.settle.work import Work
from pinmycal.zoom import webhooks
from pinmycal.zoom.api import ZoomApi
from pinmycal.zoom.connection import connect
from pinmycal.zoom.errors import ZoomError
from pinmycal.zoom.meeting import Meeting
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.sandbox.client import Client
from tests.settle.clock import Clock

pytestmark = pytest.mark.both_databases
HALF_PAST = MONDAY_NINE + timedelta(minutes=30)


def test_a_move_while_a_mail_is_written_is_told_all_the_same(
    app: Flask, connected: Cast, mails: MailboxSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    appointment_id, compose = connected.book().id, mail.compose

    def move() -> None:
        with app.app_context():
            booking.move(db.session.get_one(Appointment, appointment_id), HALF_PAST, NOW)

    moving = Thread(target=move)

    def compose_slowly(message: Message, now: datetime) -> EmailMessage:
        if not moving.ident:
            moving.start()
            moving.join(0.5)  # it has to wait for us, so this is as long as it takes
        return compose(message, now)

    monkeypatch.setattr(mail, "compose", compose_slowly)
    db.session.rollback()
    Clock().settle(appointment_id)
    moving.join()
    Clock().settle(appointment_id)
    newest = [each for each in mails.messages if each.recipients == ["participant@example.com"]][-1]
    assert "DTSTART:20270301T083000Z" in newest.calendar


def test_49_the_same_event_twice_at_one_moment_has_one_effect(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    effects: list[int | None] = []

    def take_in() -> None:
        with app.app_context():
            effects.append(webhooks.take_in({"event": "test", "payload": {}}, b"bytes", NOW))

    repeat = Thread(target=take_in)

    def handler(_payload: Mapping[str, Any], _now: datetime) -> int:
        if not repeat.ident:
            repeat.start()
            repeat.join(0.5)  # it has to wait for us, so this is as long as it takes
        return 1

    monkeypatch.setitem(webhooks._HANDLERS, "test", handler)
    take_in()
    repeat.join()
    assert effects == [1, None]


def reconnect(at_zoom: ZoomSandbox, user: str) -> None:
    """The host gives a new authorisation, by the whole of what the callback does."""
    client = Client(at_zoom)
    client.connect(user)
    host_id = db.session.query(Host.id).filter_by(handle="host").scalar()
    connect(host_id, client.tokens, NOW)


def meet(fault: str, at_zoom: ZoomSandbox) -> None:
    if fault == "dead":
        at_zoom.kill_tokens()
    elif fault == "scopes":
        at_zoom.fault("create", "status", code=400, body={"code": 4711})
    elif fault == "refused":
        at_zoom.fault("create", "status", code=400, body={"code": 3161})
    else:
        at_zoom.fault("create", fault)


@pytest.mark.parametrize("user", ["sandbox-licensed-user", "sandbox-other-user"])
@pytest.mark.parametrize(
    "fault", ["dead", "status", "rate_limit", "daily_limit", "scopes", "refused", "lost_reply"]
)
def test_a_failure_of_the_old_authorisation_is_not_charged_to_the_new_one(
    connected: Cast,
    at_zoom: ZoomSandbox,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    user: str,
) -> None:
    """The host connects anew after the call failed, and before that is written down."""
    appointment_id, note = connected.book().id, run.note_trouble
    meet(fault, at_zoom)

    def note_late(step: Step, work: Work, error: ZoomError) -> None:
        monkeypatch.setattr(run, "note_trouble", note)
        at_zoom.clear_faults()
        reconnect(at_zoom, user)
        note(step, work, error)

    monkeypatch.setattr(run, "note_trouble", note_late)
    Clock().settle(appointment_id)
    connection = db.session.query(ZoomConnection).populate_existing().one()
    assert (connection.zoom_user_id, connection.broken_at) == (user, None)
    assert (connection.parked_until, connection.writes_parked_until) == (None, None)
    assert connection.last_error == ""
    meeting = db.session.query(ZoomMeeting).one()
    assert (meeting.state, meeting.failures, meeting.refused) == ("ready", 0, None)
    kinds = {message.kind for message in db.session.query(Message)}
    assert not kinds & {Kind.ZOOM_BROKEN, Kind.ZOOM_TROUBLE}
    mine = [each for each in at_zoom.live_meetings if each["host_id"] == user]
    assert len(mine) == 1


def test_what_is_made_in_the_account_before_does_not_use_up_the_new_ones_limit(
    connected: Cast, at_zoom: ZoomSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    appointment_id, create = connected.book().id, ZoomApi.create

    def create_slowly(zoom: ZoomApi, details: dict[str, Any]) -> Meeting:
        made = create(zoom, details)
        reconnect(at_zoom, "sandbox-other-user")
        return made

    monkeypatch.setattr(ZoomApi, "create", create_slowly)
    Clock().settle(appointment_id)
    connection = db.session.query(ZoomConnection).populate_existing().one()
    assert connection.writes_today(NOW) == 0
    meeting = db.session.query(ZoomMeeting).one()
    assert meeting.account_key != connection.account_key
    assert meeting.state == "ready", "its link works, whoever is connected now"
