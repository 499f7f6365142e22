from datetime import date

import pytest

from pinmycal.extensions import db
from pinmycal.models import DateOverride, Schedule
from tests.cast import Cast
from tests.web.visitor import Visitor


def week(cast: Cast) -> list[tuple[int, int, int]]:
    schedule = db.session.query(Schedule).filter_by(host_id=cast.host.id).one()
    return [(each.weekday, each.start_minute, each.end_minute) for each in schedule.weekly_hours]


def dates(cast: Cast) -> list[tuple[date, int | None, int | None]]:
    schedule = db.session.query(Schedule).filter_by(host_id=cast.host.id).one()
    return [(each.date, each.start_minute, each.end_minute) for each in schedule.overrides]


def test_the_page_shows_the_week_and_its_zone(host: Visitor) -> None:
    host.open("/availability")
    assert (host.value("start-0-0"), host.value("end-0-0")) == ("09:00", "17:00")
    assert host.value("start-6-0") == ""
    assert "Berlin (UTC+1)" in host.text
    assert "No date differs so far" in host.text


def test_saving_what_is_shown_changes_nothing(cast: Cast, host: Visitor) -> None:
    before = week(cast)
    host.open("/availability").submit("Save weekly hours")
    assert week(cast) == before


def test_a_break_at_noon_is_two_ranges(cast: Cast, host: Visitor) -> None:
    lunch = {"end-0-0": "12:00", "start-0-1": "13:00", "end-0-1": "17:00"}
    host.open("/availability").submit("Save weekly hours", **lunch)
    assert week(cast)[:2] == [(0, 540, 720), (0, 780, 1020)]


@pytest.mark.parametrize("end", ["00:00", "24:00"])
def test_a_day_may_end_at_midnight(cast: Cast, host: Visitor, end: str) -> None:
    host.open("/availability").submit("Save weekly hours", **{"end-4-0": end})
    assert week(cast)[-1] == (4, 540, 1440)
    assert host.open("/availability").value("end-4-0") == "00:00"


def test_an_empty_week_closes_everything(cast: Cast, host: Visitor) -> None:
    host.post("/availability")
    assert week(cast) == []
    host.open("/availability").submit(
        "Save weekly hours", **{"start-2-0": "10:00", "end-2-0": "11:00"}
    )
    assert week(cast) == [(2, 600, 660)]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("24:00", "09:00"),
        ("09:00", "09:00"),
        ("09:00", ""),
        ("", "17:00"),
        ("9:00", "17:00"),
        ("25:00", "26:00"),
        ("09:60", "17:00"),
        ("09:00", "24:01"),
        ("nine", "five5"),
        ("09:00\x00", "17:00"),
        ("-9:00", "17:00"),
        ("1e3:0", "17:00"),
    ],
)
def test_hours_that_are_none_are_said_and_kept(
    cast: Cast, host: Visitor, start: str, end: str
) -> None:
    before = week(cast)
    host.open("/availability").submit(
        "Save weekly hours", 422, **{"start-1-0": start, "end-1-0": end}
    )
    assert host.error("start-1-0") == host.error("end-1-0") != ""
    assert host.value("end-1-0") == end
    assert week(cast) == before


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("16:00", "18:00", "This overlaps 09:00 – 17:00."),
        ("09:00", "17:00", "This overlaps 09:00 – 17:00."),
        ("10:00", "11:00", "This overlaps 09:00 – 17:00."),
        ("23:00", "09:30", ""),
        ("17:00", "18:00", ""),
    ],
)
def test_hours_that_overlap_on_one_day_are_said_beside_the_later(
    cast: Cast, host: Visitor, start: str, end: str, words: str
) -> None:
    before, more = week(cast), {"start-0-1": start, "end-0-1": end}
    host.open("/availability").submit("Save weekly hours", 422 if words else 303, **more)
    assert (week(cast) == before) == bool(words)
    if words:
        assert host.error("start-0-1") == host.error("end-0-1") == words
        assert host.page.find(attrs={"name": "start-0-0"}).get("aria-invalid") is None


def test_a_crossed_range_goes_and_no_longer_stands_in_the_way(cast: Cast, host: Visitor) -> None:
    other = {"drop-0-0": "y", "start-0-1": "16:00", "end-0-1": "18:00", "drop-1-0": "y"}
    host.open("/availability").submit("Save weekly hours", **other)
    assert week(cast)[:2] == [(0, 960, 1080), (2, 540, 1020)]
    assert "Tuesday Closed" in host.open("/availability").text


def test_a_cross_and_what_is_wrong_come_back_as_they_were(host: Visitor) -> None:
    wrong = {"drop-0-0": "y", "start-1-0": "17:00", "end-1-0": "17:00"}
    host.open("/availability").submit("Save weekly hours", 422, **wrong)
    assert host.page.find(attrs={"name": "drop-0-0"}).has_attr("checked")
    assert not host.page.find(attrs={"name": "drop-1-0"}).has_attr("checked")


