"""A host books for someone."""

from datetime import timedelta

import pytest

from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType, Question, QuestionKind
from pinmycal.times import iso
from tests.cast import MONDAY_NINE, Cast, offer
from tests.web.visitor import HTMX, Visitor

PERSON = {"name": "Ada Lovelace", "email": "ada@example.com", "note": "Hello"}
ASKED = {**PERSON, "start": iso(MONDAY_NINE), "time_zone": "Asia/Tokyo"}


@pytest.fixture
def page(cast: Cast) -> str:
    return f"/appointments/new/{cast.offer.id}"


def booked() -> list[Appointment]:
    return db.session.query(Appointment).all()


def test_from_the_dashboard_to_the_record(cast: Cast, host: Visitor, page: str) -> None:
    assert "/appointments/new" in host.open("/dashboard").links
    assert page in host.open("/appointments/new").links
    time = next(link for link in host.open(page).links if "08%3A00" in link)
    host.open(time)
    assert host.value("time_zone") == "Europe/Berlin"
    host.submit("Book it", **PERSON, time_zone="Asia/Tokyo")
    (made,) = booked()
    assert host.location == f"/appointments/{made.public_id}"
    assert "Both of you are told by mail." in host.follow().text
    assert "by you" in host.text


def test_what_is_written(cast: Cast, host: Visitor, page: str) -> None:
    host.post(f"{page}/book", data=ASKED)
    (made,) = booked()
    person = made.participant
    assert (made.booked_by, made.starts_at, made.title) == ("host", MONDAY_NINE, "Intro call")
    assert (person.name, person.email) == ("Ada Lovelace", "ada@example.com")
    assert (person.time_zone, person.note, person.answers) == ("Asia/Tokyo", "Hello", None)
    assert [(m.kind, m.participant) for m in made.messages] == [
        ("confirmation", person),
        ("confirmation", None),
    ]


def test_secret_types_are_there_and_closed_ones_not(cast: Cast, host: Visitor) -> None:
    hidden = offer(cast.host, slug="secret", title="Hidden", secret=True)
    closed = offer(cast.host, slug="closed", title="Closed", active=False)
    host.open("/appointments/new")
    assert f"/appointments/new/{hidden.id}" in host.links
    assert f"/appointments/new/{closed.id}" not in host.links
    for path in ("", f"/book?start={iso(MONDAY_NINE)}"):
        host.open(f"/appointments/new/{closed.id}{path}", 410)
    host.post(f"/appointments/new/{closed.id}/book", 410, data=ASKED)
    assert booked() == []


def test_what_participants_must_answer_is_not_asked(cast: Cast, host: Visitor, page: str) -> None:
    question = Question(position=0, label="Why?", kind=QuestionKind.SHORT, required=True)
    db.session.get_one(AppointmentType, cast.offer.id).questions.append(question)
    db.session.commit()
    host.post(f"{page}/book", data=ASKED)
    assert booked()[0].participant.answers is None


def test_the_calendar_keeps_the_hosts_zone(cast: Cast, host: Visitor, page: str) -> None:
    host.open(f"{page}?date=2027-03-01")
    assert "Berlin" in host.page.find(id="zone").get_text()
    assert not host.page.find(id="zone").has_attr("data-zone")


def test_the_calendars_zone_is_taken_for_the_participants(host: Visitor, page: str) -> None:
    host.open(f"{page}/book?start={iso(MONDAY_NINE)}&tz=Asia/Tokyo")
    assert host.value("time_zone") == "Asia/Tokyo"
    assert "Monday, 1 March 2027, 09:00" in host.text
    assert "17:00 for the participant in Tokyo" in host.text


def test_a_time_that_is_gone_offers_others(cast: Cast, host: Visitor, page: str) -> None:
    cast.book()
    host.open(f"{page}/book?start={iso(MONDAY_NINE)}", 409)
    host.post(f"{page}/book", 409, data=ASKED)
    assert host.value("name") == "Ada Lovelace"
    offered = [radio["value"] for radio in host.page.find_all(type="radio")]
    assert iso(MONDAY_NINE) not in offered
    host.submit("Book it", start=offered[0])
    assert iso(booked()[-1].starts_at) == offered[0]


def test_too_much_in_a_short_time(
    cast: Cast, host: Visitor, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = ((timedelta(hours=1), 0),)
    monkeypatch.setattr("pinmycal.booking.limits.BOOKINGS_OF_A_HOST", limits)
    host.post(f"{page}/book", 429, data=ASKED)
    assert "Too much was booked" in host.text
    assert host.value("name") == "Ada Lovelace"
    assert booked() == []


def test_the_same_hours_hold(cast: Cast, host: Visitor, page: str) -> None:
    night = iso(MONDAY_NINE + timedelta(hours=14))
    host.post(f"{page}/book", 409, data={**ASKED, "start": night})
    host.post(f"{page}/book", 422, data={**ASKED, "start": iso(MONDAY_NINE - timedelta(days=9))})
    assert booked() == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", " "),
        ("name", "x" * 101),
        ("name", "a\0"),
        ("email", "nobody"),
        ("time_zone", "Mars/Base"),
        ("time_zone", ""),
        ("note", "x" * 2001),
    ],
)
def test_what_is_wrong_is_said_beside_it(host: Visitor, page: str, field: str, wrong: str) -> None:
    host.post(f"{page}/book", 422, data={**ASKED, field: wrong})
    assert host.error(field)
    assert host.value("email" if field == "name" else "name") in PERSON.values()
    assert booked() == []


@pytest.mark.parametrize("query", ["start=soon", "", f"start={iso(MONDAY_NINE)}&tz=Mars/Base"])
def test_an_address_that_makes_no_sense(host: Visitor, page: str, query: str) -> None:
    host.open(f"{page}/book?{query}", 422)


def test_a_start_that_is_none(host: Visitor, page: str) -> None:
    host.post(f"{page}/book", 422, data={**ASKED, "start": "soon"})
    assert "Pick a time" in host.text


def test_sent_twice_is_booked_once(host: Visitor, page: str) -> None:
    host.open(f"{page}/book?start={iso(MONDAY_NINE)}").submit("Book it", **PERSON)
    first = host.location
    assert host.resend().location == first
    assert len(booked()) == 1


def test_htmx_has_the_form_alone(host: Visitor, page: str) -> None:
    host.post(f"{page}/book", 422, data={**ASKED, "email": "nobody"}, headers=HTMX)
    assert host.page.find(True)["id"] == "new-form"
    host.post(f"{page}/book", 204, data=ASKED, headers=HTMX)
    assert host.response.headers["HX-Redirect"].startswith("/appointments/")


def test_another_hosts_type_is_not_there(stranger: Visitor, page: str) -> None:
    stranger.open(page, 404)
    stranger.post(f"{page}/book", 404, data=ASKED)
    stranger.open(f"/appointments/new/{10**30}", 404)
    assert booked() == []


def test_back_leads_to_what_was_booked(cast: Cast, host: Visitor, page: str) -> None:
    form = f"{page}/book?start={iso(MONDAY_NINE)}"
    host.open(form).submit("Book it", **PERSON)
    record = host.location
    assert "You’ve already booked this" in host.open(form).text
    assert record in host.links
    other = {**ASKED, "email": "b@example.com"}  # else it might be the same form, sent twice
    host.post(f"{page}/book", 409, data=other, headers=HTMX)
    assert "You’ve already booked this" in host.text
    assert len(booked()) == 1
