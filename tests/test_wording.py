from datetime import UTC, date, datetime

import pytest

from pinmycal import wording

MOMENT = datetime(2027, 3, 4, 9, 30, tzinfo=UTC)


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
    assert wording.clock(MOMENT, zone) == clock
    assert wording.day(MOMENT, zone) == day


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
        ("Etc/GMT+5", "UTC−5"),
        ("Etc/GMT-14", "UTC+14"),
        ("Etc/UTC", "UTC"),
        ("GMT", "UTC"),
        ("Asia/Calcutta", "Kolkata (UTC+5:30)"),
        ("Europe/Kiev", "Kyiv (UTC+2)"),
    ],
)
def test_a_zone_in_words(zone: str, words: str) -> None:
    assert wording.zone_label(MOMENT, zone) == words


def test_the_offset_is_that_of_the_instant() -> None:
    july = datetime(2027, 7, 1, tzinfo=UTC)
    assert wording.zone_label(july, "Europe/Berlin") == "Berlin (UTC+2)"


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
    assert wording.time_range(first, last, zone) == words


def test_a_range_over_a_change_of_clocks_has_both_clocks() -> None:
    start = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    end = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert wording.time_range(start, end, "Europe/Berlin") == "01:30 – 03:30"


@pytest.mark.parametrize(
    ("instant", "zone", "words"),
    [
        ("2027-10-28T20:30", "Africa/Cairo", "23:30 UTC+3"),
        ("2027-10-28T21:30", "Africa/Cairo", "23:30 UTC+2"),
        ("2027-10-28T22:00", "Africa/Cairo", "00:00"),
        ("2027-10-28T19:59", "Africa/Cairo", "22:59"),
        ("2027-04-03T14:30", "Australia/Lord_Howe", "01:30 UTC+11"),
        ("2027-04-03T15:00", "Australia/Lord_Howe", "01:30 UTC+10:30"),
        ("2027-11-07T05:15", "America/New_York", "01:15 UTC−4"),
    ],
)
def test_a_clock_that_shows_twice_carries_its_offset(instant: str, zone: str, words: str) -> None:
    at = datetime.fromisoformat(f"{instant}+00:00")
    assert wording.clock(at, zone) == words


def test_a_range_within_a_repeated_hour_says_which() -> None:
    start, end = (datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert wording.time_range(start, end, "Europe/Berlin") == "02:30 UTC+2 – 02:30 UTC+1"


def test_the_short_and_the_long_date() -> None:
    assert wording.short_date(date(2027, 3, 4)) == "Thursday, 4 March"
    assert wording.long_date(date(2027, 12, 24)) == "Friday, 24 December 2027"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 3, 1), date(2027, 3, 7), "1 – 7 March 2027"),
        (date(2027, 3, 29), date(2027, 4, 4), "29 March – 4 April 2027"),
        (date(2027, 12, 27), date(2028, 1, 2), "27 December 2027 – 2 January 2028"),
    ],
)
def test_a_range_of_days_says_what_differs(first: date, last: date, words: str) -> None:
    assert wording.day_range(first, last) == words


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(0, 5, "12:05 am"), (9, 0, "9:00 am"), (12, 0, "12:00 pm"), (23, 59, "11:59 pm")],
)
def test_a_clock_of_twelve_hours(hour: int, minute: int, words: str) -> None:
    assert wording.wall_clock(hour, minute, hour12=True) == words
    assert wording.wall_clock(hour, minute) == f"{hour:02}:{minute:02}"


def test_the_days_of_the_week_begin_on_monday() -> None:
    assert wording.weekdays()[0] == ("Mon", "Monday")
    assert wording.weekday_names()[-1] == "Sunday"
    assert wording.weekday(date(2027, 3, 4)) == ("Thu", "Thursday")
