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
from pinmycal.models import Appointment, Message
from pinmycal.zoom import webhooks
from sandbox.mailbox import MailboxSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
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
