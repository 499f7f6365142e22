"""A host who is elsewhere, and one who is away."""

from datetime import date

import pytest

from pinmycal.slots import Limit, Rules, Travel
from tests.slots.wall import busy, daily, in_utc, utc

MARCH = ("2027-03-01", "2027-03-05")


def travelling(zone: str, spans=("09:00-10:00",), **rules) -> Rules:
    """At home in Berlin, but in another zone from 2 to 3 March."""
    trip = Travel(date(2027, 3, 2), date(2027, 3, 3), zone)
    return Rules(daily("Europe/Berlin", *spans, travel=(trip,)), 60, **rules)


def away(first: str, last: str, *spans: str, zone: str = "UTC") -> Rules:
    off = ((date.fromisoformat(first), date.fromisoformat(last)),)
    return Rules(daily(zone, *spans, time_off=off), 60)


def test_hours_stand_in_the_zone_of_the_travel_on_its_dates_only():
    assert in_utc(travelling("Asia/Tokyo"), "2027-03-01", "2027-03-04") == [
        "2027-03-01 08:00",
        "2027-03-02 00:00",
        "2027-03-03 00:00",
        "2027-03-04 08:00",
    ]


def test_a_travelling_host_keeps_the_wall_clock_over_a_clock_change_there():
    trip = Travel(date(2027, 3, 13), date(2027, 3, 14), "America/New_York")
    rules = Rules(daily("Asia/Tokyo", "09:00-10:00", travel=(trip,)), 60)
    assert in_utc(rules, "2027-03-13", "2027-03-15")[:2] == ["2027-03-13 14:00", "2027-03-14 13:00"]


def test_the_first_of_two_overlapping_travels_counts():
    trips = tuple(
        Travel(date(2027, 3, 2), date(2027, 3, 2), zone) for zone in ("Asia/Tokyo", "UTC")
    )
    rules = Rules(daily("Europe/Berlin", "09:00-10:00", travel=trips), 60)
    assert "2027-03-02 00:00" in in_utc(rules, *MARCH)


def test_no_slot_comes_twice_where_a_flight_repeats_the_day():
    starts = in_utc(travelling("Pacific/Pago_Pago", ["00:00-24:00"]), "2027-03-01", "2027-03-07")
    assert len(starts) == len(set(starts))


def test_the_limits_count_by_the_date_where_the_host_then_is():
    taken = [busy("2027-03-01T16:00", "2027-03-01T17:00")]
    rules = travelling("Asia/Tokyo", limits=(Limit("day", count=1),))
    free = in_utc(rules, *MARCH, taken=taken)
    assert "2027-03-01 08:00" in free
    assert "2027-03-02 00:00" not in free


def test_a_date_that_a_flight_skips_is_no_hole_in_the_window():
    trip = Travel(date(2027, 3, 3), date(2027, 3, 9), "Pacific/Kiritimati")
    home = daily("Pacific/Pago_Pago", "00:00-24:00", travel=(trip,))
    rules = Rules(home, 60, window_dates=(date(2027, 3, 2), date(2027, 3, 9)))
    assert in_utc(rules, *MARCH)[0] == "2027-03-02 10:00"


def test_today_is_the_date_where_the_host_then_is():
    rules = travelling("Asia/Tokyo", window_days=0)
    assert in_utc(rules, *MARCH, now=utc("2027-03-01T15:00")) == ["2027-03-02 00:00"]


def test_time_off_has_its_first_and_last_date():
    starts = in_utc(away("2027-03-02", "2027-03-03", "09:00-10:00"), "2027-03-01", "2027-03-04")
    assert starts == ["2027-03-01 09:00", "2027-03-04 09:00"]


def test_a_whole_holiday_leaves_nothing():
    holiday = away("2020-01-01", "9999-12-31", "00:00-24:00")
    assert in_utc(holiday, "2027-03-01", "2027-04-30") == []


@pytest.mark.parametrize(
    ("zone", "taken_off"),
    [
        ("Pacific/Kiritimati", ("2027-03-01 10:00", "2027-03-02 10:00")),
        ("Pacific/Pago_Pago", ("2027-03-02 11:00", "2027-03-03 11:00")),
    ],
)
def test_time_off_is_the_hosts_date_though_elsewhere_it_is_another(zone, taken_off):
    at_work = Rules(daily(zone, "00:00-24:00"), 60)
    off = away("2027-03-02", "2027-03-02", "00:00-24:00", zone=zone)
    gone = sorted({*in_utc(at_work, *MARCH)} - {*in_utc(off, *MARCH)})
    assert len(gone) == 24
    assert taken_off[0] == gone[0] <= gone[-1] < taken_off[1]


def test_time_off_cuts_the_hours_that_run_into_it():
    starts = in_utc(away("2027-03-02", "2027-03-02", "22:00-26:00"), "2027-03-01", "2027-03-03")
    night_before = ["2027-03-01 00:00", "2027-03-01 01:00", "2027-03-01 22:00", "2027-03-01 23:00"]
    assert starts == [*night_before, "2027-03-03 22:00", "2027-03-03 23:00"]


def test_an_override_does_not_open_time_off():
    off = ((date(2027, 3, 2), date(2027, 3, 2)),)
    week = daily("UTC", overrides={date(2027, 3, 2): ((540, 600),)}, time_off=off)
    assert in_utc(Rules(week, 60), *MARCH) == []
