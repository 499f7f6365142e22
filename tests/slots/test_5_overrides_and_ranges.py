"""Dates that differ from the week, and hours made of several ranges."""

from datetime import date

from pinmycal.slots import Rules, Schedule, is_free
from tests.slots.wall import LONG_BEFORE, clock, daily, hours, in_utc, utc

MONDAY, SUNDAY = "2027-03-01", "2027-03-07"


def office(*spans: str, on: str = MONDAY, zone: str = "UTC") -> Rules:
    """Monday to Friday 09:00 to 10:00, with other hours on one date."""
    overrides = {date.fromisoformat(on): hours(*spans)}
    return Rules(daily(zone, "09:00-10:00", days=range(5), overrides=overrides), 30)


def test_an_override_replaces_the_hours_of_its_date_only():
    rules = office("14:00-15:00")
    assert clock(rules, MONDAY) == ["14:00", "14:30"]
    assert clock(rules, "2027-03-02") == clock(rules, "2027-03-08") == ["09:00", "09:30"]


def test_an_empty_override_closes_its_date():
    assert clock(office(), MONDAY) == []


def test_an_override_may_have_several_ranges_in_any_order():
    assert clock(office("14:00-14:30", "07:00-07:30"), MONDAY) == ["07:00", "14:00"]


def test_an_override_opens_a_weekday_without_hours():
    assert clock(office("11:00-12:00", on=SUNDAY), SUNDAY) == ["11:00", "11:30"]


def test_an_override_stands_on_the_hosts_date_though_utc_has_another():
    rules = office("22:00-23:00", zone="America/Los_Angeles")
    assert in_utc(rules, MONDAY) == ["2027-03-02 06:00", "2027-03-02 06:30"]
    assert clock(rules, "2027-03-02") == ["09:00", "09:30"]


def test_hours_past_midnight_belong_to_the_date_they_begin_on():
    rules = Rules(daily("UTC", "22:00-26:00", days=[0]), 60)
    both = clock(rules, MONDAY, "2027-03-02")
    assert both == ["22:00", "23:00", "00:00", "01:00"]


def test_hours_past_midnight_are_found_from_two_dates_later_in_utc():
    rules = Rules(daily("Pacific/Pago_Pago", "20:00-48:00", days=[0]), 60)
    assert is_free(rules, [], utc("2027-03-03T10:00"), LONG_BEFORE)
    assert not is_free(rules, [], utc("2027-03-03T11:00"), LONG_BEFORE)


def test_a_long_slot_fits_over_the_seam_at_midnight():
    week = {0: hours("22:00-24:00"), 1: hours("00:00-02:00")}
    rules = Rules(Schedule("UTC", week), 180, increment=60)
    assert clock(rules, MONDAY, "2027-03-02") == ["22:00", "23:00"]


def test_a_slot_of_days_fits_when_every_seam_is_closed():
    rules = Rules(daily("Europe/Berlin", "00:00-24:00"), 3 * 1440, increment=1440)
    assert clock(rules, MONDAY, SUNDAY) == ["00:00"] * 7


def test_touching_ranges_are_one_for_the_length_and_the_grid():
    rules = Rules(daily("UTC", "09:00-10:10", "10:10-12:00"), 50)
    assert clock(rules, MONDAY) == ["09:00", "09:50", "10:40"]


def test_overlapping_and_duplicate_ranges_give_no_duplicate():
    rules = Rules(daily("UTC", "10:00-12:00", "09:00-11:00", "09:00-11:00", "09:30-10:00"), 60)
    assert clock(rules, MONDAY) == ["09:00", "10:00", "11:00"]


def test_hours_past_midnight_that_meet_the_next_dates_give_no_duplicate():
    rules = Rules(daily("UTC", "22:00-27:00", "00:00-03:00"), 60)
    assert clock(rules, MONDAY) == ["00:00", "01:00", "02:00", "22:00", "23:00"]


def test_a_range_that_lies_inside_the_hours_of_the_date_before_fits_as_they_do():
    week = {0: hours("20:00-29:00"), 1: hours("01:30-02:00")}
    rules = Rules(Schedule("UTC", week), 60)
    night = clock(rules, MONDAY, "2027-03-02")
    assert night[5:9] == ["01:00", "01:30", "02:00", "03:00"]


def test_the_grid_begins_anew_with_each_date():
    rules = Rules(daily("UTC", "00:00-24:00"), 50)
    assert clock(rules, MONDAY) == clock(rules, "2027-03-02")
    assert clock(rules, MONDAY)[-1] == "23:20"


def test_several_schedules_stand_side_by_side():
    mornings, evenings = daily("UTC", "08:00-09:00"), daily("UTC", "19:00-20:00")
    assert clock(Rules(mornings, 60), MONDAY) == ["08:00"]
    assert clock(Rules(evenings, 60), MONDAY) == ["19:00"]
