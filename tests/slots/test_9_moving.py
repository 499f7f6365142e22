"""Moving an appointment, and what has to be known to answer rightly."""

from datetime import timedelta

import pytest

from pinmycal.slots import MAX_BUFFER, Limit, Rules, busy_span, free_starts, is_free
from tests.slots.wall import LONG_BEFORE, busy, daily, utc

OFFICE = daily("Europe/Berlin", "09:00-17:00")
START, END = utc("2027-03-10T09:00"), utc("2027-03-10T12:00")


def test_its_own_old_time_does_not_block_a_moved_appointment():
    rules = Rules(OFFICE, 60, increment=15)
    mine, other = (
        busy("2027-03-10T09:00", "2027-03-10T10:00"),
        busy("2027-03-10", "2027-03-10T08:30"),
    )
    quarter_past = START + timedelta(minutes=15)
    assert not is_free(rules, [mine, other], quarter_past, LONG_BEFORE)
    assert is_free(rules, [other], quarter_past, LONG_BEFORE)


def test_it_can_move_within_a_day_that_it_fills():
    rules = Rules(OFFICE, 60, limits=(Limit("day", count=1),))
    mine = busy("2027-03-10T09:00", "2027-03-10T10:00")
    assert free_starts(rules, [mine], START, END, LONG_BEFORE) == []
    assert len(free_starts(rules, [], START, END, LONG_BEFORE)) == 3


def test_what_has_to_be_known_reaches_as_far_as_any_buffer():
    begins, ends = busy_span(Rules(OFFICE, 60), START, END)
    assert begins <= START - MAX_BUFFER
    assert ends >= END + timedelta(minutes=60) + MAX_BUFFER


def test_what_has_to_be_known_reaches_as_far_as_a_start_that_packs_against_it():
    rules = Rules(OFFICE, 60, optimised=True)
    before = busy("2027-03-09T09:14:30", "2027-03-09T09:44:30", buffer_after=86_400)
    packed = utc("2027-03-10T09:45")
    assert is_free(rules, [before], packed, LONG_BEFORE)
    assert busy_span(rules, packed, packed)[0].timestamp() < before.end


def test_what_has_to_be_known_reaches_as_far_as_what_a_start_packs_before():
    rules = Rules(OFFICE, 60, optimised=True)
    after = busy("2027-03-11T10:45:30", "2027-03-11T11:00", buffer_before=86_400)
    packed = utc("2027-03-10T09:45")
    assert is_free(rules, [after], packed, LONG_BEFORE)
    assert after.start < busy_span(rules, packed, packed)[1].timestamp()


def test_what_has_to_be_known_reaches_as_far_as_the_types_own_buffers():
    two_days = Rules(OFFICE, 60, buffer_before=2880, buffer_after=2880)
    begins, ends = busy_span(two_days, START, END)
    assert begins <= START - timedelta(days=2)
    assert ends >= END + timedelta(days=2)


@pytest.mark.parametrize(
    ("per", "begins", "ends"),
    [
        ("week", "2027-03-07T23:00", "2027-03-14T23:00"),
        ("month", "2027-02-28T23:00", "2027-03-31T22:00"),
    ],
)
def test_what_has_to_be_known_covers_the_periods_of_the_limits(per, begins, ends):
    rules = Rules(OFFICE, 60, limits=(Limit(per, count=1),))
    assert busy_span(rules, START, END) == (utc(begins), utc(ends))


def test_what_has_to_be_known_at_the_end_of_the_calendar_is_no_error():
    far = utc("9999-12-31T23:59")
    begins, ends = busy_span(Rules(OFFICE, 60), far, far)
    assert begins < ends
