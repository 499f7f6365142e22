"""At most so many, or so many minutes, in the host's day, week or month."""

import pytest

from pinmycal.slots import Limit, Rules
from tests.slots.wall import busy, daily, in_utc

BERLIN = daily("Europe/Berlin", "09:00-10:00")


def dates(rules: Rules, *span: str, taken) -> list[str]:
    return sorted({start[:10] for start in in_utc(rules, *span, taken=taken)})


def limited(limit: Limit, **more) -> Rules:
    return Rules(BERLIN, 30, limits=(limit,), **more)


def test_a_day_that_has_its_count_is_full():
    taken = [busy("2027-03-02T14:00", "2027-03-02T14:30")]
    free = dates(limited(Limit("day", count=1)), "2027-03-01", "2027-03-03", taken=taken)
    assert free == ["2027-03-01", "2027-03-03"]


def test_a_day_below_its_count_is_not_full():
    taken = [busy("2027-03-02T14:00", "2027-03-02T14:30")]
    assert dates(limited(Limit("day", count=2)), "2027-03-02", taken=taken) == ["2027-03-02"]


def test_an_appointment_before_all_calendars_counts_nowhere_and_is_no_error():
    ancient = [busy("0001-01-01T00:00", "0001-01-01T01:00")]
    assert dates(limited(Limit("day", count=1)), "2027-03-02", taken=ancient) == ["2027-03-02"]


def test_a_full_day_is_full_from_its_midnight_to_the_next():
    nights = daily("Europe/Berlin", "00:00-01:00", "23:00-24:00")
    taken = [busy("2027-03-02T14:00", "2027-03-02T14:30")]
    rules = Rules(nights, 60, limits=(Limit("day", count=1),))
    free = in_utc(rules, "2027-03-01", "2027-03-03", taken=taken)
    assert free[1:3] == ["2027-03-01 22:00", "2027-03-02 23:00"]


def test_an_outside_event_does_not_count():
    taken = [busy("2027-03-02T14:00", "2027-03-02T14:30", counts=False)]
    assert dates(limited(Limit("day", count=1)), "2027-03-02", taken=taken) == ["2027-03-02"]


@pytest.mark.parametrize(("length", "free"), [("14:30", ["2027-03-02"]), ("14:31", [])])
def test_a_limit_in_minutes_counts_what_is_there_and_the_new_one(length, free):
    taken = [busy("2027-03-02T14:00", f"2027-03-02T{length}")]
    assert dates(limited(Limit("day", minutes=60)), "2027-03-02", taken=taken) == free


@pytest.mark.parametrize(
    ("start", "full"), [("2027-03-01T22:30", "2027-03-01"), ("2027-03-01T23:00", "2027-03-02")]
)
def test_a_day_is_the_hosts_and_not_utcs(start, full):
    taken = [busy(start, "2027-03-02T00:00")]
    free = dates(limited(Limit("day", count=1)), "2027-03-01", "2027-03-02", taken=taken)
    assert {"2027-03-01", "2027-03-02"} - {*free} == {full}


def test_an_appointment_counts_on_the_date_it_starts():
    taken = [busy("2027-03-01T22:00", "2027-03-02T01:00")]
    free = dates(limited(Limit("day", count=1)), "2027-03-01", "2027-03-02", taken=taken)
    assert free == ["2027-03-02"]


@pytest.mark.parametrize(
    ("week_start", "full"), [(0, range(1, 8)), (6, range(7, 14)), (5, range(6, 13))]
)
def test_a_week_begins_on_the_hosts_first_weekday(week_start, full):
    sunday = [busy("2027-03-07T14:00", "2027-03-07T14:30")]
    rules = limited(Limit("week", count=1), week_start=week_start)
    free = dates(rules, "2027-03-01", "2027-03-14", taken=sunday)
    assert free == [f"2027-03-{day:02}" for day in range(1, 15) if day not in full]


def test_a_week_by_minutes_is_full_for_a_long_appointment_only():
    taken = [busy("2027-03-02T14:00", "2027-03-02T14:45")]
    limits = (Limit("week", minutes=75),)
    assert dates(Rules(BERLIN, 30, limits=limits), "2027-03-04", taken=taken)
    assert not dates(Rules(BERLIN, 45, limits=limits), "2027-03-04", taken=taken)


def test_a_month_is_the_hosts_calendar_month():
    taken = [busy("2027-01-31T22:59", "2027-01-31T23:00"), busy("2027-01-31T23:00", "2027-02-01")]
    free = dates(limited(Limit("month", count=2)), "2027-01-31", "2027-02-01", taken=taken)
    assert free == ["2027-01-31", "2027-02-01"]
    free = dates(limited(Limit("month", count=1)), "2027-01-31", "2027-03-01", taken=taken)
    assert free == ["2027-03-01"]


def test_december_is_full_and_january_is_not():
    taken = [busy("2027-12-01T12:00", "2027-12-01T13:00")]
    free = dates(limited(Limit("month", minutes=60)), "2027-12-30", "2028-01-02", taken=taken)
    assert free == ["2028-01-01", "2028-01-02"]


def test_every_limit_holds():
    taken = [busy("2027-03-02T14:00", "2027-03-02T14:30")]
    rules = Rules(BERLIN, 30, limits=(Limit("month", count=9), Limit("day", count=1)))
    assert dates(rules, "2027-03-02", "2027-03-03", taken=taken) == ["2027-03-03"]


@pytest.mark.parametrize("limit", [Limit("day", count=0), Limit("week", minutes=29)])
def test_a_limit_below_one_appointment_leaves_nothing(limit):
    assert dates(limited(limit), "2027-03-01", "2027-03-31", taken=[]) == []


def test_a_limit_that_says_nothing_limits_nothing():
    taken = [busy("2027-03-02T14:00", "2027-03-02T14:30")]
    assert dates(limited(Limit("day")), "2027-03-02", taken=taken) == ["2027-03-02"]
