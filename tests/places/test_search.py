"""Finding a time zone: by whatever people call it."""

from datetime import datetime

import pytest

from pinmycal.places.search import find_places
from tests.cast import NOW


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
        ("Mumbai", "Asia/Kolkata"),
        ("delhi", "Asia/Kolkata"),
        ("bangalore", "Asia/Kolkata"),
        ("Bombay india", "Asia/Kolkata"),
        ("San Francisco", "America/Los_Angeles"),
        ("seattle", "America/Los_Angeles"),
        ("Boston", "America/New_York"),
        ("Munich", "Europe/Berlin"),
        ("münchen", "Europe/Berlin"),
        ("Osaka", "Asia/Tokyo"),
        ("Peking", "Asia/Shanghai"),
        ("Kiev", "Europe/Kyiv"),
        ("Krakow", "Europe/Warsaw"),
        ("lodz", "Europe/Warsaw"),
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
