"""Twelve hours or twenty-four: by language, by choice, by setting."""

import pytest

from pinmycal.extensions import db
from tests.cast import Cast
from tests.web.visitor import Visitor

PAGE = "/host/intro?date=2027-03-01&tz=Europe/Berlin"


@pytest.mark.parametrize(
    ("languages", "shown"),
    [
        ("en-US,en;q=0.9", "2:30 pm"),
        ("en-GB,en-US;q=0.8", "14:30"),
        ("de", "14:30"),
        ("hi-IN", "2:30 pm"),
        ("", "14:30"),
        ("tlh, xx-YY-zz;q=0.9, de;q=0.1", "14:30"),
        ("*", "14:30"),
        ("../../etc/passwd, \ud800", "14:30"),
    ],
)
def test_by_language(cast: Cast, visitor: Visitor, languages: str, shown: str) -> None:
    sent = languages.encode("utf-8", "replace").decode("latin-1")
    assert shown in visitor.open(PAGE, Accept_Language=sent).text


def test_by_the_address(cast: Cast, visitor: Visitor) -> None:
    assert "2:30 pm" in visitor.open(f"{PAGE}&clock=12").text
    assert "14:30" in visitor.open(f"{PAGE}&clock=24", Accept_Language="en-US").text
    assert "14:30" in visitor.open(f"{PAGE}&clock=13").text


def test_noon_and_midnight(cast: Cast, visitor: Visitor) -> None:
    assert "12:00 pm" in visitor.open(f"{PAGE}&clock=12").text
    tokyo = visitor.open("/host/intro?date=2027-03-02&tz=Asia/Tokyo&clock=12")
    assert "12:00 am" in tokyo.text


def test_a_host_sees_his_own_clock(cast: Cast, host: Visitor) -> None:
    cast.book()
    assert "09:00 – 09:30" in host.open("/dashboard", Accept_Language="en-US").text
    cast.host.hour12 = True
    db.session.commit()
    assert "9:00 am – 9:30 am" in host.open("/dashboard").text


def test_before_six_it_is_night(cast: Cast, visitor: Visitor) -> None:
    page = "/host/intro?month=2027-03&date=2027-03-01&tz="
    for zone, parts in (("America/New_York", "Night"), ("Europe/Berlin", "Morning")):
        assert visitor.open(page + zone).page.select_one(".times h3").get_text() == parts
