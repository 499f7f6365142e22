"""The host removes PinMyCal inside Zoom: what is left, and what comes back when he reconnects."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Kind, Message, ZoomConnection
from pinmycal.zoom import webhooks
from pinmycal.zoom.vault import seal
from sandbox.zoom import ZoomSandbox
from tests.cast import NOW, Cast
from tests.sandbox.client import Client
from tests.settle.clock import Clock

pytestmark = pytest.mark.both_databases
USER = "sandbox-licensed-user"
PAYLOAD = {
    "client_id": "sandbox-client",
    "user_id": USER,
    "account_id": "account",
    "deauthorization_time": (NOW + timedelta(minutes=1)).isoformat(),
}


@pytest.fixture
def removed(connected: Cast) -> Appointment:
    appointment = connected.book()
    Clock().settle(appointment.id)
    event = {"event": "app_deauthorized", "payload": PAYLOAD}
    assert webhooks.take_in(event, b"goodbye", NOW) == connected.host.id
    return appointment


def test_nothing_that_zoom_told_of_the_person_is_left(removed: Appointment) -> None:
    everything = [
        str(tuple(row))
        for table in db.metadata.sorted_tables
        for row in db.session.execute(db.select(table))
    ]
    assert everything
    assert [row for row in everything if USER in row or "Host at Zoom" in row] == []
    assert db.session.query(ZoomConnection).count() == 0


def test_the_appointment_stands_and_the_host_is_told(removed: Appointment) -> None:
    db.session.refresh(removed)
    assert removed.status == "confirmed"
    assert removed.zoom_meeting
    assert removed.zoom_meeting.join_url
    assert db.session.query(Message).filter_by(kind=Kind.ZOOM_BROKEN).count() == 1


def test_reconnected_its_meeting_is_known_again(
    removed: Appointment, connected: Cast, at_zoom: ZoomSandbox
) -> None:
    connection = connected.connect_zoom(user=USER)
    _lend_tokens(connection, at_zoom)
    booking.cancel(removed, "host", "", NOW)
    Clock().settle(removed.id)
    assert at_zoom.live_meetings == []


def _lend_tokens(connection: ZoomConnection, at_zoom: ZoomSandbox) -> None:
    client = Client(at_zoom)
    client.connect()
    connection.access_token = seal(client.tokens["access_token"])
    db.session.commit()
