from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.links import participant_path, reset_link
from pinmycal.models import Appointment, Message
from pinmycal.times import iso
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.web.conftest import Clock
from tests.web.visitor import Visitor

HALF_PAST = MONDAY_NINE + timedelta(minutes=30)
MOVE = {"start": iso(HALF_PAST), "time_zone": "America/New_York"}


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    return cast.book()


@pytest.fixture
def page(appointment: Appointment) -> str:
    return participant_path(appointment.participant)


def test_the_page_says_who_when_and_where(page: str, visitor: Visitor) -> None:
    visitor.open(page)
    assert "You are booked" in visitor.text
    assert "Monday, 1 March 2027, 03:00 – 03:30" in visitor.text
    assert "09:00 for Host in Berlin" in visitor.text


def test_the_page_says_what_happens_next(
    appointment: Appointment, page: str, visitor: Visitor, clock: Clock
) -> None:
    assert "reminder" not in visitor.open(page).text
    assert f"{page}/reschedule" in visitor.links
    for minutes, words in ((15, "15 minutes"), (60, "1 hour"), (90, "90 minutes")):
        appointment.reminder_minutes = minutes
        db.session.commit()
        assert f"A reminder comes by mail, {words} before." in visitor.open(page).text
    clock.now = appointment.starts_at - timedelta(minutes=90)
    assert "reminder" not in visitor.open(page).text


def test_the_page_shows_what_he_wrote(
    appointment: Appointment, page: str, visitor: Visitor
) -> None:
    assert "What you told" not in visitor.open(page).text
    appointment.participant.note = "<b>Hello</b>"
    db.session.commit()
    assert "What you told Host Note <b>Hello</b>" in visitor.open(page).text


def test_the_page_says_what_the_host_wants_known(
    appointment: Appointment, page: str, visitor: Visitor
) -> None:
    assert "What to expect" not in visitor.open(page).text
    appointment.description, appointment.host.mail_text = "<b>A call</b>", "Bring papers"
    db.session.commit()
    token = page.removeprefix("/a/")
    for path in (page, f"/embed/host/intro/booked/{token}"):
        assert "What to expect <b>A call</b> Good to know Bring papers" in visitor.open(path).text
    booking.cancel(appointment, "host", "", NOW)
    assert "Bring papers" not in visitor.open(page).text


def test_a_note_of_the_hosts_is_not_shown_to_whom_he_books_for(
    appointment: Appointment, page: str, visitor: Visitor
) -> None:
    appointment.participant.note, appointment.booked_by = "Mine alone", "host"
    db.session.commit()
    assert "Mine alone" not in visitor.open(page).text


def test_the_page_is_for_nobody_else(page: str, visitor: Visitor) -> None:
    for path in (page, f"{page}/cancel", f"{page}/reschedule", f"{page}/calendar.ics"):
        headers = visitor.open(path).response.headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Cache-Control"] == "no-store"


def test_the_calendar_file_is_one(page: str, visitor: Visitor) -> None:
    response = visitor.open(f"{page}/calendar.ics").response
    assert response.mimetype == "text/calendar"
    assert response.data.count(b"BEGIN:VEVENT") == 1


def test_moving_keeps_the_page(appointment: Appointment, page: str, visitor: Visitor) -> None:
    visitor.open(f"{page}/reschedule")
    link = next(each for each in visitor.links if "T08%3A30" in each)
    assert visitor.open(link).submit("Move the appointment").location == page
    assert (appointment.starts_at, appointment.sequence) == (HALF_PAST, 1)
    assert "03:30 – 04:00" in visitor.follow().text


def test_a_move_that_is_sent_twice_moves_once(
    appointment: Appointment, page: str, visitor: Visitor
) -> None:
    visitor.post(f"{page}/reschedule", data=MOVE)
    visitor.post(f"{page}/reschedule", data=MOVE)
    assert appointment.sequence == 1


def test_times_nearby_leave_out_its_own(
    cast: Cast, appointment: Appointment, page: str, visitor: Visitor
) -> None:
    cast.book(HALF_PAST)
    visitor.open(f"{page}/reschedule?start={MOVE['start']}&tz=UTC", 409)
    choices = [str(choice["value"]) for choice in visitor.page.find_all(type="radio")]
    assert choices
    assert "2027-03-01T08:00:00Z" not in choices


