"""The lists of the dashboard: which appointments, in what order, page by page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Participant, ZoomMeeting
from pinmycal.web.dashboard.agenda import PAGE
from tests.cast import ACCOUNT_KEY, MONDAY_NINE, NOW, Cast
from tests.web.conftest import Clock
from tests.web.visitor import Visitor

pytestmark = pytest.mark.both_databases
MANY = 2 * PAGE + 7
BAD = [
    "show=nothing",
    "after=soon",
    "after=2027-03-01T08:00:00Z",
    "after=2027-03-01T08:00:00Z-0",
    "after=2027-03-01T08:00:00Z-2147483648",
    "after=2027-13-01T08:00:00Z-1",
    "after=9999-03-01T08:00:00Z-1",
    "after=2027-03-01T08:00:00Z-٣",
    "before=2027-03-01T08:00:00Z-1%00",
    "before=2027-03-01T08:00:00Z-1&after=2027-03-01T08:00:00Z-1",
]


def names(visitor: Visitor) -> list[str]:
    return [link.get_text() for link in visitor.page.select("#agenda .who a")]


def fill(cast: Cast, many: int = MANY) -> None:
    """One an hour from Tuesday on: P0, P1…; two of them at the same instant, one cancelled."""
    db.session.add_all(row(cast, number, number) for number in range(many))
    db.session.add(row(cast, 900, 3, status="cancelled"))
    db.session.commit()


def row(cast: Cast, number: int, hour: int, **changes: object) -> Appointment:
    starts_at = MONDAY_NINE + timedelta(days=1, hours=hour)
    return Appointment(
        host_id=cast.host.id,
        title="Intro call",
        location="phone",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        booked_at=NOW,
        submission_key=str(number),
        participants=[Participant(name=f"P{number}", email=f"p{number}@e.de", time_zone="UTC")],
        **changes,
    )


def pages(visitor: Visitor, path: str, turn: str) -> Iterator[list[str]]:
    """What stands on each page, following Later or Earlier."""
    visitor.open(path)
    while True:
        yield names(visitor)
        link = visitor.page.find("a", string=turn)
        if link is None:
            return
        visitor.open(str(link["href"]))


def test_every_appointment_is_on_one_page(cast: Cast, host: Visitor) -> None:
    fill(cast)
    seen = [name for page in pages(host, "/dashboard", "Later") for name in page]
    assert seen == [f"P{number}" for number in range(1, MANY)]  # P0 is next, and stands above


def test_back_to_where_one_came_from(cast: Cast, host: Visitor) -> None:
    fill(cast)
    there = list(pages(host, "/dashboard", "Later"))
    back = list(pages(host, host.address, "Earlier"))
    assert back == there[::-1]


def test_what_is_past_comes_latest_first(cast: Cast, host: Visitor, clock: Clock) -> None:
    fill(cast)
    clock.now = MONDAY_NINE + timedelta(days=29)
    seen = [name for page in pages(host, "/dashboard?show=past", "Earlier") for name in page]
    assert seen == [f"P{number}" for number in reversed(range(MANY))]


def test_two_that_begin_at_once_are_both_there(cast: Cast, host: Visitor) -> None:
    db.session.add_all(row(cast, number, 1, status="cancelled") for number in range(PAGE + 2))
    db.session.commit()
    path = "/dashboard?show=cancelled"
    seen = [name for page in pages(host, path, "Earlier") for name in page]
    assert sorted(seen) == sorted(f"P{number}" for number in range(PAGE + 2))


def test_what_goes_backwards_stands_under_its_months(cast: Cast, host: Visitor) -> None:
    db.session.add_all(row(cast, n, n * 24 * 20, status="cancelled") for n in range(3))
    db.session.commit()
    headings = host.open("/dashboard?show=cancelled").page.select("#agenda h2")
    assert [each.get_text() for each in headings] == ["April 2027", "March 2027"]


def test_each_list_has_its_own(cast: Cast, host: Visitor, clock: Clock) -> None:
    cast.book(name="Over")
    cast.book(MONDAY_NINE + timedelta(hours=1), name="Coming")
    cast.book(MONDAY_NINE + timedelta(hours=2), name="Later")
    booking.cancel(cast.book(MONDAY_NINE + timedelta(hours=3), name="Gone"), "host", "", NOW)
    clock.now = MONDAY_NINE + timedelta(minutes=30)
    assert names(host.open("/dashboard")) == ["Later"]
    assert names(host.open("/dashboard?show=past")) == ["Over"]
    assert names(host.open("/dashboard?show=cancelled")) == ["Gone"]


def test_what_needs_the_host(cast: Cast, host: Visitor) -> None:
    cast.connect_zoom()
    hours = {name: n for n, name in enumerate(("Fine", "Late", "Mail", "Told", "Over"))}
    made = {n: cast.book(MONDAY_NINE + timedelta(hours=h), name=n) for n, h in hours.items()}
    made["Fine"].zoom_meeting = ZoomMeeting(
        account_key=ACCOUNT_KEY, state="ready", join_url="https://z"
    )
    made["Late"].zoom_meeting = ZoomMeeting(account_key=ACCOUNT_KEY, state="absent", failures=3)
    made["Mail"].messages[0].failed_at = made["Told"].messages[0].failed_at = NOW
    db.session.commit()
    booking.cancel(made["Told"], "host", "", NOW)
    assert names(host.open("/dashboard?show=attention")) == ["Late", "Mail"]
    assert "Mail refused" in host.text
    assert "Attention 2" in host.text


@pytest.mark.parametrize("query", BAD)
def test_an_address_that_makes_no_sense(cast: Cast, host: Visitor, query: str) -> None:
    host.open(f"/dashboard?{query}", 422)


def test_nobody_pages_into_another_hosts_list(cast: Cast, host: Visitor, stranger: Visitor) -> None:
    fill(cast)
    later = host.open("/dashboard").page.find("a", string="Later")
    stranger.open(str(later["href"]))
    assert names(stranger) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Nothing is booked"),
        ("?show=past", "Nothing lies behind you"),
        ("?show=cancelled", "Nothing was cancelled"),
        ("?show=attention", "Nothing needs you"),
        ("?q=nobody", "Nobody found"),
        ("?after=2027-03-01T08:00:00Z-1", "Nothing more here"),
    ],
)
def test_an_empty_list_says_so(cast: Cast, host: Visitor, query: str, words: str) -> None:
    cast.host.steps_away_at = NOW
    db.session.commit()
    assert words in host.open(f"/dashboard{query}").text
