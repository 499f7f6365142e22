from datetime import timedelta

import pytest

from pinmycal.extensions import db
from pinmycal.models import WeeklyHours
from tests.cast import MONDAY_NINE, Cast, offer
from tests.web.visitor import Visitor

PAGE = "/host/intro"


def times(visitor: Visitor) -> list[str]:
    return [str(each["datetime"]) for each in visitor.page.select("section.times time")]


def test_a_hosts_page_lists_what_can_be_booked(cast: Cast, visitor: Visitor) -> None:
    offer(cast.host, slug="closed", title="Closed one", active=False)
    visitor.open("/host")
    assert "Intro call" in visitor.text
    assert PAGE in visitor.links
    assert "Closed one" not in visitor.text


def test_a_host_without_types_has_a_page_too(cast: Cast, visitor: Visitor) -> None:
    assert "Nothing can be booked here" in visitor.open("/stranger").text


@pytest.mark.parametrize(
    "path", ["/nobody", "/nobody/intro", "/host/nothing", "/host/nothing/book"]
)
def test_what_is_not_there_is_404(cast: Cast, visitor: Visitor, path: str) -> None:
    visitor.open(path, 404)


def test_the_page_opens_on_the_first_free_day(cast: Cast, visitor: Visitor) -> None:
    visitor.open(PAGE)
    assert "March 2027" in visitor.text
    assert times(visitor)[0] == "2027-03-01T08:00:00Z"
    assert len(times(visitor)) == 16


def test_each_time_leads_to_its_form(cast: Cast, visitor: Visitor) -> None:
    link = next(each for each in visitor.open(f"{PAGE}?tz=UTC").links if "start=" in each)
    assert link == "/host/intro/book?start=2027-03-01T08%3A00%3A00Z&tz=UTC"
    visitor.open(link)


def test_days_are_those_of_the_viewer(cast: Cast, visitor: Visitor) -> None:
    visitor.open(f"{PAGE}?month=2027-03&date=2027-03-02&tz=Asia/Tokyo")
    assert times(visitor)[0] == "2027-03-01T15:00:00Z"
    assert "Tuesday, 2 March" in visitor.text


def test_a_month_without_times_leads_to_the_next_free_day(cast: Cast, visitor: Visitor) -> None:
    visitor.open(f"{PAGE}?month=2027-02")
    assert "No free times in February" in visitor.text
    visitor.open(next(each for each in visitor.links if "date=2027-03-01" in each))
    assert times(visitor)


def test_a_host_without_hours_has_a_page_that_says_so(cast: Cast, visitor: Visitor) -> None:
    db.session.execute(db.delete(WeeklyHours))
    db.session.commit()
    assert "Nothing is free at the moment" in visitor.open(PAGE).text


def test_a_taken_time_is_not_shown(cast: Cast, visitor: Visitor) -> None:
    cast.book()
    assert times(visitor.open(PAGE))[0] == "2027-03-01T08:30:00Z"


def test_a_closed_type_says_so(cast: Cast, visitor: Visitor) -> None:
    cast.offer.active = False
    db.session.commit()
    assert "Not open for booking" in visitor.open(PAGE, 410).text
    visitor.open(f"{PAGE}/book?start=2027-03-01T08:00:00Z&tz=UTC", 410)


@pytest.mark.parametrize(
    "query",
    [
        {"tz": "GMT-05:00"},
        {"tz": "../../etc/passwd"},
        {"tz": "Europe/Berlin\x00"},
        {"month": "2027-13"},
        {"month": "2027-3"},
        {"month": "9999-12"},
        {"month": "0001-01"},
        {"month": "2027-W1"},
        {"date": "2027-02-30"},
        {"date": "2027-W10-1"},
        {"date": "not-a-date"},
        {"date": "2027-03-01\n"},
        {"date": "\x00"},
    ],
)
def test_an_address_that_means_nothing_is_422(
    cast: Cast, visitor: Visitor, query: dict[str, str]
) -> None:
    visitor._arrive(visitor._send(PAGE, method="GET", query_string=query), 422)


@pytest.mark.parametrize("month", ["2000-01", "2026-12", "2027-06", "2199-12"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "America/St_Johns"])
def test_months_far_away_are_empty_pages(
    cast: Cast, visitor: Visitor, month: str, zone: str
) -> None:
    visitor.open(f"{PAGE}?month={month}&tz={zone.replace('+', '%2B')}")
    assert times(visitor) == []


def test_a_gap_in_the_clock_is_never_offered(cast: Cast, visitor: Visitor) -> None:
    """New York, 14 March 2027: half past two does not exist."""
    open_in_the_gap(cast)
    visitor.open(f"{PAGE}?month=2027-03")
    assert not [link for link in visitor.links if "date=2027-03-14" in link]
    assert times(visitor.open(f"{PAGE}?date=2027-03-21")) == [
        "2027-03-21T06:00:00Z",
        "2027-03-21T06:30:00Z",
    ]


@pytest.mark.parametrize("start", ["2027-03-14T06:30:00Z", "2027-03-14T07:00:00Z"])
def test_a_forged_time_beside_the_gap_is_refused(cast: Cast, visitor: Visitor, start: str) -> None:
    open_in_the_gap(cast)
    typed = {"name": "Participant", "email": "participant@example.com"}
    data = {**typed, "start": start, "time_zone": "America/New_York"}
    visitor.post(f"{PAGE}/book", 409, data=data)
    assert "Participant" in visitor.value("name")


def open_in_the_gap(cast: Cast) -> None:
    """Sundays from two to three in New York."""
    cast.host.time_zone = "America/New_York"
    sunday = WeeklyHours(weekday=6, start_minute=120, end_minute=180)
    cast.offer.schedule.weekly_hours[:] = [sunday]
    db.session.commit()


def test_the_page_says_what_comes_of_zoom(cast: Cast, visitor: Visitor) -> None:
    assert "will send you the details" in visitor.open(PAGE).text
    cast.connect_zoom()
    assert "The link comes with your confirmation" in visitor.open(PAGE).text


def test_times_beyond_the_window_are_not_shown(cast: Cast, visitor: Visitor) -> None:
    cast.offer.window_days = 1
    db.session.commit()
    visitor.open(f"{PAGE}?date={(MONDAY_NINE + timedelta(days=2)).date()}")
    assert all(each < "2027-03-02T06:00:01Z" for each in times(visitor))
