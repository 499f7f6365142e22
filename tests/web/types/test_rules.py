"""The schedule, the limits and the dates of a type, and the week that follows as they are typed."""

from datetime import date

import pytest

from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Schedule, WeeklyHours
from tests.cast import Cast
from tests.web.routes import snapshot
from tests.web.visitor import HTMX, Visitor, filled

NEW = {"title": "Long talk", "location": "phone", "duration": "60", "minimum_notice": "0"}
LIMITS = {
    "daily_limit": "2",
    "weekly_limit": "5",
    "monthly_limit": "9",
    "daily_minutes": "120",
    "weekly_minutes": "300",
    "monthly_minutes": "600",
}
MARCH = {"window_first": "2027-03-10", "window_last": "2027-03-31"}


def typed(host: Visitor, **changes: str) -> dict[str, str]:
    """The fields of a new type, filled in."""
    return {**filled(host.open("/types/new")._form("Make the type")), **NEW, **changes}


def test_every_rule_is_saved(cast: Cast, host: Visitor) -> None:
    fields = {**LIMITS, **MARCH, "optimised": "y"}
    host.open(f"/types/{cast.offer.id}").submit("Save", **fields)
    assert {name: str(getattr(cast.offer, name)) for name in LIMITS} == LIMITS
    assert (cast.offer.window_first, cast.offer.window_last) == (
        date(2027, 3, 10),
        date(2027, 3, 31),
    )
    assert cast.offer.optimised
    page = host.open(f"/types/{cast.offer.id}")
    assert (page.value("weekly_minutes"), page.value("window_last")) == ("300", "2027-03-31")


def test_a_new_type_begins_without_limits_on_the_default_schedule(
    cast: Cast, host: Visitor
) -> None:
    host.open("/types/new").submit("Make the type", **NEW)
    made = db.session.query(AppointmentType).filter_by(slug="long-talk").one()
    assert [getattr(made, name) for name in [*LIMITS, *MARCH]] == [None] * 8
    assert (made.schedule_id, made.optimised) == (cast.offer.schedule_id, False)


def test_a_type_picks_a_schedule(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    evening = [WeeklyHours(weekday=0, start_minute=1080, end_minute=1110)]
    other = Schedule(host_id=cast.host.id, name="Evenings", weekly_hours=evening)
    db.session.add(other)
    db.session.commit()
    host.open(f"/types/{cast.offer.id}").submit("Save", schedule_id=str(other.id))
    assert cast.offer.schedule_id == other.id
    assert "1 free time" in visitor.open("/host/intro?date=2027-03-01&tz=Europe/Berlin").text


@pytest.mark.parametrize("wanted", ["0", "x", "999999", "theirs"])
def test_another_schedule_than_his_own_is_refused(cast: Cast, host: Visitor, wanted: str) -> None:
    theirs = db.session.query(Schedule).filter_by(host_id=cast.stranger.id).one().id
    before = cast.offer.schedule_id
    picked = str(theirs) if wanted == "theirs" else wanted
    host.open(f"/types/{cast.offer.id}").submit("Save", 422, schedule_id=picked)
    assert cast.offer.schedule_id == before


EACH_WRONG = [
    ({"weekly_limit": "0"}, "weekly_limit", "from 1 to 500"),
    ({"monthly_limit": "1e9"}, "monthly_limit", "from 1 to 2000"),
    ({"daily_minutes": "1441"}, "daily_minutes", "from 1 to 1440"),
    ({"weekly_minutes": "59"}, "weekly_minutes", "takes 60 minutes already"),
    ({"window_first": "2027-03-10"}, "window_last", "both dates"),
    ({"window_last": "2027-03-10"}, "window_first", "both dates"),
    ({**MARCH, "window_last": "2027-03-09"}, "window_last", "before the first"),
    ({**MARCH, "window_last": "2029-03-31"}, "window_last", "two years"),
    ({**MARCH, "window_first": "0001-01-01"}, "window_first", "nearer to today"),
]


@pytest.mark.parametrize(("fields", "name", "words"), EACH_WRONG)
def test_rules_that_are_none_are_said_beside_them(
    host: Visitor, fields: dict[str, str], name: str, words: str
) -> None:
    host.open("/types/new").submit("Make the type", 422, **NEW, **fields)
    assert words in host.error(name)
    assert host.value("title") == "Long talk"
    assert db.session.query(AppointmentType).count() == 1


def test_the_week_follows_what_is_typed_and_nothing_is_saved(cast: Cast, host: Visitor) -> None:
    fields, before = typed(host, duration="240"), snapshot()
    host.post("/types/new/preview", 200, data=fields, headers=HTMX)
    assert host.page.find(id="preview")
    assert not host.page.find("form")
    monday = host.page.find("dt", string="Monday, 1 March").find_next_sibling("dd")
    assert monday.ul.get_text(" ", strip=True) == "09:00 13:00"
    assert snapshot() == before


def test_the_week_knows_what_is_booked_of_the_type(cast: Cast, host: Visitor) -> None:
    cast.book()
    fields = filled(host.open(f"/types/{cast.offer.id}")._form("Save")) | {"daily_limit": "1"}
    host.post(f"/types/{cast.offer.id}/preview", 200, data=fields, headers=HTMX)
    monday = host.page.find("dt", string="Monday, 1 March").find_next_sibling("dd")
    assert monday.get_text(" ", strip=True) == "No times"


def test_without_scripts_the_preview_is_the_page_with_what_was_typed(host: Visitor) -> None:
    host.post("/types/new/preview", 200, data=typed(host, duration="240"))
    assert host.value("duration") == "240"
    assert "09:00 13:00" in host.text


def test_the_preview_says_what_is_wrong(host: Visitor) -> None:
    host.post("/types/new/preview", 422, data=typed(host, duration="4"), headers=HTMX)
    assert "Length: a number of minutes from 5 to 1440." in host.text


def test_the_week_before_fixed_dates_names_the_first_day(host: Visitor) -> None:
    host.post("/types/new/preview", 200, data=typed(host, **MARCH), headers=HTMX)
    assert "The first free day is Wednesday, 10 March 2027." in host.text


def test_times_of_a_type_with_far_dates_can_be_booked(cast: Cast, visitor: Visitor) -> None:
    cast.offer.window_first, cast.offer.window_last = date(2028, 5, 1), date(2028, 5, 31)
    db.session.commit()
    page = visitor.open("/host/intro")
    assert "May 2028" in page.text
    visitor.open(next(link for link in page.links if "/book?start=" in link))
