"""Starts that pack against busy times, beside the grid."""

from pinmycal.slots import Limit, Rules
from tests.slots.wall import busy, clock, daily

DAY = "2027-03-01"


def packed(*taken, hours="09:00-13:00", **rules):
    return clock(Rules(daily("UTC", hours), 60, optimised=True, **rules), DAY, taken=taken)


def test_without_busy_times_there_is_only_the_grid():
    assert packed() == ["09:00", "10:00", "11:00", "12:00"]


def test_a_start_right_after_and_one_that_ends_right_before_what_is_taken():
    taken = busy("2027-03-01T10:25", "2027-03-01T10:50")
    assert packed(taken) == ["09:00", "09:25", "10:50", "11:00", "12:00"]


def test_packed_starts_keep_the_buffers_of_both():
    taken = busy("2027-03-01T10:25", "2027-03-01T10:50", buffer_before=300, buffer_after=600)
    assert packed(taken, buffer_before=5, buffer_after=15) == ["09:00", "09:10", "11:00", "12:00"]


def test_packed_starts_are_whole_minutes_on_the_free_side():
    taken = busy("2027-03-01T10:25:10", "2027-03-01T10:50:10")
    assert packed(taken) == ["09:00", "09:25", "10:51", "11:00", "12:00"]


def test_a_packed_start_keeps_to_the_hours():
    early, late = (
        busy("2027-03-01T08:00", "2027-03-01T08:45"),
        busy("2027-03-01T12:15", "2027-03-01T12:30"),
    )
    assert packed(early, late) == ["09:00", "10:00", "11:00", "11:15"]


def test_a_packed_start_may_end_with_the_hours():
    taken = busy("2027-03-01T11:30", "2027-03-01T12:10")
    assert packed(taken, hours="09:00-13:10")[-1] == "12:10"


def test_a_packed_start_is_not_offered_inside_another_busy_time():
    taken = (
        busy("2027-03-01T10:00", "2027-03-01T10:50"),
        busy("2027-03-01T11:00", "2027-03-01T12:00"),
    )
    assert packed(*taken) == ["09:00", "12:00"]


def test_a_limit_packs_nothing_and_stops_packed_starts_too():
    taken = busy("2027-03-01T10:25", "2027-03-01T10:50")
    assert packed(taken, limits=(Limit("day", count=1),)) == []
    assert packed(taken, limits=(Limit("day", count=2),)) == packed(taken)
