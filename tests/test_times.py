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


@pytest.mark.parametrize(
    ("zone", "clock", "day"),
    [
        ("UTC", "09:30", "Thursday, 4 March 2027"),
        ("Europe/Berlin", "10:30", "Thursday, 4 March 2027"),
        ("America/St_Johns", "06:00", "Thursday, 4 March 2027"),
        ("Pacific/Kiritimati", "23:30", "Thursday, 4 March 2027"),
        ("Pacific/Pago_Pago", "22:30", "Wednesday, 3 March 2027"),
        ("Asia/Kathmandu", "15:15", "Thursday, 4 March 2027"),
    ],
)
def test_an_instant_on_the_wall(zone: str, clock: str, day: str) -> None:
    assert times.clock(MOMENT, zone) == clock
    assert times.day(MOMENT, zone) == day


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("UTC", "UTC"),
        ("Europe/London", "London (UTC)"),
        ("Europe/Berlin", "Berlin (UTC+1)"),
        ("America/New_York", "New York (UTC−5)"),
        ("America/St_Johns", "St Johns (UTC−3:30)"),
        ("Asia/Kathmandu", "Kathmandu (UTC+5:45)"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires (UTC−3)"),
    ],
)
def test_a_zone_in_words(zone: str, words: str) -> None:
    assert times.zone_label(MOMENT, zone) == words


def test_the_offset_is_that_of_the_instant() -> None:
    july = datetime(2027, 7, 1, tzinfo=UTC)
    assert times.zone_label(july, "Europe/Berlin") == "Berlin (UTC+2)"


@pytest.mark.parametrize(
    ("start", "end", "zone", "words"),
    [
        ((4, 9, 30), (4, 10, 0), "UTC", "09:30 – 10:00"),
        ((4, 23, 30), (5, 0, 30), "UTC", "23:30 – Friday, 5 March 00:30"),
        ((4, 23, 30), (5, 0, 0), "UTC", "23:30 – Friday, 5 March 00:00"),
        ((4, 22, 30), (4, 23, 30), "Europe/Berlin", "23:30 – Friday, 5 March 00:30"),
    ],
)
def test_a_range_names_another_day(
    start: tuple[int, ...], end: tuple[int, ...], zone: str, words: str
) -> None:
    first, last = (datetime(2027, 3, *at, tzinfo=UTC) for at in (start, end))
    assert times.time_range(first, last, zone) == words


def test_a_range_over_a_change_of_clocks_has_both_clocks() -> None:
    start = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    end = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert times.time_range(start, end, "Europe/Berlin") == "01:30 – 03:30"


def test_the_short_and_the_long_date() -> None:
    assert times.short_date(date(2027, 3, 4)) == "Thursday, 4 March"
    assert times.long_date(date(2027, 12, 24)) == "Friday, 24 December 2027"


def test_the_clock_is_aware_and_in_utc() -> None:
    assert times.utc_now().tzinfo is UTC
