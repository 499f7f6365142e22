"""Faults of the connection: tokens that expire or die, hosts who leave."""

from datetime import timedelta

import pytest

from pinmycal.extensions import db
from pinmycal.models import Kind, Message, ZoomConnection
from pinmycal.settle import send_account_mail
from pinmycal.times import utc_now
from pinmycal.zoom import tokens
from pinmycal.zoom.connection import wake
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.sandbox.client import Client
from tests.settle.clock import Clock
from tests.settle.steps import link_of, settled, texts_to

HALF_PAST = MONDAY_NINE + timedelta(minutes=30)
SOON = timedelta(seconds=10)


def test_12_an_expired_token_is_refreshed_once(connected: Cast, at_zoom: ZoomSandbox) -> None:
    at_zoom.expire_tokens()
    settled(connected)
    refreshes = [c for c in at_zoom.calls if (c["body"] or {}).get("grant_type") == "refresh_token"]
    assert (len(refreshes), len(at_zoom.live_meetings)) == (1, 1)


@pytest.mark.parametrize("answer", ["invalid_grant", "invalid_request"])
def test_13_a_dead_connection_is_marked_and_the_host_told_once(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox, answer: str
) -> None:
    at_zoom.expire_tokens()
    at_zoom.fault("refresh", answer, None)
    first, _ = settled(connected)
    later = connected.book(at=HALF_PAST)
    Clock().settle(later.id)
    assert db.session.query(ZoomConnection).one().broken_at == NOW
    assert db.session.query(Message).filter_by(kind=Kind.ZOOM_BROKEN).count() == 1
    assert len(texts_to(mails)) == 2, "bookings go on"
    assert first.due_at is None, "no storm: nothing is tried until he reconnects"


def test_13_reconnecting_tries_at_once_what_failed(connected: Cast, at_zoom: ZoomSandbox) -> None:
    at_zoom.expire_tokens()
    at_zoom.fault("refresh", "invalid_grant")
    appointment, clock = settled(connected)
    _reconnect(at_zoom)
    clock.settle(appointment.id, SOON)
    assert link_of(appointment)


def test_13_our_own_wrong_secret_kills_no_connection(connected: Cast, at_zoom: ZoomSandbox) -> None:
    at_zoom.expire_tokens()
    at_zoom.fault("refresh", "invalid_client")
    appointment, clock = settled(connected)
    assert db.session.query(ZoomConnection).one().broken_at is None
    clock.settle(appointment.id, timedelta(hours=1))
    assert len(at_zoom.live_meetings) == 1


@pytest.mark.parametrize("where", ["create", "refresh"])
def test_an_app_that_zoom_switched_off_ends_no_connection_and_alarms_the_operator(
    connected: Cast, at_zoom: ZoomSandbox, caplog: pytest.LogCaptureFixture, where: str
) -> None:
    at_zoom.expire_tokens()
    at_zoom.fault(where, "status", None, code=400, body={"code": 4717, "reason": "x"})
    appointment, clock = settled(connected)
    calls = len(at_zoom.calls)
    clock.settle(appointment.id, timedelta(minutes=50))
    assert len(at_zoom.calls) == calls, "no endless retry: once an hour"
    assert db.session.query(ZoomConnection).one().broken_at is None
    assert [each for each in caplog.records if each.levelname == "ERROR"]
    at_zoom.clear_faults()
    clock.settle(appointment.id, timedelta(hours=1))
    assert link_of(appointment)


@pytest.mark.parametrize("kind", [Kind.ZOOM_BROKEN, Kind.ZOOM_DISCONNECTED])
@pytest.mark.parametrize("back", [True, False])
def test_a_host_who_is_back_already_is_not_told_that_zoom_is_gone(
    connected: Cast, mails: MailboxSandbox, kind: Kind, back: bool
) -> None:
    if not back:
        db.session.query(ZoomConnection).one().broken_at = NOW
    told = Message(kind=kind, host_id=connected.host.id, created_at=NOW, due_at=NOW)
    db.session.add(told)
    db.session.commit()
    send_account_mail(told.id, NOW)
    assert len(mails.messages) == (0 if back else 1)
    assert told.due_at is None


def test_54_a_deleted_account_means_no_mail_and_no_call(
    connected: Cast, at_zoom: ZoomSandbox, mails: MailboxSandbox
) -> None:
    appointment = connected.book()
    appointment_id, before = appointment.id, len(at_zoom.calls)
    db.session.delete(appointment)
    db.session.delete(db.session.query(ZoomConnection).one())
    db.session.commit()
    Clock().settle(appointment_id)
    assert (len(at_zoom.calls), mails.messages) == (before, [])


def _reconnect(at_zoom: ZoomSandbox) -> None:
    client = Client(at_zoom)
    client.connect()
    connection = db.session.query(ZoomConnection).one()
    tokens.store(connection, client.tokens, utc_now())
    connection.broken_at = None
    wake(connection.host_id, NOW)
    db.session.commit()
