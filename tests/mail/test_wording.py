"""What each mail says, word for word."""

import re
from datetime import timedelta

import pytest

from pinmycal.extensions import db
from pinmycal.models import Appointment, Host, Kind, Participant, Schedule
from pinmycal.models.appointment import CANCELLED
from tests.cast import offer
from tests.mail.comparing import assert_golden
from tests.mail.conftest import NOW
from tests.mail.writing import account_mail, connect_zoom, mail_to, make_meeting, part


@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.LINK, Kind.MOVE])
def test_with_a_link(kind: Kind, appointment: Appointment, participant: Participant) -> None:
    make_meeting(appointment)
    assert_golden(f"{kind}-participant", mail_to(kind, appointment, participant))


@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.LINK, Kind.MOVE])
def test_with_a_link_to_the_host(kind: Kind, appointment: Appointment) -> None:
    make_meeting(appointment)
    assert_golden(f"{kind}-host", mail_to(kind, appointment, None))


@pytest.mark.parametrize("reader", ["participant", "host"])
def test_link_follows(appointment: Appointment, participant: Participant, reader: str) -> None:
    connect_zoom(appointment.host)
    mail = mail_to(Kind.CONFIRMATION, appointment, participant if reader != "host" else None)
    assert_golden(f"confirmation-link-follows-{reader}", mail)


@pytest.mark.parametrize("reader", ["participant", "host"])
def test_no_zoom(appointment: Appointment, participant: Participant, reader: str) -> None:
    connect_zoom(appointment.host, broken_at=NOW)
    mail = mail_to(Kind.CONFIRMATION, appointment, participant if reader != "host" else None)
    assert_golden(f"confirmation-no-zoom-{reader}", mail)


@pytest.mark.parametrize("by", ["participant", "host"])
@pytest.mark.parametrize("reader", ["participant", "host"])
def test_cancelled(
    appointment: Appointment, participant: Participant, reader: str, by: str
) -> None:
    appointment.status, appointment.cancelled_by = CANCELLED, by
    appointment.cancel_reason = "Something came up." if by == "host" else ""
    mail = mail_to(Kind.CANCELLATION, appointment, participant if reader != "host" else None)
    assert_golden(f"cancellation-by-{by}-to-{reader}", mail)


@pytest.mark.parametrize("gone", [True, False])
def test_no_way_to_book_again_once_the_type_is_gone_or_closed(
    appointment: Appointment, participant: Participant, gone: bool
) -> None:
    assert appointment.appointment_type
    appointment.appointment_type.active = False
    appointment.status = CANCELLED
    appointment.appointment_type = None if gone else appointment.appointment_type
    text = part(mail_to(Kind.CANCELLATION, appointment, participant), "text/plain")
    assert "Book another time" not in text


def test_nothing_but_the_cancellation_is_told_of_a_cancelled_appointment(
    appointment: Appointment, participant: Participant
) -> None:
    appointment.status = CANCELLED
    mail = mail_to(Kind.CONFIRMATION, appointment, participant)
    assert mail["Subject"].startswith("Cancelled: ")


@pytest.mark.parametrize(
    ("location", "detail", "says"),
    [
        ("phone", "+49 30 1234", "Where\nPhone: +49 30 1234\n"),
        ("in_person", "Room 4", "Where\nIn person: Room 4\n"),
        ("link", "https://meet.example/room", "Where\nOnline\nhttps://meet.example/room\n"),
        ("link", "javascript:alert(1)", "Where\nOnline: javascript:alert(1)\n"),
        ("phone", "", "Where\nPhone\nDemo Host will call you, or send you the number.\n"),
        ("link", "", "Where\nOnline\nDemo Host will send you the details.\n"),
    ],
)
def test_other_places(
    appointment: Appointment, participant: Participant, location: str, detail: str, says: str
) -> None:
    appointment.location, appointment.location_detail = location, detail
    text = part(mail_to(Kind.CONFIRMATION, appointment, participant), "text/plain")
    assert says in text.replace("\r\n", "\n")


def test_password_reset(host: Host) -> None:
    assert_golden("password_reset", account_mail(Kind.PASSWORD_RESET, host))


