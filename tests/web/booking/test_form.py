"""The participant's form, and the booking itself."""

import pytest

from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType, Kind, Message, Participant
from tests.cast import MONDAY_NINE, Cast
from tests.web.asking import ASKED, FORM, PAGE, TYPED
from tests.web.visitor import Visitor


def test_booking_ends_on_the_participants_page(cast: Cast, visitor: Visitor) -> None:
    visitor.open(FORM).submit("Confirm", **TYPED).follow()
    assert visitor.path.startswith("/a/")
    assert "You are booked" in visitor.text
    [participant] = db.session.query(Participant)
    assert participant.appointment.starts_at == MONDAY_NINE
    assert (participant.name, participant.time_zone) == ("Participant", "America/New_York")
    assert participant.note == "Hello\nthere"


def test_the_form_says_the_time_in_both_zones(cast: Cast, visitor: Visitor) -> None:
    visitor.open(FORM)
    assert "Monday, 1 March 2027, 03:00" in visitor.text
    assert "09:00 for Host in Berlin (UTC+1)" in visitor.text


@pytest.mark.parametrize("page", [PAGE, f"/embed{PAGE}"])
def test_without_a_zone_it_is_in_the_remembered_one_else_the_hosts(
    cast: Cast, visitor: Visitor, page: str
) -> None:
    address = f"{page}?start={ASKED['start']}"
    assert "Monday, 1 March 2027, 09:00" in visitor.open(address).text
    visitor.client.set_cookie("zone", "Asia/Tokyo")
    assert "Monday, 1 March 2027, 17:00" in visitor.open(address).text
    visitor.submit("Confirm", **TYPED)
    assert db.session.query(Participant).one().time_zone == "Asia/Tokyo"


EACH_FIELD_WRONG = [
    ("name", "", "Your name is missing."),
    ("name", " \u202e\u2028 ", "Your name is missing."),
    ("name", "\u200b\u2060\u3164\u034f\ufe0f", "Your name is missing."),  # nothing to be seen
    ("name", "n" * 3000, "longer than 100"),
    ("name", "a\x00b", "cannot be used"),
    ("email", "", "Your e-mail is missing."),
    ("email", "nobody", "like name@example.org"),
    ("email", "two@example.org, three@example.org", "like name@example.org"),
    ("email", "x" * 3000 + "@example.org", "longer than 254"),
    ("email", "a\x00@example.org", "cannot be used"),
    ("note", "n" * 2001, "longer than 2000"),
    ("note", "a\x00b", "cannot be used"),
    ("note", "\x1b[31m", "cannot be used"),
]


@pytest.mark.parametrize(("field", "typed", "words"), EACH_FIELD_WRONG)
def test_what_is_wrong_is_said_beside_the_field(
    cast: Cast, visitor: Visitor, field: str, typed: str, words: str
) -> None:
    visitor.open(FORM).submit("Confirm", 422, **{**TYPED, field: typed})
    assert words in visitor.error(field)
    kept = "name" if field != "name" else "email"
    assert visitor.value(kept) == TYPED[kept]
    assert visitor.value("start") == ASKED["start"]
    assert db.session.query(Appointment).count() == 0


CLEANED = [
    ("name", "A\r\nBcc: x@example.org", "A Bcc: x@example.org"),
    ("name", "A\u2028B\u2029C\u0085D", "A B C D"),
    ("name", "\u202eabc\u202c", "abc"),
    ("name", "e\u0301", "\u00e9"),
    ("name", "'; DROP TABLE hosts; -- % _ \\", "'; DROP TABLE hosts; -- % _ \\"),
    ("name", "1e309", "1e309"),
    ("name", "山田 太郎 👩‍💻", "山田 太郎 👩‍💻"),
    ("note", "a\r\nb\u2028c", "a\nb\nc"),
    ("email", "Person+tag@Example.COM\n", "Person+tag@example.com"),
    ("email", "person@XN--BCHER-KVA.example", "person@bücher.example"),
    ("email", "pérson@example.org", "pérson@example.org"),
]


