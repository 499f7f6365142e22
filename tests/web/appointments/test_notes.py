"""What a host notes in a record, and that nobody else learns of it."""

from datetime import timedelta

import pytest
from flask import Flask

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.mail import compose
from pinmycal.models import Appointment, Kind
from pinmycal.times import iso
from pinmycal.zoom.details import choices_of, details
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.web.conftest import Clock
from tests.web.routes import routes
from tests.web.visitor import Visitor

SECRET = "He-still-owes-us"


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    return cast.book()


@pytest.fixture
def page(appointment: Appointment) -> str:
    return f"/appointments/{appointment.public_id}"


def test_a_note_is_kept(appointment: Appointment, page: str, host: Visitor) -> None:
    assert host.open(page).submit("Save the note", host_note=" One\r\ntwo ").location == page
    assert "Your note is saved." in host.follow().text
    assert (appointment.host_note, host.value("host_note")) == ("One\ntwo", "One\ntwo")
    host.submit("Save the note", host_note="").follow()
    assert (appointment.host_note, host.value("host_note")) == ("", "")


@pytest.mark.parametrize("words", ["x" * 2001, "a\0b", "a\x1bb"])
def test_a_note_that_cannot_be(
    appointment: Appointment, page: str, host: Visitor, words: str
) -> None:
    host.post(f"{page}/note", 422, data={"host_note": words})
    assert host.error("host_note")
    assert appointment.host_note == ""


def test_no_participant_is_shown_it(
    app: Flask, cast: Cast, appointment: Appointment, visitor: Visitor
) -> None:
    appointment.host_note = SECRET
    db.session.commit()
    own = participant_path(appointment.participant)
    shown = [each.path for each in routes(app, cast, "GET") if not each.path.startswith("/appoi")]
    later = f"{own}/reschedule?start={iso(MONDAY_NINE + timedelta(hours=1))}&tz=UTC"
    for path in [*shown, own, f"{own}/cancel", f"{own}/reschedule", later, f"{own}/calendar.ics"]:
        assert SECRET not in visitor._send(path, method="GET").text, path


def test_no_mail_has_it_and_no_meeting(app: Flask, appointment: Appointment) -> None:
    appointment.host_note = SECRET
    db.session.commit()
    booking.move(appointment, MONDAY_NINE + timedelta(hours=1), NOW)
    letters = [str(compose(message, NOW)) for message in appointment.messages]
    booking.cancel(appointment, "host", "Ill", NOW)
    letters += [str(compose(message, NOW)) for message in appointment.messages]
    assert len(letters) == 4
    assert SECRET not in "".join(letters)
    assert SECRET not in str(details(appointment, choices_of(appointment.host_id)))


def test_who_stayed_away(
    cast: Cast, appointment: Appointment, page: str, host: Visitor, clock: Clock
) -> None:
    clock.now = MONDAY_NINE
    host.open(page).submit("Mark as a no-show").follow()
    assert appointment.no_show
    clock.now = MONDAY_NINE + timedelta(hours=1)
    assert "No-show" in host.open("/dashboard?show=past").text
    host.open(page).submit("Not a no-show")
    assert not appointment.no_show


def test_nobody_misses_what_has_not_begun(
    appointment: Appointment, page: str, host: Visitor, clock: Clock
) -> None:
    clock.now = MONDAY_NINE - timedelta(seconds=1)
    assert "no-show" not in host.open(page).text
    host.post(f"{page}/no-show", data={"no_show": "yes"})
    assert "has begun" in host.follow().text
    assert not appointment.no_show


def test_nobody_misses_what_was_cancelled(
    appointment: Appointment, page: str, host: Visitor, clock: Clock
) -> None:
    booking.cancel(appointment, "participant", "", NOW)
    clock.now = MONDAY_NINE
    assert "no-show" not in host.open(page).text
    host.post(f"{page}/no-show", data={"no_show": "yes"})
    assert not appointment.no_show


def test_who_moves_it_may_yet_come(appointment: Appointment, clock: Clock) -> None:
    booking.mark_no_show(appointment, True, MONDAY_NINE)
    booking.move(appointment, MONDAY_NINE + timedelta(hours=1), MONDAY_NINE)
    assert not appointment.no_show


@pytest.mark.parametrize("wish", ["", "maybe", "1", "\0"])
def test_a_wish_that_is_none(appointment: Appointment, page: str, host: Visitor, wish: str) -> None:
    host.post(f"{page}/no-show", 422, data={"no_show": wish})


def test_the_mails_and_what_became_of_them(
    appointment: Appointment, page: str, host: Visitor
) -> None:
    to_participant, to_host = appointment.messages
    to_participant.sent_at, to_participant.due_at = NOW, None
    db.session.commit()
    items = [" ".join(li.get_text(" ").split()) for li in host.open(page).page.select(".mails li")]
    assert items[0] == "Confirmation to Participant Sent Monday, 1 March 2027, 07:00"
    assert items[1] == "Confirmation to you On its way"
    to_host.failed_at, to_host.due_at = NOW, None
    db.session.commit()
    assert "Refused Monday" in host.open(page).text


def test_a_reminder_is_planned(appointment: Appointment, page: str, host: Visitor) -> None:
    for message in appointment.messages:
        message.kind, message.due_at = Kind.REMINDER, MONDAY_NINE - timedelta(hours=1)
    db.session.commit()
    host.open(page)
    assert "Reminder to Participant Planned Monday, 1 March 2027, 08:00" in host.text
    assert "On its way" not in host.text


def test_cancelling_with_a_message(page: str, host: Visitor) -> None:
    assert "Message to Participant" in host.open(f"{page}/cancel").text
    host.submit("Cancel the appointment", reason="Sorry").follow()
    assert "Your message Sorry" in host.text
