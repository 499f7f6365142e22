"""Days on which the clocks change: none in the gap, two in the fold, the same hours otherwise."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pinmycal.slots import Rules, is_free
from tests.slots.wall import LONG_BEFORE, clock, daily, in_utc

# zone, the day clocks go forward, first skipped hour; the day they go back, the repeated hour
CHANGES = [
    ("America/New_York", "2027-03-14", 2, "2027-11-07", 1),
    ("Europe/Berlin", "2027-03-28", 2, "2027-10-31", 2),
    ("Australia/Sydney", "2027-10-03", 2, "2027-04-04", 2),
    ("America/Santiago", "2027-09-05", 0, "2027-04-03", 23),
    ("America/Havana", "2028-03-12", 0, "2027-11-07", 0),
    ("Atlantic/Azores", "2027-03-28", 0, "2027-10-31", 0),
]
FORWARD = [(zone, day, hour) for zone, day, hour, _, _ in CHANGES]
BACK = [(zone, day, hour) for zone, _, _, day, hour in CHANGES]


@pytest.mark.parametrize(("zone", "day", "skipped"), FORWARD)
def test_a_skipped_hour_is_never_offered(zone, day, skipped):
    around_the_clock = Rules(daily(zone, "00:00-24:00"), 60)
    expected = [f"{hour:02}:00" for hour in range(24) if hour != skipped]
    assert clock(around_the_clock, day) == expected


@pytest.mark.parametrize(("zone", "day", "repeated"), BACK)
def test_a_repeated_hour_is_offered_twice_as_two_instants(zone, day, repeated):
    around_the_clock = Rules(daily(zone, "00:00-24:00"), 60)
    expected = sorted([*range(24), repeated])
    assert clock(around_the_clock, day) == [f"{hour:02}:00" for hour in expected]
    assert len(set(in_utc(around_the_clock, day))) == 25


@pytest.mark.parametrize(("zone", "day"), [(z, d) for z, f, _, b, _ in CHANGES for d in (f, b)])
def test_the_same_wall_hours_the_day_before_the_day_itself_and_the_day_after(zone, day):
    rules = Rules(daily(zone, "09:00-17:00"), 30)
    around = [date.fromisoformat(day) + timedelta(days=days) for days in (-1, 0, 1)]
    before, itself, after = (clock(rules, str(each)) for each in around)
    assert before == itself == after
    assert len(itself) == 16


def test_hours_in_the_gap_alone_offer_nothing():
    assert clock(Rules(daily("America/New_York", "02:00-03:00"), 30), "2027-03-14") == []


def test_a_start_in_the_gap_is_not_moved_out_of_it():
    rules = Rules(daily("America/New_York", "02:30-05:00"), 30)
    assert clock(rules, "2027-03-14") == ["03:00", "03:30", "04:00", "04:30"]


def test_the_grid_counts_wall_clock_minutes_through_the_gap():
    rules = Rules(daily("Europe/Berlin", "00:00-05:00"), 40)
    assert clock(rules, "2027-03-28") == ["00:00", "00:40", "01:20", "03:20", "04:00"]


def test_a_slot_lasts_its_real_length_over_the_gap():
    rules = Rules(daily("Europe/Berlin", "01:00-04:00"), 120, increment=60)
    assert clock(rules, "2027-03-28") == ["01:00"]


def test_a_slot_lasts_its_real_length_over_the_fold():
    rules = Rules(daily("Europe/Berlin", "01:00-04:00"), 240)
    assert in_utc(rules, "2027-10-31") == ["2027-10-30 23:00"]


@pytest.mark.parametrize("fold", [0, 1])
def test_both_passes_of_a_fold_can_be_asked_for_by_the_hosts_clock(fold):
    rules = Rules(daily("Europe/Berlin", "02:00-03:00"), 60)
    at = datetime(2027, 10, 31, 2, tzinfo=ZoneInfo("Europe/Berlin"), fold=fold)
    assert is_free(rules, [], at, LONG_BEFORE)


def test_hours_that_end_in_the_fold_are_open_in_both_passes():
    rules = Rules(daily("Europe/Berlin", "01:00-02:30"), 30)
    assert clock(rules, "2027-10-31") == ["01:00", "01:30", "02:00", "02:00"]


def test_two_ranges_inside_the_fold_are_both_open_in_both_passes():
    rules = Rules(daily("Europe/Berlin", "02:00-02:20", "02:30-02:50"), 20)
    assert clock(rules, "2027-10-31") == ["02:00", "02:30"] * 2


def test_a_slot_does_not_reach_over_the_closed_part_of_a_fold():
    rules = Rules(daily("Europe/Berlin", "01:00-02:30"), 90, increment=30)
    assert clock(rules, "2027-10-31") == ["01:00"]


def test_hours_past_midnight_meet_the_change_of_the_next_morning():
    rules = Rules(daily("Europe/Berlin", "23:00-28:00", days=[5]), 60)
    assert clock(rules, "2027-03-27", "2027-03-28") == ["23:00", "00:00", "01:00", "03:00"]
