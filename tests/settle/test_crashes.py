"""A worker killed between any two side effects: before and after each commit, call and mail.

Whatever the boundary, the next worker brings it to the same end.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment
from pinmycal.settle.claims import LEASE
from pinmycal.zoom.details import marker
from sandbox.mailbox import MailboxSandbox
from sandbox.zoom import ZoomSandbox
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.settle.clock import Clock
from tests.settle.reaper import boundaries, killed_at

pytestmark = [
    pytest.mark.both_databases,
    # Python 3.12 warns of forks beside threads: the child touches none of the sandbox's.
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]
AFTERWARDS = LEASE + timedelta(seconds=1)


def nothing(_: Appointment) -> None:
    """The booking itself is the change."""


def move(appointment: Appointment) -> None:
    booking.move(appointment, appointment.starts_at + timedelta(minutes=30), NOW)


def cancel(appointment: Appointment) -> None:
    booking.cancel(appointment, "participant", "", NOW)


@pytest.mark.parametrize("change", [nothing, move, cancel])
def test_a_kill_at_any_boundary_ends_well(
    connected: Cast,
    at_zoom: ZoomSandbox,
    mails: MailboxSandbox,
    change: Callable[[Appointment], None],
) -> None:
    count = boundaries(_changed(connected, 0, change), Clock())
    for boundary in range(1, count + 1):
        appointment_id = _changed(connected, boundary, change)
        assert killed_at(boundary, appointment_id, Clock()), boundary
        Clock().settle(appointment_id, AFTERWARDS)
        _ended_well(db.session.get_one(Appointment, appointment_id), at_zoom)
    _told_once(mails)


def test_the_way_is_as_long_as_we_think(connected: Cast) -> None:
    """A booking: 4 commits and a create, then twice a mail between two commits."""
    assert boundaries(connected.book().id, Clock()) == 2 * (4 + 1) + 2 * 2 * 3


def _changed(cast: Cast, number: int, change: Callable[[Appointment], None]) -> int:
    """An appointment on a day of its own, settled before the change if there is one."""
    weeks, weekday = divmod(number, 5)
    at = MONDAY_NINE + timedelta(weeks=weeks, days=weekday)
    appointment = cast.book(at=at, now=NOW, email=f"participant-{number}@example.com")
    if change is not nothing:
        Clock().settle(appointment.id)
        change(appointment)
    return appointment.id


def _ended_well(appointment: Appointment, at_zoom: ZoomSandbox) -> None:
    ours = [m for m in at_zoom.live_meetings if m["agenda"].startswith(marker(appointment))]
    assert len(ours) == (0 if appointment.is_cancelled else 1)
    assert [message.due_at for message in appointment.messages if message.due_at] == []
    for meeting in ours:
        assert appointment.zoom_meeting is not None
        assert meeting["join_url"] == appointment.zoom_meeting.join_url
        assert meeting["start_time"] == appointment.starts_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _told_once(mails: MailboxSandbox) -> None:
    """Every message arrived; a repeat has the Message-ID of the first."""
    owed = {
        message.message_id for each in db.session.query(Appointment) for message in each.messages
    }
    arrived = {str(mail["Message-ID"]).strip("<>").split("@")[0] for mail in mails.messages}
    assert arrived == owed
