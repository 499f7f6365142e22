"""Dates on a calendar: what is marked, and the way to the form of one."""

from datetime import date

import pytest

from pinmycal.extensions import db
from pinmycal.models import Away, DateOverride
from tests.cast import Cast
from tests.web.visitor import Visitor

PAGE = "/availability"


def cell(host: Visitor, day: str) -> tuple[str, list[str]]:
    """What a date is called, and its classes."""
    found = host.page.find(id=f"date-{day}")
    return found["aria-label"], found["class"]


def months(host: Visitor) -> list[str]:
    return [tag.get_text() for tag in host.page.select("#dates .month h3")]


def test_every_kind_of_date_is_marked_in_shape_and_words(cast: Cast, host: Visitor) -> None:
    cast.offer.schedule.overrides = [
        DateOverride(date=date(2027, 3, 6), start_minute=600, end_minute=720),
        DateOverride(date=date(2027, 3, 8)),
    ]
    off = Away(first=date(2027, 3, 9), last=date(2027, 3, 10), name="Holidays")
    cast.host.away = [off, Away(first=date(2027, 3, 12), last=date(2027, 3, 12), zone="Asia/Tokyo")]
    db.session.commit()
    host.open(PAGE)
    for day, words, mark in [
        ("2027-03-05", "Friday, 5 March 2027: 09:00 – 17:00, as every week", "open"),
        ("2027-03-06", "Saturday, 6 March 2027: 10:00 – 12:00, unlike other weeks", "hours"),
        ("2027-03-07", "Sunday, 7 March 2027: closed all day, as every week", "date"),
        ("2027-03-08", "Monday, 8 March 2027: closed all day, unlike other weeks", "closed"),
        ("2027-03-10", "Wednesday, 10 March 2027: time off, Holidays", "off"),
        ("2027-03-12", "Friday, 12 March 2027: 09:00 – 17:00, as every week, in Tokyo", "travel"),
    ]:
        said, classes = cell(host, day)
        assert (said, mark in classes) == (words, True)


def test_time_off_counts_before_hours_of_its_own(cast: Cast, host: Visitor) -> None:
    day = date(2027, 3, 6)
    cast.offer.schedule.overrides = [DateOverride(date=day, start_minute=600, end_minute=720)]
    cast.host.away = [Away(first=day, last=day)]
    db.session.commit()
    assert cell(host.open(PAGE), "2027-03-06")[0] == "Saturday, 6 March 2027: time off"


def test_pressing_a_date_opens_its_form_with_the_hours_it_has(host: Visitor) -> None:
    host.open(PAGE)
    host.open(host.page.find(id="date-2027-03-05")["href"].partition("#")[0])
    values = [host.value(name) for name in ("date", "start-0", "end-0")]
    assert values == ["2027-03-05", "09:00", "17:00"]
    assert "Now: 09:00 – 17:00, as every week." in host.text
    host.submit("Save this date", **{"end-0": "12:00"}).follow()
    assert cell(host, "2027-03-05")[0].endswith("09:00 – 12:00, unlike other weeks")


def test_months_are_turned(host: Visitor) -> None:
    assert months(host.open(PAGE)) == ["March 2027", "April 2027"]
    assert not host.page.select("a#dates-previous")
    host.open(host.page.find(id="dates-next")["href"].partition("#")[0])
    assert months(host) == ["April 2027", "May 2027"]
    host.open(host.page.find(id="dates-previous")["href"].partition("#")[0])
    assert months(host) == ["March 2027", "April 2027"]


def test_the_months_stay_while_a_date_of_the_second_is_chosen(host: Visitor) -> None:
    host.open(f"{PAGE}?month=2027-03&date=2027-04-05")
    assert months(host) == ["March 2027", "April 2027"]
    assert months(host.open(f"{PAGE}?date=2027-04-05")) == ["April 2027", "May 2027"]


NONSENSE = [
    "month=1",
    "month=2026-12",
    "month=0001-01",
    "month=%00",
    "month=2027-13",
    "month=&date=",
]
NO_DATES = ["2027-02-30", "9999-12-31", "%F0%9F%98%80", "2020-01-01", "a&date=b"]


def test_what_makes_no_sense_shows_this_month(host: Visitor) -> None:
    for query in [*NONSENSE, *(f"date={day}" for day in NO_DATES)]:
        assert months(host.open(f"{PAGE}?{query}"))[0] == "March 2027"


@pytest.mark.parametrize("query", ["month=2199-12", "date=2199-12-31"])
def test_far_away_is_the_farthest_month_there_is(host: Visitor, query: str) -> None:
    assert months(host.open(f"{PAGE}?{query}"))[0] == "March 2029"
    assert not host.page.select("a#dates-next")


def test_past_dates_are_no_links(cast: Cast, host: Visitor) -> None:
    host.open(PAGE, 200)
    assert host.page.find(id="date-2027-03-01")
    assert len(host.page.select("#dates td a")) == 31 + 30


def test_the_week_begins_as_the_host_has_it(cast: Cast, host: Visitor) -> None:
    cast.host.week_start = 6
    db.session.commit()
    first = host.open(PAGE).page.select_one("#dates th")
    assert first.get_text(" ", strip=True) == "Sun Sunday"


def test_htmx_gets_the_dates_alone(host: Visitor) -> None:
    host.part(f"{PAGE}?month=2027-04&date=2027-04-05")
    assert host.page.find(True)["id"] == "dates"
    assert host.value("date") == "2027-04-05"
    for link in host.page.find_all(attrs={"hx-get": True}):
        assert link["hx-get"] == link["href"]
    host.submit("Save this date")


def test_a_mistake_in_a_date_is_shown_at_that_date(host: Visitor) -> None:
    wrong = {"start-0": "20:00", "end-0": "20:00"}
    host.open(f"{PAGE}?date=2027-05-05").submit("Save this date", 422, **wrong)
    assert months(host)[0] == "May 2027"
    assert "Now: 09:00 – 17:00, as every week." in host.text


def test_after_a_change_the_same_month_is_there_with_undo(host: Visitor) -> None:
    host.open(f"{PAGE}?date=2027-05-05").submit("Save this date")
    assert host.location.endswith("month=2027-05#dates")
    assert host.follow().page.select("#dates .notice") == host.page.select(".notice")
    assert months(host)[0] == "May 2027"
    host.submit("Undo").follow()
    assert "Taken back: “Wednesday, 5 May has its own hours”." in host.text
    assert host.post(f"{PAGE}/dates/2027-05-05/delete").follow().page.find("button", string="Undo")


def test_dates_and_hours_follow_the_hosts_clock(cast: Cast, host: Visitor) -> None:
    cast.host.hour12 = True
    db.session.commit()
    assert "9:00 am – 5:00 pm, as every week" in cell(host.open(PAGE), "2027-03-05")[0]
