"""Starts as pages and programs show them."""

from datetime import date

from pinmycal.slots import as_utc_strings, by_day
from tests.slots.wall import utc


def seconds(*texts: str) -> list[int]:
    return [int(utc(text).timestamp()) for text in texts]


def test_instants_are_written_in_utc_to_the_second():
    texts = ["1999-12-31T23:59:59Z", "2027-03-01T08:00:00Z", "2028-02-29T00:07:05Z"]
    assert as_utc_strings(seconds(*(text[:-1] for text in texts))) == texts


def test_days_are_the_viewers():
    starts = seconds("2027-03-01T04:59", "2027-03-01T05:00", "2027-03-02T04:30")
    monday = starts[1:]
    days = {date(2027, 2, 28): starts[:1], date(2027, 3, 1): monday}
    assert by_day(starts, "America/New_York") == days


def test_the_days_keep_their_order():
    starts = seconds("2027-03-01T10:00", "2027-03-03T10:00", "2027-03-20T10:00")
    assert list(by_day(starts, "UTC")) == [date(2027, 3, day) for day in (1, 3, 20)]


def test_a_day_of_25_hours_is_one_day():
    starts = seconds("2027-11-07T04:00", "2027-11-07T05:30", "2027-11-07T06:30", "2027-11-08T04:59")
    assert list(by_day(starts, "America/New_York").values()) == [starts]


def test_a_day_that_begins_twice_is_one_day():
    starts = seconds("2027-11-07T04:00", "2027-11-07T05:00", "2027-11-08T04:59")
    assert list(by_day(starts, "America/Havana").values()) == [starts]


def test_a_day_of_23_hours_ends_in_time():
    starts = seconds("2027-03-14T05:00", "2027-03-15T03:59", "2027-03-15T04:00")
    assert [*map(len, by_day(starts, "America/New_York").values())] == [2, 1]


def test_nothing_free_is_no_day():
    assert by_day([], "UTC") == {}
    assert as_utc_strings([]) == []
