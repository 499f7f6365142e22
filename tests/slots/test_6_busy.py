"""What is taken, and the room it asks for."""

import pytest

from pinmycal.slots import Rules
from tests.slots.wall import busy, clock, daily

DAY = "2027-03-01"
HOUR = 3600
LATER = ["11:30", "12:00", "12:30"]


def on_the_day(begin: str, end: str, **more):
    return busy(f"{DAY}T{begin}", f"{DAY}T{end}", **more)


def left(*taken, duration=60, hours="09:00-13:00", **rules):
    return clock(Rules(daily("UTC", hours), duration, **rules), DAY, taken=taken)


def test_a_taken_hour_is_not_offered():
    assert left(on_the_day("10:00", "11:00")) == ["09:00", "11:00", "12:00"]


def test_touching_is_no_conflict():
    assert left(on_the_day("08:00", "09:00"), on_the_day("10:00", "12:00")) == ["09:00", "12:00"]


@pytest.mark.parametrize(("begin", "end"), [("09:59", "10:00"), ("10:00", "10:01")])
def test_one_shared_minute_is_a_conflict(begin, end):
    taken = on_the_day(begin, end)
    assert len(left(taken)) == 3


def test_one_shared_second_is_a_conflict():
    nine = on_the_day("08:00", "09:00")
    assert left(nine._replace(end=nine.end + 1))[0] == "10:00"


def test_busy_times_may_come_unsorted_overlapping_nested_and_twice():
    outer, inner = on_the_day("09:30", "11:30"), on_the_day("10:00", "10:15")
    late = on_the_day("11:15", "12:00")
    assert left(late, inner, outer, inner, outer) == ["12:00"]


def test_a_long_busy_time_is_not_forgotten_behind_a_short_one():
    taken = on_the_day("09:00", "12:00"), on_the_day("09:05", "09:10")
    assert left(*taken, duration=30) == ["12:00", "12:30"]


def test_a_busy_time_without_length_takes_nothing():
    assert left(on_the_day("10:30", "10:30", buffer_before=HOUR)) == left()


def test_busy_times_of_other_days_take_nothing():
    assert left(busy("2027-02-20", "2027-02-28T23:00"), busy("2027-03-02", "2027-03-09")) == left()


def test_a_busy_time_of_several_days_covers_all_of_them():
    assert left(busy("2027-02-20", "2027-03-09")) == []


def test_the_new_appointments_buffers_keep_clear_of_what_is_taken():
    taken = on_the_day("10:30", "11:00")
    assert left(taken, duration=30, buffer_before=15) == ["09:00", "09:30", "10:00", *LATER]
    assert left(taken, duration=30, buffer_after=15) == ["09:00", "09:30", "11:00", *LATER]


def test_what_is_taken_keeps_its_own_buffers_clear():
    taken = on_the_day("10:30", "11:00", buffer_before=900)
    assert left(taken, duration=30) == ["09:00", "09:30", "11:00", *LATER]
    taken = on_the_day("10:30", "11:00", buffer_after=900)
    assert left(taken, duration=30) == ["09:00", "09:30", "10:00", *LATER]


def test_two_buffers_may_share_the_same_time():
    taken = on_the_day("10:00", "10:30", buffer_before=1800, buffer_after=1800)
    buffered = {"buffer_before": 30, "buffer_after": 30}
    assert left(taken, duration=30, **buffered) == ["09:00", "11:00", *LATER]


def test_the_longer_of_two_buffers_counts():
    taken = on_the_day("10:00", "10:30", buffer_before=600, buffer_after=4200)
    assert left(taken, duration=30, buffer_before=30, buffer_after=40) == ["12:00", "12:30"]


def test_buffers_may_lie_outside_the_hours():
    assert left(buffer_before=60, buffer_after=60) == left()


def test_a_buffer_reaches_over_midnight():
    taken = busy("2027-02-28T23:00", "2027-03-01T00:00", buffer_after=2 * HOUR)
    assert left(taken, hours="00:00-04:00") == ["02:00", "03:00"]
