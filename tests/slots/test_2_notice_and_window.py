"""From when, and until when, a host can be booked."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pinmycal.slots import Rules, free_starts, is_free
from tests.slots.wall import clock, daily, in_utc, utc

ALL_DAY = daily("Europe/Berlin", "00:00-24:00")
SECOND = timedelta(seconds=1)


def test_the_past_is_never_offered():
    rules = Rules(daily("UTC", "09:00-12:00"), 60)
    assert clock(rules, "2027-03-01", now=utc("2027-03-01T09:30")) == ["10:00", "11:00"]


def test_a_slot_that_starts_now_can_be_booked_and_one_second_later_cannot():
    rules, at = Rules(daily("UTC", "09:00-12:00"), 60), utc("2027-03-01T10:00")
    assert is_free(rules, [], at, now=at)
    assert not is_free(rules, [], at, now=at + timedelta(microseconds=1))


def test_the_minimum_notice_counts_to_the_minute():
    rules, at = Rules(daily("UTC", "09:00-12:00"), 60, minimum_notice=121), utc("2027-03-01T11:00")
    assert is_free(rules, [], at, now=utc("2027-03-01T08:59"))
    assert not is_free(rules, [], at, now=utc("2027-03-01T09:00"))


def test_the_minimum_notice_reaches_across_midnight():
    rules = Rules(daily("UTC", "00:00-03:00"), 60, minimum_notice=120)
    assert clock(rules, "2027-03-02", now=utc("2027-03-01T23:00")) == ["01:00", "02:00"]


def test_the_minimum_notice_is_real_time_across_a_clock_change():
    rules = Rules(ALL_DAY, 60, minimum_notice=120)
    before_the_gap = datetime(2027, 3, 28, 1, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert clock(rules, "2027-03-28", now=before_the_gap)[0] == "04:00"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Pago_Pago", "Pacific/Kiritimati"])
def test_a_window_in_days_ends_with_the_hosts_date_wherever_one_looks_from(zone):
    rules = Rules(ALL_DAY, 60, window_days=2)
    now = utc("2027-03-01T12:00").astimezone(ZoneInfo(zone))
    starts = free_starts(rules, [], now, now + timedelta(days=9), now)
    assert datetime.fromtimestamp(starts[-1], ZoneInfo("Europe/Berlin")) == datetime(
        2027, 3, 3, 23, tzinfo=ZoneInfo("Europe/Berlin")
    )


@pytest.mark.parametrize(
    ("zone", "now", "today"),
    [
        ("Pacific/Kiritimati", "2027-03-01T10:00", "2027-03-02"),
        ("Pacific/Kiritimati", "2027-03-01T09:59", "2027-03-01"),
        ("Pacific/Pago_Pago", "2027-03-01T10:59", "2027-02-28"),
        ("Pacific/Pago_Pago", "2027-03-01T11:00", "2027-03-01"),
    ],
)
def test_a_window_of_no_days_is_the_hosts_today(zone, now, today):
    rules = Rules(daily(zone, "23:59-24:00"), 1, window_days=0)
    everything = in_utc(rules, "2027-02-20", "2027-03-20", now=utc(now))
    assert everything == in_utc(rules, today, now=utc(now)) != []


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("Pacific/Kiritimati", "2027-03-09 10:00", "2027-03-12 09:59"),
        ("Pacific/Pago_Pago", "2027-03-10 11:00", "2027-03-13 10:59"),
        ("Europe/Berlin", "2027-03-09 23:00", "2027-03-12 22:59"),
    ],
)
def test_a_window_of_dates_has_its_first_and_its_last_minute(zone, first, last):
    dates = (date(2027, 3, 10), date(2027, 3, 12))
    rules = Rules(daily(zone, "00:00-24:00"), 1, window_dates=dates)
    starts = in_utc(rules, "2027-03-01", "2027-03-31")
    assert (starts[0], starts[-1]) == (first, last)


def test_a_window_in_days_and_one_of_dates_both_hold():
    dates = (date(2027, 3, 2), date(2027, 3, 9))
    rules = Rules(daily("UTC", "09:00-10:00"), 60, window_dates=dates, window_days=2)
    starts = in_utc(rules, "2027-03-01", "2027-03-31", now=utc("2027-03-01T00:00"))
    assert starts == ["2027-03-02 09:00", "2027-03-03 09:00"]


def test_a_question_includes_its_first_second_and_not_its_last():
    rules, at = Rules(ALL_DAY, 60), utc("2027-03-01T10:00")
    assert len(free_starts(rules, [], at, at + SECOND, now=at)) == 1
    assert free_starts(rules, [], at + SECOND, at + 3600 * SECOND, now=at) == []


def test_only_the_very_instant_is_free():
    rules, at = Rules(ALL_DAY, 60), utc("2027-03-01T10:00")
    now = utc("2027-02-01T10:00")
    near = (at - SECOND, at + SECOND, at + timedelta(microseconds=1))
    assert [is_free(rules, [], time, now) for time in (at, *near)] == [True, False, False, False]


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_are_not_free_and_no_error(year):
    rules = Rules(ALL_DAY, 60, minimum_notice=60)
    at = datetime(year, 12 if year > 1 else 1, 31 if year > 1 else 1, tzinfo=ZoneInfo("UTC"))
    assert not is_free(rules, [], at, now=utc("2027-03-01T00:00"))


def test_a_window_longer_than_the_calendar_is_no_limit():
    rules = Rules(daily("UTC", "09:00-10:00"), 60, window_days=10**7)
    assert clock(rules, "2027-03-01") == ["09:00"]
