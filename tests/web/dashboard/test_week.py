"""A host's week at a glance."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import Tag

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import Appointment, Away, Participant
from pinmycal.web.assets import STATIC
from pinmycal.web.dashboard.week_view import span_of
from tests.cast import MONDAY_NINE, NOW, Cast
from tests.web.visitor import Visitor

HOUR = timedelta(hours=1)


def put(cast: Cast, starts_at: datetime, minutes: int = 30, name: str = "Ada") -> None:
    """An appointment written straight into the tables, whatever the hours say."""
    appointment = Appointment(
        host_id=cast.host.id,
        title="Intro call",
        location="phone",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        booked_at=NOW,
        submission_key=f"{starts_at}",
        participants=[Participant(name=name, email="a@example.com", time_zone="UTC")],
    )
    db.session.add(appointment)
    db.session.commit()


def days(visitor: Visitor) -> list[str]:
    return [" ".join(day.get_text(" ").split()) for day in visitor.page.select(".week-day")]


def blocks(visitor: Visitor) -> list[Tag]:
    return visitor.page.select(".week-day li")


def place(block: Tag) -> str:
    return " ".join(block["class"])


def test_seven_days_and_what_is_on_them(cast: Cast, host: Visitor) -> None:
    cast.book(name="Grace")
    cast.book(MONDAY_NINE + timedelta(days=7), name="Next Week")
    booking.cancel(cast.book(MONDAY_NINE + HOUR, name="Gone"), "host", "", NOW)
    host.open("/dashboard/week")
    assert "1 – 7 March 2027" in host.text
    assert len(days(host)) == 7
    assert "Today 09:00 – 09:30 Grace Intro call" in days(host)[0]
    assert len(blocks(host)) == 1


def test_days_away_are_no_empty_days(cast: Cast, host: Visitor) -> None:
    tuesday, friday = date(2027, 3, 2), date(2027, 3, 5)
    cast.host.away = [
        Away(first=tuesday, last=date(2027, 3, 4), zone="Asia/Tokyo"),
        Away(first=date(2027, 3, 3), last=friday, name="Holidays"),
    ]
    db.session.commit()
    host.open("/dashboard/week")
    assert ["Nothing booked" in day for day in days(host)] == [True, *[False] * 4, True, True]
    assert "In Tokyo" in days(host)[1]
    assert all("Time off · Holidays" in day for day in days(host)[2:5])


def test_an_appointment_stands_at_its_time(cast: Cast, host: Visitor) -> None:
    put(cast, MONDAY_NINE + timedelta(minutes=15), minutes=80)
    (block,) = blocks(host.open("/dashboard/week"))
    assert place(block) == "at-h1 at-m15 for-h1 for-m20"  # the hours shown begin at 8


def test_the_hours_shown_reach_as_far_as_the_appointments(cast: Cast, host: Visitor) -> None:
    put(cast, datetime(2027, 3, 2, 4, 30, tzinfo=UTC))
    put(cast, datetime(2027, 3, 3, 22, 30, tzinfo=UTC), minutes=90)
    put(cast, datetime(2027, 3, 4, 21, 30, tzinfo=UTC))
    early, *_, late = blocks(host.open("/dashboard/week"))
    assert place(early) == "at-h5 at-m30 for-h0 for-m30"
    assert place(late) == "at-h22 at-m30 for-h0 for-m30"
    marks = [mark.get_text() for mark in host.page.select(".hour-marks li")]
    assert (marks[0], marks[-1]) == ("00:00", "23:00")


def test_across_midnight_it_goes_on_the_next_day(cast: Cast, host: Visitor) -> None:
    put(cast, datetime(2027, 3, 3, 22, 30, tzinfo=UTC), minutes=90)
    before, after = blocks(host.open("/dashboard/week"))
    assert place(before) == "at-h23 at-m30 for-h0 for-m30"
    assert place(after) == "at-h0 at-m0 for-h1 for-m0"
    assert "23:30 – Thursday, 4 March 01:00" in before.get_text()
    assert "01:00" in days(host)[3]


def test_what_began_in_the_week_before_ends_in_this_one(cast: Cast, host: Visitor) -> None:
    put(cast, datetime(2027, 3, 7, 22, 30, tzinfo=UTC), minutes=60)  # Sunday 23:30 to 00:30
    assert len(blocks(host.open("/dashboard/week?week=2027-03-01"))) == 1
    (rest,) = blocks(host.open("/dashboard/week?week=2027-03-08"))
    assert place(rest) == "at-h0 at-m0 for-h0 for-m30"


def test_until_midnight_is_one_day(cast: Cast, host: Visitor) -> None:
    put(cast, datetime(2027, 3, 3, 22, 30, tzinfo=UTC), minutes=30)
    assert [place(block) for block in blocks(host.open("/dashboard/week"))] == [
        "at-h15 at-m30 for-h0 for-m30"
    ]


def test_every_place_has_its_class() -> None:
    css = (STATIC / "css/week.css").read_text()
    for name, numbers in {"at-h": range(24), "for-h": range(25)}.items():
        assert all(f".{name}{number} {{" in css for number in numbers)
    for name in ("at-m", "for-m"):
        assert all(f".{name}{number} {{" in css for number in range(0, 60, 5))


def test_the_week_begins_as_the_host_has_it(cast: Cast, host: Visitor) -> None:
    cast.host.week_start = 6
    db.session.commit()
    host.open("/dashboard/week?week=2027-03-03")
    assert "28 February – 6 March 2027" in host.text
    assert days(host)[0].startswith("Sun")


@pytest.mark.parametrize(
    ("week", "hours"), [("2027-03-22", 167), ("2027-10-25", 169), ("2027-06-07", 168)]
)
def test_a_week_is_as_long_as_the_clocks_have_it(week: str, hours: int) -> None:
    begin, end = span_of(date.fromisoformat(week), "Europe/Berlin")
    assert end - begin == timedelta(hours=hours)


def test_the_day_on_which_clocks_change(cast: Cast, host: Visitor) -> None:
    """02:30 comes twice on 31 October: both are seen, beside each other."""
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    for start in (first, first + HOUR, datetime(2027, 10, 31, 22, 30, tzinfo=UTC)):
        put(cast, start)
    put(cast, datetime(2027, 10, 31, 23, 0, tzinfo=UTC), name="Monday already")
    host.open("/dashboard/week?week=2027-10-25")
    here = "at-h0 at-m30 for-h0 for-m30"
    assert [place(b) for b in blocks(host)] == [
        here,
        f"{here} beside",
        "at-h21 at-m30 for-h0 for-m30",
    ]
    assert "Monday already" not in host.text


def test_the_hosts_zone_says_which_day(cast: Cast, host: Visitor) -> None:
    cast.host.time_zone = "Pacific/Auckland"
    db.session.commit()
    put(cast, datetime(2027, 3, 7, 20, tzinfo=UTC))  # Monday the 8th there
    assert "Ada" not in host.open("/dashboard/week?week=2027-03-07").text
    assert "09:00 – 09:30 Ada" in host.open("/dashboard/week?week=2027-03-08").text


def test_from_week_to_week(cast: Cast, host: Visitor) -> None:
    host.open("/dashboard/week?week=2027-03-10")
    assert host.page.find(id="week-previous")["href"] == "/dashboard/week?week=2027-03-01"
    assert host.page.find(id="week-next")["href"] == "/dashboard/week?week=2027-03-15"
    assert host.page.find("a", string="This week")
    assert not host.open("/dashboard/week").page.find("a", string="This week")


def test_the_ends_of_the_calendar(cast: Cast, host: Visitor) -> None:
    assert not host.open("/dashboard/week?week=2000-01-01").page.find(id="week-previous")
    assert not host.open("/dashboard/week?week=2199-12-31").page.find(id="week-next")


@pytest.mark.parametrize(
    "week", ["soon", "2027-02-30", "0001-01-01", "9999-12-31", "2027-W09", "\0"]
)
def test_a_week_that_there_is_not(cast: Cast, host: Visitor, week: str) -> None:
    response = host.client.get("/dashboard/week", query_string={"week": week})
    host._arrive(response, 422)


def test_the_hours_as_the_hosts_clock_has_them(cast: Cast, host: Visitor) -> None:
    cast.host.hour12 = True
    db.session.commit()
    cast.book()
    host.open("/dashboard/week")
    marks = [mark.get_text() for mark in host.page.select(".hour-marks li")]
    assert marks[:5] == ["8 am", "9 am", "10 am", "11 am", "12 pm"]
    assert "9:00 am – 9:30 am" in host.text


def test_nobody_sees_another_hosts_week(cast: Cast, stranger: Visitor) -> None:
    cast.book(name="Grace")
    assert "Grace" not in stranger.open("/dashboard/week").text
