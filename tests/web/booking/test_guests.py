"""Those whom the one who books invites."""

import pytest

from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import Appointment, Message, Participant
from tests.cast import Cast
from tests.web.asking import FORM, TYPED
from tests.web.visitor import Visitor


def guests() -> list[str]:
    rows = db.session.query(Participant).filter_by(is_guest=True).order_by(Participant.id)
    return [each.email for each in rows]


TYPED_GUESTS = [
    ("", []),
    ("ann@example.org", ["ann@example.org"]),
    ("ann@example.org, bob@example.org;cy@example.org", ["ann", "bob", "cy"]),
    ("ann@example.org\r\nbob@example.org  <cy@example.org>", ["ann", "bob", "cy"]),
    ("ann@example.org ANN@example.org Ann@Example.ORG", ["ANN@example.org"]),
    ('Ann Example <ann@example.org>, "Example, Bob" <bob@example.org>', ["ann", "bob"]),
    ("mailto:ann@example.org?subject=Hello; bob@example.org\u200b\u2060", ["ann", "bob"]),
    ("ann@example.org <ann@example.org>\nＢob＠example.org", ["ann", "bob"]),
    ("participant@example.com PARTICIPANT@EXAMPLE.COM host@example.com", []),
    ("1@x.de 2@x.de 3@x.de 4@x.de 5@x.de 5@X.DE", [f"{n}@x.de" for n in range(1, 6)]),
]


@pytest.mark.parametrize(("typed", "stored"), TYPED_GUESTS)
def test_each_is_invited_once(cast: Cast, visitor: Visitor, typed: str, stored: list[str]) -> None:
    visitor.open(FORM).submit("Confirm", **TYPED, guests=typed)
    wanted = [each if "@" in each else f"{each}@example.org" for each in stored]
    assert [each.casefold() for each in guests()] == [each.casefold() for each in wanted]
    assert db.session.query(Message).count() == 2 + len(stored)
    assert db.session.query(Appointment).one().participant.email == "participant@example.com"


def test_a_guest_has_the_zone_and_clock_of_the_booker_and_a_link_of_his_own(
    cast: Cast, visitor: Visitor
) -> None:
    visitor.open(FORM).submit("Confirm", **TYPED, guests="ann.lee@example.org")
    [guest] = db.session.query(Appointment).one().guests
    assert (guest.name, guest.time_zone) == ("ann.lee", "America/New_York")
    assert guest.public_id != guest.appointment.participant.public_id
    assert "Participant invited you." in visitor.open(participant_path(guest)).text


WRONG = [
    ("nobody", "“nobody” cannot be invited. Write an email address"),
    ("ann@example.org, Bob", "“Bob” cannot be invited"),
    ("1@x.de 2@x.de 3@x.de 4@x.de 5@x.de 6@x.de", "5 guests at most"),
    ("a\x00@example.org", "cannot be used"),
    ("x" * 1501, "longer than 1500"),
    ("ann@example.org\r\nBcc:all@example.org", "cannot be invited"),
]


@pytest.mark.parametrize(("typed", "words"), WRONG)
def test_what_is_wrong_is_said_and_kept(
    cast: Cast, visitor: Visitor, typed: str, words: str
) -> None:
    visitor.open(FORM).submit("Confirm", 422, **TYPED, guests=typed)
    assert words in visitor.error("guests")
    assert visitor.value("guests") == typed.replace("\r\n", "\n")
    assert visitor.page.find("details").has_attr("open")
    assert db.session.query(Appointment).count() == 0


def test_the_record_lists_them(cast: Cast, host: Visitor) -> None:
    appointment = cast.book(guests=("ann@example.org", "bob@example.org"))
    host.open(f"/appointments/{appointment.public_id}")
    assert "Guests ann@example.org bob@example.org" in host.text
    assert "mailto:bob@example.org" in host.links


def test_the_page_of_the_booker_lists_them_and_no_page_shows_anothers_link(
    cast: Cast, visitor: Visitor
) -> None:
    appointment = cast.book(guests=("ann@example.org", "bob@example.org"))
    pages = [participant_path(each) for each in appointment.participants]
    assert "ann@example.org" in visitor.open(pages[0]).text
    for page in pages:
        visitor.open(page)
        assert not [other for other in pages if other != page and other in visitor.response.text]