def test_a_move_that_comes_too_late_offers_others(
    cast: Cast, appointment: Appointment, page: str, visitor: Visitor
) -> None:
    visitor.open(f"{page}/reschedule?start={MOVE['start']}&tz=UTC")
    cast.book(HALF_PAST)
    visitor.submit("Move the appointment", 409)
    assert visitor.page.find_all(type="radio")
    assert appointment.starts_at == MONDAY_NINE


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"start": ""}, 422),
        ({"start": "not-a-date"}, 422),
        ({"start": "9999-12-31T23:59:59Z"}, 422),
        ({"start": "2027-02-22T08:00:00Z"}, 422),
        ({"start": "2027-03-01T08:07:00Z"}, 422),
        ({"start": "2028-03-01T08:00:00Z"}, 422),
        ({"start": "2027-03-06T08:00:00Z"}, 409),
        ({"time_zone": "../../etc/passwd"}, 422),
        ({"time_zone": "Europe/Berlin\x00"}, 422),
    ],
)
def test_a_move_to_no_time_is_refused(
    appointment: Appointment, page: str, visitor: Visitor, changed: dict[str, str], status: int
) -> None:
    visitor.post(f"{page}/reschedule", status, data={**MOVE, **changed})
    assert (appointment.starts_at, appointment.sequence) == (MONDAY_NINE, 0)


@pytest.mark.parametrize("query", ["start=x", "start=2027-03-01T08:30:00Z&tz=Mars", "month=x"])
def test_an_address_that_means_nothing_is_422(page: str, visitor: Visitor, query: str) -> None:
    visitor.open(f"{page}/reschedule?{query}", 422)


def test_cancelling_asks_first(appointment: Appointment, page: str, visitor: Visitor) -> None:
    visitor.open(f"{page}/cancel")
    assert not appointment.is_cancelled
    visitor.submit("Cancel the appointment", reason="Something came up").follow()
    assert "You have cancelled this appointment" in visitor.text
    assert (appointment.cancelled_by, appointment.cancel_reason) == (
        "participant",
        "Something came up",
    )


@pytest.mark.parametrize("reason", ["r" * 501, "a\x00b"])
def test_a_reason_that_cannot_be_kept_is_said(
    appointment: Appointment, page: str, visitor: Visitor, reason: str
) -> None:
    visitor.open(f"{page}/cancel").submit("Cancel the appointment", 422, reason=reason)
    assert visitor.error("reason")
    assert not appointment.is_cancelled


@pytest.mark.parametrize("act", ["cancel", "reschedule"])
def test_after_cancelling_every_link_says_so(
    appointment: Appointment, page: str, visitor: Visitor, act: str
) -> None:
    booking.cancel(appointment, "host", "", NOW)
    messages = db.session.query(Message).count()
    assert visitor.open(f"{page}/{act}", 303).location == page
    assert visitor.post(f"{page}/{act}", data=MOVE).location == page
    assert "Host has cancelled this appointment" in visitor.follow().text
    assert (appointment.cancelled_by, appointment.sequence) == ("host", 1)
    assert db.session.query(Message).count() == messages


@pytest.mark.parametrize("act", ["cancel", "reschedule"])
def test_what_is_over_stays(
    appointment: Appointment, page: str, visitor: Visitor, clock: Clock, act: str
) -> None:
    clock.now = appointment.ends_at
    assert visitor.open(f"{page}/{act}", 303).location == page
    visitor.post(f"{page}/{act}", data=MOVE)
    assert "is over" in visitor.open(page).text
    assert (appointment.status, appointment.sequence) == ("confirmed", 0)


def test_without_its_type_it_can_be_cancelled_only(
    cast: Cast, appointment: Appointment, page: str, visitor: Visitor
) -> None:
    db.session.delete(cast.offer)
    db.session.commit()
    visitor.open(page)
    visitor.open(f"{page}/reschedule", 410)
    visitor.post(f"{page}/reschedule", 410, data=MOVE)
    visitor.open(f"{page}/cancel").submit("Cancel the appointment")
    assert appointment.is_cancelled


def test_a_link_altered_or_of_another_purpose_opens_nothing(
    cast: Cast, page: str, visitor: Visitor
) -> None:
    middle = len(page) // 2
    altered = page[:middle] + ("A" if page[middle] != "A" else "B") + page[middle + 1 :]
    reset = reset_link(cast.host).rsplit("/", 1)[1]
    unsigned = page.rsplit(".", 1)[0]
    for wrong in (altered, unsigned, f"/a/{reset}", "/a/x", "/a/1"):
        for act in ("", "/cancel", "/reschedule", "/calendar.ics"):
            visitor.open(f"{wrong}{act}", 404)


def test_a_link_of_an_appointment_that_is_gone_opens_nothing(
    appointment: Appointment, page: str, visitor: Visitor
) -> None:
    db.session.delete(appointment)
    db.session.commit()
    visitor.open(page, 404)
