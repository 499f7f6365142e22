"""The calendar part: what calendars rely on, and what nobody may slip into it."""

from email.message import EmailMessage

import pytest
from icalendar import Calendar, Component

from pinmycal.mail import appointment_calendar
from pinmycal.models import Appointment, Kind, Participant
from pinmycal.models.appointment import CANCELLED
from tests.mail.conftest import NOW
from tests.mail.writing import JOIN_URL, account_mail, mail_to, make_meeting, part

INJECTIONS = [
    "A\r\nATTENDEE:mailto:victim@example.com",
    "A\nEND:VEVENT\nBEGIN:VEVENT",
    "A\u2028X-NEW:1",
    "A\x85X-NEW:1",
    'A";X-NEW=1:mailto:victim@example.com',
    "A;X-NEW=1",
    "A:mailto:victim@example.com,b",
    "A^nX-NEW:1^'",
    "A\\nX-NEW:1",
    "A\x00\ud800",
    "A" * 500 + ":X",
]


def event_of(appointment: Appointment, reader: Participant | None = None) -> Component:
    calendar = Calendar.from_ical(appointment_calendar(appointment, NOW, reader))
    [event] = calendar.walk("VEVENT")
    assert isinstance(event, Component)
    return event


def shape(written: bytes) -> list[tuple[str, list[str]]]:
    """Names of properties and of their parameters, as another program would read them."""
    items = Calendar.from_ical(written).property_items()
    return [(name, sorted(getattr(value, "params", {}))) for name, value in items]


def test_time_and_name(appointment: Appointment) -> None:
    written = appointment_calendar(appointment, NOW, None).decode()
    assert "\r\nDTSTART:20270304T093000Z\r\n" in written
    assert "\r\nDTEND:20270304T100000Z\r\n" in written
    assert "\r\nDTSTAMP:20270301T080000Z\r\n" in written
    assert f"\r\nUID:{'a' * 24}@book.example\r\n" in written
    assert "\r\nSUMMARY:Intro call: Demo Host and Participant\r\n" in written
    assert "\r\nVERSION:2.0\r\n" in written


def test_people(appointment: Appointment) -> None:
    event = event_of(appointment)
    assert event["organizer"] == "mailto:no-reply@book.example"
    assert event["organizer"].params["CN"] == "Demo Host"
    assert event["attendee"] == ["mailto:participant@example.com", "mailto:host@example.com"]
    assert [who.params["CN"] for who in event["attendee"]] == ["Participant", "Demo Host"]
    for attendee in event["attendee"]:
        assert (attendee.params["PARTSTAT"], attendee.params["RSVP"]) == ("ACCEPTED", "FALSE")


def test_location_is_the_link_once_it_is_known(appointment: Appointment) -> None:
    assert event_of(appointment)["location"] == "Zoom Meeting"
    make_meeting(appointment)
    event = event_of(appointment)
    assert event["location"] == JOIN_URL
    assert f"Join: {JOIN_URL}" in event["description"]


@pytest.mark.parametrize("location", ["phone", "in_person", "link"])
def test_location_is_what_the_host_wrote(appointment: Appointment, location: str) -> None:
    appointment.location, appointment.location_detail = location, "https://meet.example, room 4"
    assert event_of(appointment)["location"] == "https://meet.example, room 4"


def test_moved_and_cancelled(appointment: Appointment) -> None:
    appointment.sequence = 3
    standing = appointment_calendar(appointment, NOW, None)
    assert b"METHOD:REQUEST" in standing
    assert b"STATUS:CONFIRMED" in standing
    assert b"SEQUENCE:3" in standing
    appointment.status, appointment.sequence = CANCELLED, 4
    cancelled = appointment_calendar(appointment, NOW, None)
    assert b"METHOD:CANCEL" in cancelled
    assert b"STATUS:CANCELLED" in cancelled
    assert b"SEQUENCE:4" in cancelled


def test_nothing_to_join_or_change_once_cancelled(appointment: Appointment) -> None:
    appointment.status = CANCELLED
    assert "description" not in event_of(appointment)


def test_the_host_does_not_get_the_key_of_the_participant(
    appointment: Appointment, participant: Participant
) -> None:
    theirs, hosts = event_of(appointment, participant), event_of(appointment)
    assert theirs["url"].startswith("https://book.example/a/")
    assert theirs["url"] in theirs["description"]
    assert hosts["url"] == f"https://book.example/appointments/{'a' * 24}"
    assert "/a/" not in appointment_calendar(appointment, NOW, None).decode()


@pytest.mark.parametrize("evil", INJECTIONS)
def test_no_new_property(appointment: Appointment, participant: Participant, evil: str) -> None:
    appointment.location, appointment.location_detail = "in_person", "Room 4"
    before = shape(appointment_calendar(appointment, NOW, None))
    participant.name = appointment.host.name = appointment.title = evil
    appointment.location_detail = evil
    after = appointment_calendar(appointment, NOW, None)
    assert shape(after) == before
    assert after.count(b"\nBEGIN:VEVENT") == 1


def test_a_join_url_that_is_none_is_not_written(appointment: Appointment) -> None:
    make_meeting(appointment)
    assert appointment.zoom_meeting
    appointment.zoom_meeting.join_url = "https://zoom.example/\r\nX-NEW:1"
    assert b"X-NEW" not in appointment_calendar(appointment, NOW, None)


@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.LINK, Kind.MOVE])
def test_third_part_of_the_mail(
    appointment: Appointment, participant: Participant, kind: Kind
) -> None:
    written = appointment_calendar(appointment, NOW, participant)
    mail = mail_to(kind, appointment, participant)
    types = [each.get_content_type() for each in mail.iter_parts()]
    assert types == ["text/plain", "text/html", "text/calendar"]
    assert _calendar_part(mail).get_param("method") == "REQUEST"
    assert part(mail, "text/calendar").encode() == written


def test_the_mail_says_cancel_too(appointment: Appointment, participant: Participant) -> None:
    appointment.status = CANCELLED
    mail = mail_to(Kind.CANCELLATION, appointment, participant)
    assert _calendar_part(mail).get_param("method") == "CANCEL"


def test_account_mail_has_none(appointment: Appointment) -> None:
    mail = account_mail(Kind.ZOOM_BROKEN, appointment.host)
    types = [each.get_content_type() for each in mail.iter_parts()]
    assert types == ["text/plain", "text/html"]


def _calendar_part(mail: EmailMessage) -> EmailMessage:
    part = list(mail.iter_parts())[2]
    assert isinstance(part, EmailMessage)
    return part
