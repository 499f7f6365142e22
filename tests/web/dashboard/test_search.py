"""Finding a participant on the dashboard."""

from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.web.dashboard.agenda import MOST_COUNTED
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.web.dashboard.test_lists import names, row
from tests.web.visitor import Visitor

pytestmark = pytest.mark.both_databases


@pytest.fixture
def three(cast: Cast) -> None:
    people = [("Ada Özil", "ada@example.com"), ("100% Müller_", "m@example.org")]
    for hour, (name, email) in enumerate([*people, ("Grace", "g@navy.example")]):
        cast.book(MONDAY_NINE + timedelta(hours=hour), name=name, email=email)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ada", ["Ada Özil"]),
        ("ADA@EXAMPLE", ["Ada Özil"]),
        ("özil", ["Ada Özil"]),
        ("  ada   özil ", ["Ada Özil"]),
        ("O\u0308ZIL", ["Ada Özil"]),
        ("100%", ["100% Müller_"]),
        ("%", ["100% Müller_"]),
        ("_", ["100% Müller_"]),
        ("/", []),
        ("\\", []),
        ("'; DROP TABLE", []),
        ("example", ["Ada Özil", "100% Müller_", "Grace"]),
        ("intro", []),
        ("x" * 5000, []),
    ],
)
def test_by_name_or_address(three: None, host: Visitor, words: str, found: list[str]) -> None:
    host.strays = ()
    response = host.client.get("/dashboard", query_string={"q": words})
    assert names(host._arrive(response, 200)) == found


@pytest.mark.parametrize("kept", ["علی\u200cرضا", "علیرضا", "क्\u200dष"])
def test_signs_that_join_and_part_letters_make_no_difference(
    cast: Cast, host: Visitor, kept: str
) -> None:
    cast.book(name=kept)
    plain = kept.replace("\u200c", "").replace("\u200d", "")
    host.strays = ()
    for words in (kept, plain, "\u200c".join(plain)):
        response = host.client.get("/dashboard", query_string={"q": words})
        assert names(host._arrive(response, 200)) == [kept]


@pytest.mark.parametrize("hostile", ["%00ada", "ada%0d%0a", "%ED%B2%80ada", "%E2%80%AEada"])
def test_what_no_name_can_have_is_left_out(three: None, host: Visitor, hostile: str) -> None:
    assert host.open(f"/dashboard?q={hostile}").path == "/dashboard"


def test_within_each_list(cast: Cast, host: Visitor) -> None:
    booking.cancel(cast.book(name="Ada Gone"), "host", "", NOW)
    cast.book(MONDAY_NINE + timedelta(hours=1), name="Ada Here")
    host.open("/dashboard?q=ada")
    assert names(host) == ["Ada Here"]
    other = host.page.find(id="show-cancelled")["href"]
    assert names(host.open(str(other))) == ["Ada Gone"]
    assert host.value("q") == "ada"


def test_what_was_found_is_not_below_all_the_rest(three: None, host: Visitor) -> None:
    assert host.open("/dashboard").page.find(id="next")
    host.open("/dashboard?q=ada")
    assert not host.page.find(id="next")
    assert not host.page.find(id="first-steps")


def test_nobody_finds_another_hosts_participants(three: None, stranger: Visitor) -> None:
    assert "Özil" not in stranger.open("/dashboard?q=özil").page.find("main").get_text()


def test_a_search_looks_in_all_lists(cast: Cast, host: Visitor) -> None:
    booking.cancel(cast.book(name="Ada Gone"), "host", "", NOW)
    assert "Upcoming 0 Past 0 Cancelled 1 Attention 0" in host.open("/dashboard?q=ada").text
    assert "Not in this list" in host.text
    link = host.page.find("a", string="1 in Cancelled")
    assert names(host.open(str(link["href"]))) == ["Ada Gone"]


def test_what_a_search_counts_is_the_hosts_own(three: None, stranger: Visitor) -> None:
    assert "Upcoming 0 Past 0 Cancelled 0 Attention 0" in stranger.part("/dashboard?q=e").text


def test_nobody_counts_beyond_a_hundred(cast: Cast, host: Visitor) -> None:
    db.session.add_all(row(cast, number, number) for number in range(MOST_COUNTED))
    db.session.commit()
    assert "Upcoming 99+ Past 0" in host.open("/dashboard?q=p").text
