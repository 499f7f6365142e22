"""Every rule of the engine comes from rows, and what is listed can be booked."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pinmycal import booking
from pinmycal.booking.listing import bookable_starts, is_bookable
from pinmycal.extensions import db
from pinmycal.models import Away, DateOverride, Schedule, WeeklyHours
from pinmycal.times import from_epoch, local
from tests.cast import MONDAY_NINE, NOW, Cast, offer, request

pytestmark = pytest.mark.both_databases
DAY = timedelta(days=1)
MONDAY, TUESDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 5)


def starts_on(cast: Cast, on: date, zone: str = "Europe/Berlin") -> list[str]:
    """The clocks of the bookable starts on a date of the zone."""
    begin = datetime.combine(on, time(), ZoneInfo(zone))
    starts = bookable_starts(cast.offer, begin, begin + DAY, NOW)
    return [f"{local(from_epoch(start), zone):%H:%M}" for start in starts]


def change(cast: Cast, **fields: object) -> None:
    for name, value in fields.items():
        setattr(cast.offer, name, value)
    db.session.commit()


def be_away(cast: Cast, first: date, last: date, zone: str | None = None) -> None:
    db.session.add(Away(host_id=cast.host.id, first=first, last=last, zone=zone))
    db.session.commit()


def days_with_times(cast: Cast, days: int = 14) -> list[int]:
    """Which of the days from the first of March on have times."""
    return [n for n in range(days) if starts_on(cast, MONDAY + n * DAY)]


def test_the_schedule_of_the_type_counts_and_no_other(cast: Cast) -> None:
    evening = [WeeklyHours(weekday=0, start_minute=18 * 60, end_minute=19 * 60)]
    other = Schedule(host_id=cast.host.id, name="Evenings", weekly_hours=evening)
    change(cast, schedule=other)
    assert days_with_times(cast, 7) == [0]
    assert starts_on(cast, MONDAY) == ["18:00", "18:30"]


def test_hours_past_midnight_run_into_the_next_day(cast: Cast) -> None:
    night = WeeklyHours(weekday=4, start_minute=23 * 60, end_minute=25 * 60)
    cast.offer.schedule.weekly_hours[:] = [night]
    db.session.commit()
    assert starts_on(cast, FRIDAY) == ["23:00", "23:30"]
    assert starts_on(cast, FRIDAY + DAY) == ["00:00", "00:30"]


def test_a_date_may_have_several_ranges(cast: Cast) -> None:
    for start in (10, 15):
        day = DateOverride(date=TUESDAY, start_minute=start * 60, end_minute=start * 60 + 30)
        cast.offer.schedule.overrides.append(day)
    db.session.commit()
    assert starts_on(cast, TUESDAY) == ["10:00", "15:00"]


def test_time_off_closes_its_dates_in_every_schedule(cast: Cast) -> None:
    be_away(cast, TUESDAY, FRIDAY)
    assert days_with_times(cast, 8) == [0, 7]


def test_on_a_journey_the_hours_stand_in_the_other_zone(cast: Cast) -> None:
    be_away(cast, TUESDAY, FRIDAY, "America/New_York")
    assert starts_on(cast, MONDAY)[0] == "09:00"
    assert starts_on(cast, TUESDAY)[0] == "15:00"
    assert starts_on(cast, TUESDAY, "America/New_York")[0] == "09:00"


def test_the_days_that_another_host_is_away_do_not_count(cast: Cast) -> None:
    db.session.add(Away(host_id=cast.stranger.id, first=MONDAY, last=FRIDAY))
    db.session.commit()
    assert days_with_times(cast, 7) == [0, 1, 2, 3, 4]


def test_fixed_dates_stand_in_place_of_the_days_ahead(cast: Cast) -> None:
    change(cast, window_days=1, window_first=FRIDAY, window_last=FRIDAY + 3 * DAY)
    assert days_with_times(cast) == [4, 7]


@pytest.mark.parametrize("on", [TUESDAY, FRIDAY + 4 * DAY])
def test_a_time_outside_fixed_dates_never_was_on_offer(cast: Cast, on: date) -> None:
    change(cast, window_first=FRIDAY, window_last=FRIDAY + 3 * DAY)
    with pytest.raises(booking.NotOffered):
        cast.book(at=datetime.combine(on, time(9), UTC))


EACH_LIMIT = [
    ({"daily_limit": 1}, [1, 2, 3, 4, 7, 8, 9, 10, 11]),
    ({"daily_minutes": 59}, [1, 2, 3, 4, 7, 8, 9, 10, 11]),
    ({"weekly_limit": 1}, [7, 8, 9, 10, 11]),
    ({"weekly_minutes": 45}, [7, 8, 9, 10, 11]),
    ({"monthly_limit": 1}, []),
    ({"monthly_minutes": 30}, []),
]


@pytest.mark.parametrize(("limit", "left"), EACH_LIMIT, ids=lambda each: str(each))
def test_a_limit_closes_the_period_that_is_full(
    cast: Cast, limit: dict[str, int], left: list[int]
) -> None:
    change(cast, **limit)
    assert days_with_times(cast) == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]
    cast.book()
    assert days_with_times(cast) == left


def test_the_week_begins_on_the_hosts_first_weekday(cast: Cast) -> None:
    cast.host.week_start = 2
    change(cast, weekly_limit=1)
    cast.book()
    assert days_with_times(cast, 10) == [2, 3, 4, 7, 8, 9]
    cast.book(at=MONDAY_NINE + 7 * DAY)
    assert days_with_times(cast, 10) == [9]


def test_a_limit_counts_the_appointments_of_its_own_type(cast: Cast) -> None:
    change(cast, daily_limit=1)
    booking.book(offer(cast.host, slug="other"), request(MONDAY_NINE), NOW)
    assert starts_on(cast, MONDAY)[0] == "09:30"
    cast.book(at=MONDAY_NINE + timedelta(hours=1))
    assert starts_on(cast, MONDAY) == []


def test_appointments_of_a_deleted_type_count_for_none(cast: Cast) -> None:
    appointment = cast.book()
    appointment.appointment_type_id = None
    change(cast, daily_limit=1)
    assert starts_on(cast, MONDAY)[0] == "09:30"


def test_an_appointment_that_is_moved_is_not_counted_twice(cast: Cast) -> None:
    change(cast, daily_limit=1)
    appointment = cast.book()
    later = MONDAY_NINE + timedelta(hours=2)
    assert booking.move(appointment, later, NOW).starts_at == later


def test_optimised_times_leave_no_gap(cast: Cast) -> None:
    short = offer(cast.host, slug="short", duration=20, increment=20)
    booking.book(short, request(MONDAY_NINE), NOW)
    assert starts_on(cast, MONDAY)[0] == "09:30"
    change(cast, optimised=True)
    assert starts_on(cast, MONDAY)[:2] == ["09:20", "09:30"]
    assert cast.book(at=MONDAY_NINE + timedelta(minutes=20)).id


def test_an_optimised_time_that_is_gone_counts_as_taken(cast: Cast) -> None:
    change(cast, optimised=True)
    with pytest.raises(booking.SlotTaken):
        cast.book(at=MONDAY_NINE + timedelta(minutes=20))


def test_a_long_appointment_that_began_the_day_before_is_seen(cast: Cast) -> None:
    appointment = cast.book()
    appointment.starts_at -= timedelta(hours=36)
    appointment.ends_at = MONDAY_NINE + timedelta(hours=1)
    appointment.buffer_after = 60
    db.session.commit()
    assert not is_bookable(cast.offer, MONDAY_NINE + timedelta(hours=1, minutes=30), NOW)
    assert is_bookable(cast.offer, MONDAY_NINE + timedelta(hours=2), NOW)
