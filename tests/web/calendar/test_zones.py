"""The list of time zones beside a calendar, with and without htmx."""

import pytest

from pinmycal.extensions import db
from tests.cast import Cast
from tests.web.visitor import Visitor

PAGE = "/host/intro?month=2027-03&date=2027-03-02&tz=Europe/Berlin"


def test_the_list_leads_to_the_same_day_there(cast: Cast, visitor: Visitor) -> None:
    visitor.open(f"{PAGE}&q=korea")
    links = [str(link["href"]) for link in visitor.page.select("#zones a")]
    assert len(links) == 2
    visitor.open(next(link for link in links if "Seoul" in link), 303).follow()
    assert "Times in Seoul (UTC+9)" in visitor.text
    assert "Tuesday, 2 March" in visitor.text


def test_typing_fetches_the_list_alone(cast: Cast, visitor: Visitor) -> None:
    visitor.part(f"{PAGE}&q=korea")
    assert visitor.page.find(True)["id"] == "zones"
    assert "2 time zones" in visitor.text


def test_before_typing_the_page_names_few(cast: Cast, visitor: Visitor) -> None:
    visitor.open("/host/intro?tz=Asia/Tokyo")
    cities = [item.get_text(" ").split()[0] for item in visitor.page.select("#zones a")]
    assert cities == ["Tokyo", "Berlin", "UTC"]
    assert not visitor.page.select(".zone details[open]")
    assert len(visitor.response.data) < 60_000


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("atlantis", "No time zone by that name"),
        ("america", "The first 40 of"),
        ("\x00" * 99, "No"),
    ],
)
def test_none_or_too_many_are_said(cast: Cast, visitor: Visitor, wanted: str, words: str) -> None:
    query = {"q": wanted}
    visitor._arrive(visitor._send("/host/intro", method="GET", query_string=query), 200)
    assert words in visitor.page.select_one("#zones").get_text()
    assert visitor.page.select(".zone details[open]")


def test_an_old_name_is_a_zone_too_and_shows_as_todays(cast: Cast, visitor: Visitor) -> None:
    assert "Times in Kolkata (UTC+5:30)" in visitor.open("/host/intro?tz=Asia/Calcutta").text
    cities = [item.get_text(" ").split()[0] for item in visitor.page.select("#zones a")]
    assert cities == ["Kolkata", "Berlin", "UTC"]
    assert "Calcutta" not in visitor.page.select_one("#slots").get_text()


def test_a_city_that_tzdata_does_not_name_is_said(cast: Cast, visitor: Visitor) -> None:
    visitor.open(f"{PAGE}&q=mumbai")
    assert "Kolkata Mumbai, India" in visitor.page.select_one("#zones a").get_text(" ", strip=True)


@pytest.mark.parametrize(("shown", "offset"), [("2027-06-01", "UTC+2"), ("2027-03-02", "UTC+1")])
def test_offsets_are_those_of_the_day_shown(
    cast: Cast, visitor: Visitor, shown: str, offset: str
) -> None:
    cast.offer.window_days = 365
    db.session.commit()
    page = f"/host/intro?month={shown[:7]}&date={shown}&tz=Europe/Berlin"
    visitor.open(page)
    assert f"Times in Berlin ({offset})" in visitor.text
    assert offset in visitor.page.select_one("#zones a").get_text()
    assert "Vienna" in visitor.open(f"{page}&q={offset.replace('+', '%2B')}").text


def test_a_repeated_hour_carries_its_offset(cast: Cast, visitor: Visitor) -> None:
    """Cairo sets its clocks back on 29 October 2027, during the office hours of the host."""
    cast.host.time_zone = "America/Los_Angeles"
    cast.offer.window_days = 365
    db.session.commit()
    visitor.open("/host/intro?month=2027-10&date=2027-10-28&tz=Africa/Cairo")
    clocks = [time.get_text() for time in visitor.page.select("#free-times time")]
    assert clocks[-4:] == ["23:00 UTC+3", "23:30 UTC+3", "23:00 UTC+2", "23:30 UTC+2"]
    assert len(set(clocks)) == len(clocks)
