"""Zones that are not whole hours from UTC: the grid keeps to the host's wall clock."""

import pytest

from pinmycal.slots import Rules, is_free
from tests.slots.wall import LONG_BEFORE, clock, daily, in_utc, utc


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Asia/Kolkata", "2027-07-01 03:30"),
        ("Asia/Kathmandu", "2027-07-01 03:15"),
        ("Pacific/Chatham", "2027-06-30 20:15"),
        ("Australia/Eucla", "2027-07-01 00:15"),
    ],
)
def test_the_grid_of_a_half_hour_or_45_minute_zone_is_the_hosts_wall_clock(zone, first):
    rules = Rules(daily(zone, "09:00-11:00"), 60)
    assert clock(rules, "2027-07-01") == ["09:00", "10:00"]
    assert in_utc(rules, "2027-07-01")[0] == first


@pytest.mark.parametrize(
    ("zone", "instant"),
    [("Pacific/Kiritimati", "2027-03-01T10:00"), ("Pacific/Pago_Pago", "2027-03-03T10:00")],
)
def test_a_tuesday_is_the_hosts_though_utc_has_the_day_before_or_after(zone, instant):
    tuesdays = Rules(daily(zone, "00:00-24:00", days=[1]), 60)
    assert is_free(tuesdays, [], utc(instant), LONG_BEFORE)


def test_a_question_off_the_grid_does_not_move_it():
    rules = Rules(daily("Asia/Kathmandu", "09:00-12:00"), 60)
    assert clock(rules, "2027-07-01T09:10", "2027-07-01") == ["10:00", "11:00"]


def test_lord_howe_skips_half_an_hour_in_spring():
    rules = Rules(daily("Australia/Lord_Howe", "01:00-04:00"), 30)
    assert clock(rules, "2027-10-03") == ["01:00", "01:30", "02:30", "03:00", "03:30"]


def test_lord_howe_repeats_half_an_hour_in_autumn():
    rules = Rules(daily("Australia/Lord_Howe", "01:00-03:00"), 30)
    assert clock(rules, "2027-04-04") == ["01:00", "01:30", "01:30", "02:00", "02:30"]
    assert in_utc(rules, "2027-04-04")[1:3] == ["2027-04-03 14:30", "2027-04-03 15:00"]


def test_chatham_keeps_its_wall_clock_over_its_change():
    rules = Rules(daily("Pacific/Chatham", "09:00-10:00"), 60)
    assert in_utc(rules, "2027-04-03", "2027-04-04") == ["2027-04-02 19:15", "2027-04-03 20:15"]
