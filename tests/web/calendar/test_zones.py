"""Finding a time zone: by whatever people call it, with and without htmx."""

from datetime import datetime

import pytest

from pinmycal.web.calendar.zones import find_places
from tests.cast import NOW, Cast
from tests.web.visitor import Visitor

PAGE = "/host/intro?month=2027-03&date=2027-03-02&tz=Europe/Berlin"


def found(wanted: str, now: datetime = NOW) -> list[str]:
    return [place.zone for place in find_places(wanted, now)]


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("berlin", "Europe/Berlin"),
        ("Germany", "Europe/Berlin"),
        ("new y", "America/New_York"),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("SÃO", "America/Sao_Paulo"),
        ("india", "Asia/Kolkata"),
        ("to", "Asia/Tokyo"),
        ("in", "Asia/Kolkata"),
        ("Calcutta", "Asia/Kolkata"),
        ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
        ("uk", "Europe/London"),
        ("us", "America/New_York"),
        ("us eastern", "America/New_York"),
        ("pacific time", "America/Vancouver"),
        ("us pacific", "America/Los_Angeles"),
        ("Beijing", "Asia/Shanghai"),
        ("Kathmandu nepal", "Asia/Kathmandu"),
        ("utc", "UTC"),
        ("UTC+5:45", "Asia/Kathmandu"),
        ("gmt-330", "America/St_Johns"),
        ("UTC−3:30", "America/St_Johns"),
        ("+05:45", "Asia/Kathmandu"),
        ("utc 5:45", "Asia/Kathmandu"),
    ],
)
def test_what_people_call_it(wanted: str, first: str) -> None:
    assert found(wanted)[0] == first


def test_the_region_of_an_old_name_is_no_name_of_it() -> None:
    """Dubai was Indian/Mahe too, and Nairobi Indian/Comoro."""
    assert not {"Asia/Dubai", "Africa/Nairobi"} & set(found("india"))


def test_an_offset_is_that_of_now() -> None:
    assert "Europe/Berlin" in found("UTC+1")
    assert "Europe/Berlin" in found("UTC+2", NOW.replace(month=7))
    assert "Europe/Berlin" in found("CET")
    assert "Europe/Berlin" in found("cest")


@pytest.mark.parametrize("wanted", ["", " ", "!!!", "Atlantis", "utc+99", "\x00", "%", "a" * 500])
def test_what_nobody_calls_it(wanted: str) -> None:
    assert found(wanted) == []


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


def test_an_old_name_is_a_zone_too(cast: Cast, visitor: Visitor) -> None:
    assert "Times in Calcutta (UTC+5:30)" in visitor.open("/host/intro?tz=Asia/Calcutta").text
