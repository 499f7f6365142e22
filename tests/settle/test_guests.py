"""Guests are told of everything, each once, with a link to a page of his own."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.links import participant_link
from sandbox.mailbox import MailboxSandbox
from tests.cast import MONDAY_NINE, Cast
from tests.settle.clock import Clock

pytestmark = pytest.mark.both_databases
GUESTS = ("ann@example.org", "bob@example.org")
EVERYONE = ["ann@example.org", "bob@example.org", "host@example.com", "participant@example.com"]


def told(mails: MailboxSandbox) -> list[str]:
    """Who got a mail since the last look, in alphabetical order."""
    recipients = sorted(mail.recipients[0] for mail in mails.messages)
    mails.clear()
    return recipients


def test_each_change_is_told_once(connected: Cast, mails: MailboxSandbox) -> None:
    appointment, clock = connected.book(guests=GUESTS), Clock()
    clock.settle(appointment.id)
    assert told(mails) == EVERYONE
    later = MONDAY_NINE + timedelta(hours=1)
    clock.settle(booking.move(appointment, later, clock.now).id)
    assert told(mails) == EVERYONE
    clock.settle(booking.cancel(appointment, "participant", "", clock.now).id)
    clock.settle(appointment.id)
    assert told(mails) == EVERYONE


def test_a_guest_gets_link_calendar_and_his_own_page(
    connected: Cast, mails: MailboxSandbox
) -> None:
    appointment = connected.book(guests=GUESTS)
    Clock().settle(appointment.id)
    links = {each.email: participant_link(each) for each in appointment.participants}
    assert appointment.zoom_meeting is not None
    for mail in mails.messages:
        shown = [email for email, link in links.items() if link in mail.text + mail.html]
        assert shown == [email for email in links if email == mail.recipients[0]]
        assert str(appointment.zoom_meeting.join_url) in mail.text
        assert "METHOD:REQUEST" in mail.calendar
