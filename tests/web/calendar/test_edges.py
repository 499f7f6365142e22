"""Which months a calendar leads to: those that have a part of the booking window, and no others."""

from datetime import date

import pytest

from pinmycal.extensions import db
from tests.cast import Cast
from tests.web.visitor import Visitor

ZONES = ["Europe/London", "America/New_York", "Europe/Berlin", "Pacific/Kiritimati"]


def opened(visitor: Visitor, month: str, zone: str) -> Visitor:
    return visitor.open(f"/host/intro?month={month}&tz={zone}")


def turns(visitor: Visitor) -> tuple[bool, bool]:
    """Whether there is a way to the month before, and to the one after."""
    select = visitor.page.select_one
    return bool(select("a#month-previous")), bool(select("a#month-next"))


def until(cast: Cast, first: date, last: date) -> None:
    cast.offer.window_first, cast.offer.window_last = first, last
    db.session.commit()


@pytest.mark.parametrize("zone", ZONES)
def test_the_last_day_can_be_reached_from_every_zone(
    cast: Cast, visitor: Visitor, zone: str
) -> None:
    until(cast, date(2027, 3, 1), date(2027, 4, 1))
    assert turns(opened(visitor, "2027-03", zone)) == (False, True)
    visitor.open(visitor.page.select_one("a#month-next")["href"])
    assert "16 free times" in visitor.text or zone == "Pacific/Kiritimati"
    assert turns(visitor) == (True, False)


def test_a_last_day_that_is_the_viewers_next_month_is_reached(cast: Cast, visitor: Visitor) -> None:
    """The host's afternoon of 31 March is the first of April in Kiritimati."""
    until(cast, date(2027, 3, 1), date(2027, 3, 31))
    assert turns(opened(visitor, "2027-03", "Pacific/Kiritimati")) == (False, True)
    assert turns(opened(visitor, "2027-03", "Europe/Berlin")) == (False, False)


def test_the_days_ahead_end_with_the_hosts_day(cast: Cast, visitor: Visitor) -> None:
    cast.offer.window_days = 31  # from Monday, 1 March, to 1 April
    db.session.commit()
    assert turns(opened(visitor, "2027-03", "America/New_York")) == (False, True)
    cast.offer.window_days = 30
    db.session.commit()
    assert turns(opened(visitor, "2027-03", "America/New_York")) == (False, False)


def test_no_link_leads_to_a_month_without_a_bookable_day(cast: Cast, visitor: Visitor) -> None:
    until(cast, date(2028, 5, 1), date(2028, 6, 30))
    assert turns(opened(visitor, "2028-05", "Europe/Berlin")) == (False, True)
    assert turns(opened(visitor, "2028-06", "Europe/Berlin")) == (True, False)
    assert turns(opened(visitor, "2028-04", "Europe/Berlin")) == (False, True)
    assert turns(opened(visitor, "2000-01", "Europe/Berlin")) == (False, False)
    assert "The next is on Monday, 1 May" in visitor.text
    assert turns(opened(visitor, "2031-01", "Europe/Berlin")) == (False, False)
    assert "not open that far ahead" in visitor.text