def test_there_is_room_for_a_break_on_a_closed_day(host: Visitor) -> None:
    host.open("/availability")
    for name in ("start-0-1", "start-6-0", "start-6-1"):
        assert host.page.find(attrs={"name": name}).find_parent("details")


SIX_TO_EIGHT = {"start-0": "18:00", "end-0": "20:00"}
SATURDAY = "2027-03-06"


def test_hours_may_run_past_midnight(cast: Cast, host: Visitor) -> None:
    night = {"start-4-0": "22:00", "end-4-0": "02:00"}
    host.open("/availability").submit("Save weekly hours", **night)
    assert week(cast)[-1] == (4, 1320, 1560)
    assert host.open("/availability").value("end-4-0") == "02:00"
    assert "Ends on the next day" in host.text


def test_a_date_is_closed_and_opened_again(cast: Cast, host: Visitor) -> None:
    host.open("/availability").submit("Save this date", date="2027-03-05")
    assert dates(cast) == [(date(2027, 3, 5), None, None)]
    assert "Closed all day" in host.open("/availability").text
    host.submit("Remove")
    assert dates(cast) == []


def test_a_date_has_its_own_hours(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    more = {"start-1": "08:00", "end-1": "09:00"}
    host.open("/availability").submit("Save this date", date=SATURDAY, **SIX_TO_EIGHT, **more)
    assert [row[1:] for row in dates(cast)] == [(480, 540), (1080, 1200)]
    assert "08:00 – 09:00, 18:00 – 20:00" in host.open("/availability").text
    assert "6 free times" in visitor.open(f"/host/intro?date={SATURDAY}").text


@pytest.mark.parametrize(("later", "left"), [({}, (None, None)), (SIX_TO_EIGHT, (1080, 1200))])
def test_what_is_saved_for_a_date_replaces_what_was(
    cast: Cast, host: Visitor, later: dict[str, str], left: tuple[int | None, int | None]
) -> None:
    earlier = {"start-0": "08:00", "end-0": "09:00"}
    host.open("/availability").submit("Save this date", date=SATURDAY, **earlier)
    host.open("/availability").submit("Save this date", date=SATURDAY, **later)
    assert dates(cast) == [(date(2027, 3, 6), *left)]


def test_the_hours_of_a_date_can_be_changed(cast: Cast, host: Visitor) -> None:
    host.open("/availability").submit("Save this date", date=SATURDAY, **SIX_TO_EIGHT)
    host.follow()
    change = host.page.select_one("#dates a.press")["href"].partition("#")[0]
    assert (host.open(change).value("date"), host.value("start-0")) == (SATURDAY, "18:00")
    host.submit("Save this date", **{"end-0": "21:00"})
    assert dates(cast) == [(date(2027, 3, 6), 1080, 1260)]


@pytest.mark.parametrize(
    "on", ["", "2027-02-30", "2027-W10-1", "9999-01-01", "0001-01-01", "not-a-date", "1\x00"]
)
def test_a_date_that_is_none_is_said_beside_it(cast: Cast, host: Visitor, on: str) -> None:
    host.open("/availability").submit("Save this date", 422, date=on, **SIX_TO_EIGHT)
    assert host.error("date") == "Choose a date."
    assert host.value("start-0") == "18:00"
    assert dates(cast) == []


def test_hours_of_a_date_that_are_none_are_said_beside_them(cast: Cast, host: Visitor) -> None:
    wrong = {"start-0": "20:00", "end-0": "20:00"}
    host.open("/availability").submit("Save this date", 422, date=SATURDAY, **wrong)
    assert "the same" in host.error("start-0")
    assert (host.value("date"), dates(cast)) == (SATURDAY, [])


@pytest.mark.parametrize("day", ["nonsense", "2027-02-30", "9999-01-01"])
def test_no_date_is_no_address(host: Visitor, day: str) -> None:
    host.post(f"/availability/dates/{day}/delete", 404)


def test_hours_of_a_date_that_overlap_are_said_beside_the_later(cast: Cast, host: Visitor) -> None:
    wrong = {**SIX_TO_EIGHT, "start-1": "19:00", "end-1": "21:00"}
    host.open("/availability").submit("Save this date", 422, date=SATURDAY, **wrong)
    assert host.error("start-1") == "This overlaps 18:00 – 20:00."
    assert dates(cast) == []


def test_a_whole_day_is_closed_by_one_press(cast: Cast, host: Visitor) -> None:
    host.open("/availability?date=2027-03-05").submit("Close the whole day", closed="y")
    assert dates(cast) == [(date(2027, 3, 5), None, None)]
    assert "Friday, 5 March is closed." in host.follow().text


def test_removing_a_date_leaves_that_of_another_host(
    cast: Cast, host: Visitor, stranger: Visitor
) -> None:
    stranger.open("/availability").submit("Save this date", date="2027-03-05")
    host.post("/availability/dates/2027-03-05/delete")
    assert db.session.query(DateOverride).count() == 1