def test_an_address_to_confirm(host: Host) -> None:
    host.new_email, host.new_email_at = "new@example.com", NOW
    mail = account_mail(Kind.EMAIL_CONFIRM, host, "new@example.com")
    assert_golden("email_confirm", mail)


@pytest.mark.parametrize("kind", [Kind.EMAIL_TAKEN, Kind.EMAIL_CHANGED])
def test_what_happened_with_an_address(host: Host, kind: Kind) -> None:
    host.new_email, host.new_email_at = "new@example.com", NOW
    mail = account_mail(kind, host, "other@example.com")
    assert_golden(kind, mail)
    links = re.findall(r'href="([^"]+)"', part(mail, "text/html"))
    assert links == ["mailto:support@book.example"], "and none that does anything"


def test_zoom_broken_with_one_waiting(appointment: Appointment) -> None:
    assert_golden("zoom_broken", account_mail(Kind.ZOOM_BROKEN, appointment.host))


def offers(host: Host, count: int, **changes: object) -> None:
    db.session.add(Schedule(host_id=host.id, name="Hours"))
    for number in range(1, count + 1):
        offer(host, title=f"Call {number}", slug=f"call-{number}", position=number, **changes)


def test_zoom_disconnected_with_types_that_are_open(host: Host) -> None:
    offers(host, 2)
    assert_golden("zoom_disconnected", account_mail(Kind.ZOOM_DISCONNECTED, host))


def test_zoom_disconnected_names_ten_types_and_counts_the_rest(host: Host) -> None:
    offers(host, 13)
    text = part(account_mail(Kind.ZOOM_DISCONNECTED, host), "text/plain")
    assert "- Call 10\n" in text
    assert "Call 11" not in text
    assert "and 3 more" in text


def test_zoom_disconnected_when_all_are_closed_by_now(host: Host) -> None:
    offers(host, 1, active=False)
    text = part(account_mail(Kind.ZOOM_DISCONNECTED, host), "text/plain")
    assert "Call 1" not in text
    assert "You disconnected Zoom" in text


def test_zoom_trouble(host: Host) -> None:
    assert_golden("zoom_trouble", account_mail(Kind.ZOOM_TROUBLE, host))


def test_what_another_host_waits_for_is_not_told(appointment: Appointment, host: Host) -> None:
    stranger = Host(name="Stranger", time_zone="UTC", email="stranger@example.com")
    stranger.id = host.id + 1
    text = part(account_mail(Kind.ZOOM_BROKEN, stranger), "text/plain")
    assert "No coming appointment waits" in text


def test_an_appointment_that_has_its_link_does_not_wait(appointment: Appointment) -> None:
    make_meeting(appointment)
    text = part(account_mail(Kind.ZOOM_BROKEN, appointment.host), "text/plain")
    assert "No coming appointment waits" in text


@pytest.mark.parametrize("change", ["past", "cancelled", "phone"])
def test_what_needs_no_zoom_does_not_wait(appointment: Appointment, change: str) -> None:
    if change == "past":
        appointment.starts_at, appointment.ends_at = NOW - timedelta(hours=1), NOW
    appointment.status = CANCELLED if change == "cancelled" else appointment.status
    appointment.location = "phone" if change == "phone" else appointment.location
    db.session.commit()
    text = part(account_mail(Kind.ZOOM_BROKEN, appointment.host), "text/plain")
    assert "No coming appointment waits" in text


def test_the_html_says_its_language(appointment: Appointment, participant: Participant) -> None:
    html = part(mail_to(Kind.CONFIRMATION, appointment, participant), "text/html")
    assert '<html lang="en">' in html


@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.MOVE, Kind.CANCELLATION])
@pytest.mark.parametrize("reader", ["participant", "host"])
def test_every_link_stands_in_the_text_too(
    appointment: Appointment, participant: Participant, kind: Kind, reader: str
) -> None:
    appointment.status = CANCELLED if kind is Kind.CANCELLATION else appointment.status
    mail = mail_to(kind, appointment, participant if reader == "participant" else None)
    links = re.findall(r'href="(?:mailto:)?([^"]+)"', part(mail, "text/html"))
    assert links
    for link in links:
        assert link in part(mail, "text/plain")
