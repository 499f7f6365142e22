from datetime import UTC, date, datetime

import pytest

from pinmycal import times

MOMENT = datetime(2027, 3, 4, 9, 30, tzinfo=UTC)

NO_INSTANTS = [
    "",
    "now",
    "2027-03-01",
    "2027-03-01T08:00Z",
    "2027-03-01T08:00:00",
    "2027-03-01T08:00:00z",
    "2027-03-01 08:00:00Z",
    "2027-03-01T08:00:00+00:00",
    "2027-03-01T08:00:00.5Z",
    "2027-03-01T24:00:00Z",
    "2027-03-01T08:60:00Z",
    "2027-03-01T08:00:60Z",
    "2027-02-30T08:00:00Z",
    "2027-W10-1T08:00:00Z",
    "1999-12-31T23:59:59Z",
    "2200-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z",
    " 2027-03-01T08:00:00Z",
    "2027-03-01T08:00:00Z\n",
    "2027-03-01T08:00:00Z\x00",
    "٢٠٢٧-٠٣-٠١T٠٨:٠٠:٠٠Z",
    "1e309",
]
NO_DATES = [
    "",
    "20270301",
    "2027-3-1",
    "2027-W10-1",
    "2027-060",
    "2027-02-29",
    "2027-04-31",
    "2027-13-01",
    "2027-00-01",
    "0001-01-01",
    "9999-12-31",
    "2027-03-01\n",
    "٢٠٢٧-03-01",
    "not-a-date",
]
NO_ZONES = [
    "",
    "GMT-05:00",
    "UTC+1",
    "+01:00",
    "CEST",
    "europe/berlin",
    "Europe/Berlin ",
    "Europe/Berlin\x00",
    "../../etc/passwd",
    "/etc/passwd",
    "posix/Europe/Berlin",
    "localtime",
    "posixrules",
    "Factory",
    "Europe",
    "z" * 3000,
]


def test_an_instant_is_read_in_our_one_form() -> None:
    assert times.parse_instant("2027-03-01T08:00:00Z") == datetime(2027, 3, 1, 8, tzinfo=UTC)
    assert times.parse_instant("2027-03-01T08:00:00Z").tzinfo is UTC


@pytest.mark.parametrize("text", NO_INSTANTS)
def test_what_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match=r"instant|year|day|hour|minute|second"):
        times.parse_instant(text)


def test_what_is_written_is_read_again() -> None:
    assert times.iso(MOMENT) == "2027-03-04T09:30:00Z"
    assert times.parse_instant(times.iso(MOMENT)) == MOMENT
    assert times.from_epoch(int(MOMENT.timestamp())) == MOMENT


def test_a_date_and_a_month_are_read() -> None:
    assert times.parse_date("2028-02-29") == date(2028, 2, 29)
    assert times.parse_month("2027-03") == date(2027, 3, 1)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|year|day|month"):
        times.parse_date(text)


@pytest.mark.parametrize(
    "text", ["", "2027", "2027-3", "2027-13", "2027-03-01", "9999-12", "2027-W1"]
)
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|year|month"):
        times.parse_month(text)


@pytest.mark.parametrize(
    "name", ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kolkata"]
)
def test_what_is_a_zone(name: str) -> None:
    assert times.is_zone(name)


@pytest.mark.parametrize("name", NO_ZONES)
def test_what_is_no_zone(name: str) -> None:
    assert not times.is_zone(name)


def test_the_clock_is_aware_and_in_utc() -> None:
    assert times.utc_now().tzinfo is UTC
