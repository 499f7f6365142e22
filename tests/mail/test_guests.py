"""Mails of those who were invited, and what the host is told of them and of the answers."""

import re

import pytest
from bs4 import BeautifulSoup

from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.mail import appointment_calendar
from pinmycal.models import Appointment, Kind, Participant
from pinmycal.models.appointment import CANCELLED
from tests.mail.comparing import assert_golden
from tests.mail.conftest import NOW
from tests.mail.writing import connect_zoom, mail_to, make_meeting, part


@pytest.fixture
def guest(appointment: Appointment) -> Participant:
    for number, called in enumerate(("guest", "second")):
        invited = Participant(
            public_id=f"{number}" * 24,
            name=called,
            email=f"{called}@example.com",
            time_zone="America/New_York",
            is_guest=True,
        )
        appointment.participants.append(invited)
    appointment.participant.answers = [
        ["How did you hear of us?", "A friend"],
        ["What is it about?", "Prices.\nDates."],
        ["Anything else?", ""],
        ["May we call?", "No"],
    ]
    db.session.commit()
    return appointment.guests[0]


@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.LINK, Kind.MOVE])
def test_to_a_guest(kind: Kind, appointment: Appointment, guest: Participant) -> None:
    make_meeting(appointment)
    assert_golden(f"{kind}-guest", mail_to(kind, appointment, guest))


def test_the_link_follows(appointment: Appointment, guest: Participant) -> None:
    connect_zoom(appointment.host)
    mail = mail_to(Kind.CONFIRMATION, appointment, guest)
    assert_golden("confirmation-link-follows-guest", mail)


@pytest.mark.parametrize("by", ["participant", "host"])
def test_cancelled(appointment: Appointment, guest: Participant, by: str) -> None:
    appointment.status, appointment.cancelled_by = CANCELLED, by
    mail = mail_to(Kind.CANCELLATION, appointment, guest)
    assert_golden(f"cancellation-by-{by}-to-guest", mail)


def test_the_host_is_told_of_answers_and_guests(
    appointment: Appointment, guest: Participant
) -> None:
    make_meeting(appointment)
    assert_golden("confirmation-host-answers", mail_to(Kind.CONFIRMATION, appointment, None))


def test_the_one_who_booked_has_all_that_he_said(
    appointment: Appointment, guest: Participant
) -> None:
    make_meeting(appointment)
    appointment.description = "A first call.\nBring your questions."
    mail = mail_to(Kind.CONFIRMATION, appointment, appointment.participant)
    assert_golden("confirmation-participant-answers", mail)
    html = part(mail, "text/html")
    shown = BeautifulSoup(html, "html.parser").get_text()
    for words in ("Bring your questions.", "second@example.com", "A friend", "price and date"):
        assert words in shown
    assert "mailto:" not in html


def test_a_note_of_the_hosts_is_not_told_to_whom_he_books_for(
    appointment: Appointment, participant: Participant
) -> None:
    appointment.booked_by = "host"
    told = part(mail_to(Kind.CONFIRMATION, appointment, participant), "text/plain")
    assert "price and date" not in told
    kept = part(mail_to(Kind.CONFIRMATION, appointment, None), "text/plain")
    assert "price and date" in kept


@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.MOVE, Kind.CANCELLATION])
def test_a_guest_is_offered_no_change_and_nobody_elses_page(
    appointment: Appointment, guest: Participant, kind: Kind
) -> None:
    if kind is Kind.CANCELLATION:
        appointment.status, appointment.cancelled_by = CANCELLED, "host"
    said = appointment_calendar(appointment, NOW, guest).decode().replace("\r\n ", "")
    mail = mail_to(kind, appointment, guest)
    said += "".join(part(mail, each) for each in ("text/plain", "text/html"))
    assert not re.search("/reschedule|/cancel|move or cancel", said)
    assert set(re.findall(r"/a/[\w.-]+", said)) == {participant_path(guest)}
    assert "A friend" not in said
    assert "price and date" not in said


def test_calendars_list_everyone(appointment: Appointment, guest: Participant) -> None:
    written = appointment_calendar(appointment, NOW, None).decode().replace("\r\n ", "")
    for who in ("participant", "guest", "second", "host"):
        assert f":mailto:{who}@example.com" in written


@pytest.mark.parametrize("content", ["text/plain", "text/html"])
def test_answers_are_inert(appointment: Appointment, guest: Participant, content: str) -> None:
    appointment.participant.answers = [["See <b>", "http://evil.example <script>"]]
    said = part(mail_to(Kind.CONFIRMATION, appointment, None), content)
    apart = "http<span>:</span>//evil<span>.</span>example"
    assert (apart if content == "text/html" else "http: //evil. example") in said
    assert ("<script>" in said) == (content == "text/plain")


def test_a_clock_of_twelve_hours(appointment: Appointment, participant: Participant) -> None:
    participant.hour12 = True
    make_meeting(appointment)
    mail = mail_to(Kind.CONFIRMATION, appointment, participant)
    assert_golden("confirmation-participant-12-hours", mail)
