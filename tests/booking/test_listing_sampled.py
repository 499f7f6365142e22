"""Random schedules through the database: what is listed is bookable, and what is not is refused."""

from datetime import date, timedelta
from random import Random

import pytest

from pinmycal.booking.listing import bookable_starts, is_bookable
from pinmycal.extensions import db
from pinmycal.models import Away, DateOverride, WeeklyHours
from pinmycal.times import from_epoch
from tests.cast import NOW, Cast

pytestmark = pytest.mark.both_databases
DAY = timedelta(days=1)
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"]
FIRST = date(2027, 3, 24)  # clocks change in Berlin on the 28th
BEGIN = NOW + 21 * DAY
SAMPLE = 40


def minutes(draw: Random) -> dict[str, int]:
    start = draw.randrange(0, 1440, 15)
    return {"start_minute": start, "end_minute": start + draw.randrange(30, 1440, 15)}


def draw_hours(cast: Cast, draw: Random) -> None:
    schedule = cast.offer.schedule
    days = [draw.randrange(7) for _ in range(8)]
    schedule.weekly_hours[:] = [WeeklyHours(weekday=day, **minutes(draw)) for day in days]
    dates = [FIRST + draw.randrange(14) * DAY for _ in range(4)]
    schedule.overrides[:] = [DateOverride(date=on, **minutes(draw)) for on in dates]
    for zone in (None, draw.choice(ZONES)):
        first = FIRST + draw.randrange(14) * DAY
        away = Away(first=first, last=first + draw.randrange(4) * DAY, zone=zone)
        cast.host.away.append(away)


def draw_rules(cast: Cast, draw: Random) -> None:
    cast.host.time_zone, cast.host.week_start = draw.choice(ZONES), draw.randrange(7)
    offer = cast.offer
    offer.duration, offer.increment = draw.choice([20, 30, 90]), draw.choice([15, 30, 40])
    offer.buffer_before, offer.buffer_after = draw.choice([0, 10]), draw.choice([0, 45])
    offer.optimised = draw.random() < 0.5
    offer.daily_limit = draw.choice([None, 2])
    offer.weekly_minutes = draw.choice([None, 200])
    offer.window_first, offer.window_last = FIRST, FIRST + 10 * DAY


def book_some(cast: Cast, draw: Random) -> None:
    for _ in range(4):
        starts = bookable_starts(cast.offer, BEGIN, BEGIN + 20 * DAY, NOW)
        if starts:
            cast.book(at=from_epoch(draw.choice(starts)))


@pytest.mark.parametrize("seed", range(6))
def test_listing_and_booking_agree(cast: Cast, seed: int) -> None:
    draw = Random(seed)  # noqa: S311 — nothing is kept secret by it
    draw_hours(cast, draw)
    draw_rules(cast, draw)
    db.session.commit()
    book_some(cast, draw)
    listed = set(bookable_starts(cast.offer, BEGIN, BEGIN + 20 * DAY, NOW))
    others = {start + shift * 300 for start in listed for shift in range(-12, 13)} - listed
    for start in draw.sample(sorted(listed), min(SAMPLE, len(listed))):
        assert is_bookable(cast.offer, from_epoch(start), NOW)
    for start in draw.sample(sorted(others), min(SAMPLE, len(others))):
        assert not is_bookable(cast.offer, from_epoch(start), NOW)
    assert listed