@pytest.mark.parametrize(("field", "typed", "stored"), CLEANED)
@pytest.mark.both_databases
def test_what_is_typed_is_stored_cleaned(
    cast: Cast, visitor: Visitor, field: str, typed: str, stored: str
) -> None:
    visitor.open(FORM).submit("Confirm", **{**TYPED, field: typed})
    assert getattr(db.session.query(Participant).one(), field) == stored
    visitor.follow()


ODD_TIMES = [
    "",
    "not-a-date",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z",
    "2199-12-31T23:59:59Z",
    "2027-W10-1",
    "2027-02-30T08:00:00Z",
    "2027-03-01T08:00:00",
    "2027-03-01T08:00:00+01:00",
    "2027-03-01T08:00:60Z",
    "2027-03-01T24:00:00Z",
    "٢٠٢٧-03-01T08:00:00Z",
    "2027-03-01T08:00:00Z\n",
    "2027-03-01T08:00:00Z\x00",
    "2027-02-22T08:00:00Z",
    "2027-03-01T08:07:00Z",
    "2027-09-01T08:00:00Z",
    "2000-01-01T00:00:00Z",
]


@pytest.mark.parametrize("start", ODD_TIMES)
def test_a_time_that_was_never_on_offer_is_refused(
    cast: Cast, visitor: Visitor, start: str
) -> None:
    visitor.post(PAGE, 422, data={**ASKED, "start": start})
    assert visitor.value("name") == "Participant"
    assert db.session.query(Appointment).count() == 0


@pytest.mark.parametrize("start", [odd for odd in ODD_TIMES if "Z" not in odd[-1:]])
def test_a_form_for_a_time_that_is_none_is_refused(
    cast: Cast, visitor: Visitor, start: str
) -> None:
    visitor._arrive(
        visitor._send(PAGE, method="GET", query_string={"start": start, "tz": "UTC"}), 422
    )


ODD_ZONES = [
    "",
    "GMT-05:00",
    "../../etc/passwd",
    "Europe/Berlin\x00",
    "europe/berlin",
    "Mars/Olympus",
    "posixrules",
    "z" * 3000,
    " Europe/Berlin",
]


@pytest.mark.parametrize("zone", ODD_ZONES)
def test_a_zone_that_is_none_is_refused(cast: Cast, visitor: Visitor, zone: str) -> None:
    visitor.post(PAGE, 422, data={**ASKED, "time_zone": zone})
    query = {"start": ASKED["start"], "tz": zone}
    visitor._arrive(visitor._send(PAGE, method="GET", query_string=query), 422)
    assert db.session.query(Appointment).count() == 0


def test_the_first_of_two_values_counts(cast: Cast, visitor: Visitor) -> None:
    twice = [
        *ASKED.items(),
        ("name", "Second"),
        ("name[]", "Third"),
        ("csrf_token", visitor.token()),
    ]
    body = "&".join(f"{name}={value}" for name, value in twice)
    kind = "application/x-www-form-urlencoded"
    visitor._arrive(visitor._send(PAGE, method="POST", data=body, content_type=kind), 303)
    assert db.session.query(Participant).one().name == "Participant"


@pytest.mark.parametrize("bad", [b"\xff\xfe", b"%ff%fe", b"%ed%a0%80"])
def test_bytes_that_are_no_text_poison_nothing(cast: Cast, visitor: Visitor, bad: bytes) -> None:
    fields = {**ASKED, "csrf_token": visitor.token()}
    body = "&".join(f"{name}={value}" for name, value in fields.items()).encode() + b"&note=" + bad
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    response = visitor._send(PAGE, method="POST", data=body, content_type=kind)
    assert response.status_code in (303, 400, 422)


def test_booking_tells_host_and_participant(cast: Cast, visitor: Visitor) -> None:
    visitor.open(FORM).submit("Confirm", **TYPED)
    kinds = [message.kind for message in db.session.query(Message)]
    assert kinds == [Kind.CONFIRMATION] * 2


def test_what_is_deleted_leaves_the_appointment(cast: Cast, host: Visitor) -> None:
    appointment = cast.book()
    host.open(f"/types/{cast.offer.id}").submit("Delete for good")
    assert db.session.query(AppointmentType).count() == 0
    assert "Participant" in host.open(f"/appointments/{appointment.public_id}").text
