"""Days without anything in the way."""

import pytest

from pinmycal.slots import Rules
from tests.slots.wall import clock, daily

DAY = "2027-03-01"


@pytest.mark.parametrize(("duration", "count"), [(60, 24), (20, 72), (40, 36), (1440, 1)])
def test_an_empty_day_of_24_hours_is_filled_by_its_slots(duration, count):
    open_once = daily("UTC", "00:00-24:00", days=[0])
    assert len(clock(Rules(open_once, duration), DAY)) == count


def test_a_day_that_ends_at_2345_loses_the_slot_that_does_not_fit():
    starts = clock(Rules(daily("UTC", "00:00-23:45"), 20), DAY)
    assert (len(starts), starts[-1]) == (71, "23:20")


def test_an_end_of_2400_keeps_the_slot_that_ends_at_midnight():
    assert clock(Rules(daily("UTC", "22:00-24:00", days=[0]), 60), DAY) == ["22:00", "23:00"]


@pytest.mark.parametrize(
    ("closes", "last"), [("10:00", "09:40"), ("09:59", "09:20"), ("10:01", "09:40")]
)
def test_the_last_slot_is_kept_when_it_fits_to_the_minute(closes, last):
    assert clock(Rules(daily("UTC", f"09:00-{closes}"), 20), DAY)[-1] == last


@pytest.mark.parametrize(
    ("duration", "span", "starts"),
    [
        (5, "09:07-09:23", ["09:07", "09:12", "09:17"]),
        (8, "09:07-09:31", ["09:07", "09:15", "09:23"]),
        (8, "13:59-14:22", ["13:59", "14:07"]),
    ],
)
def test_short_slots_count_from_an_odd_start(duration, span, starts):
    assert clock(Rules(daily("UTC", span), duration), DAY) == starts


@pytest.mark.parametrize(
    ("increment", "starts"),
    [
        (15, ["09:00", "09:15", "09:30", "09:45", "10:00"]),
        (45, ["09:00", "09:45"]),
        (90, ["09:00"]),
        (None, ["09:00", "10:00"]),
    ],
)
def test_the_increment_may_be_smaller_or_larger_than_the_length(increment, starts):
    an_hour = Rules(daily("UTC", "09:00-11:00"), 60, increment=increment)
    assert clock(an_hour, DAY) == starts


def test_a_slot_longer_than_the_hours_is_not_offered():
    assert clock(Rules(daily("UTC", "09:00-10:00"), 61), DAY) == []


def test_a_host_without_hours_offers_nothing():
    assert clock(Rules(daily("UTC"), 30), DAY, "2027-03-31") == []


@pytest.mark.parametrize("wrong", [{"duration": 0}, {"duration": 30, "increment": 0}])
def test_a_length_of_nothing_is_an_error(wrong):
    with pytest.raises(ValueError, match="at least one minute"):
        Rules(daily("UTC", "09:00-10:00"), **wrong)
