"""Time off, and journeys with the hours in another zone."""

from datetime import date

import pytest

from pinmycal.extensions import db
from pinmycal.models import Away
from tests.cast import Cast
from tests.web.visitor import Visitor

PAGE = "/availability"


def test_time_off_closes_its_days(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    host.open(PAGE).submit("Save these days", first="2027-03-02", last="2027-03-04", name="Trip")
    assert "Trip · Time off" in host.follow().text
    free = {str(link) for link in visitor.open("/host/intro?month=2027-03").links}
    assert not any("date=2027-03-03" in link for link in free)
    host.submit("Remove")
    assert db.session.query(Away).count() == 0


def test_a_single_day_needs_no_end(cast: Cast, host: Visitor) -> None:
    host.open(PAGE).submit("Save these days", first="2027-03-02")
    [away] = db.session.query(Away)
    assert (away.first, away.last, away.zone) == (date(2027, 3, 2), date(2027, 3, 2), None)


def test_a_journey_moves_the_hours(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    host.open(PAGE).submit("Save these days", first="2027-03-02", zone="Asia/Tokyo")
    assert "Your hours, in Tokyo" in host.follow().text
    assert "09:00" in visitor.open("/host/intro?date=2027-03-02&tz=Asia/Tokyo").text


EACH_WRONG = [
    ({"first": ""}, "first", "Choose a date."),
    ({"first": "2027-02-30"}, "first", "Not a valid date"),
    ({"first": "9999-01-01"}, "first", "nearer to today"),
    ({"first": "2027-03-02", "last": "2027-03-01"}, "last", "before the first"),
    ({"first": "2027-03-02", "last": "2028-03-02"}, "last", "more than a year"),
    ({"first": "2027-03-02", "zone": "GMT-05:00"}, "zone", "Choose a time zone"),
    ({"first": "2027-03-02", "zone": "../../etc/passwd"}, "zone", "Choose a time zone"),
    ({"first": "2027-03-02", "away-name": "n" * 101}, "name", "longer than 100"),
]


@pytest.mark.parametrize(("typed", "field", "words"), EACH_WRONG)
def test_days_away_that_are_none_are_said(
    host: Visitor, typed: dict[str, str], field: str, words: str
) -> None:
    fields = {name.removeprefix("away-"): value for name, value in typed.items()}
    host.open(PAGE).submit("Save these days", 422, **fields)
    assert words in host.page.find(id=f"away-{field}").parent.parent.get_text()
    assert host.page.find(id="away-first")["value"] == typed["first"]
    assert words in host.page.select_one(".summary[data-focus]").get_text()
    assert db.session.query(Away).count() == 0


def test_another_hosts_days_away_are_not_there(cast: Cast, host: Visitor) -> None:
    theirs = Away(host_id=cast.stranger.id, first=date(2027, 3, 2), last=date(2027, 3, 2))
    db.session.add(theirs)
    db.session.commit()
    host.post(f"{PAGE}/away/{theirs.id}/delete", 404)
    assert db.session.query(Away).count() == 1
