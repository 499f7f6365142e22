"""Several schedules, copying, looking ahead, and taking the last change back."""

import pytest

from pinmycal.booking.schedules import schedules_of
from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Schedule
from tests.cast import Cast, offer
from tests.web.routes import snapshot
from tests.web.visitor import HTMX, Visitor, filled

PAGE = "/availability"


def names(cast: Cast) -> list[str]:
    return [schedule.name for schedule in schedules_of(cast.host.id)]


def second(cast: Cast, host: Visitor) -> Schedule:
    host.open(PAGE).submit("Add a schedule", name="Evenings")
    return schedules_of(cast.host.id)[1]


def days(schedule: Schedule) -> list[tuple[int, int, int]]:
    return [(row.weekday, row.start_minute, row.end_minute) for row in schedule.weekly_hours]


def typed_week(host: Visitor, **changes: str) -> dict[str, str]:
    """The fields of the form of the week, some of them changed."""
    return {**filled(host.open(PAGE)._form("Save weekly hours")), **changes}


def test_a_new_schedule_begins_with_the_same_hours(cast: Cast, host: Visitor) -> None:
    evenings = second(cast, host)
    assert names(cast) == ["Working hours", "Evenings"]
    assert days(evenings) == days(cast.offer.schedule)
    assert host.follow().page.find("a", attrs={"aria-current": "page"}, string="Evenings")


def test_each_schedule_has_its_own_hours(cast: Cast, host: Visitor) -> None:
    evenings = second(cast, host)
    fields = {"start-0-0": "18:00", "end-0-0": "20:00"}
    host.follow().submit("Save weekly hours", **fields)
    assert days(evenings)[0] == (0, 1080, 1200)
    assert days(cast.offer.schedule)[0] == (0, 540, 1020)


def test_a_schedule_can_be_renamed(cast: Cast, host: Visitor) -> None:
    host.open(PAGE).submit("Rename", name="Mornings")
    assert names(cast) == ["Mornings"]


@pytest.mark.parametrize("name", ["", "working HOURS", "n" * 61])
def test_a_name_that_does_not_do_is_said_beside_it(cast: Cast, host: Visitor, name: str) -> None:
    host.open(PAGE).submit("Add a schedule", 422, name=name)
    field = host.page.find(id="new-name")
    assert field["aria-invalid"] == "true"
    assert field["value"] == name
    assert names(cast) == ["Working hours"]


def test_a_schedule_that_a_type_uses_stays_and_says_why(cast: Cast, host: Visitor) -> None:
    second(cast, host)
    host.open(PAGE).submit("Delete “Working hours”").follow()
    assert "“Intro call” can be booked by it" in host.text
    assert len(names(cast)) == 2


def test_a_schedule_that_nothing_uses_goes(cast: Cast, host: Visitor) -> None:
    second(cast, host)
    host.follow().submit("Delete “Evenings”")
    assert names(cast) == ["Working hours"]


@pytest.mark.both_databases
@pytest.mark.parametrize("gone", ["Working hours", "Evenings", "Nights"])
def test_one_that_was_deleted_comes_back_in_its_place(cast: Cast, host: Visitor, gone: str) -> None:
    for name in ("Evenings", "Nights"):
        host.open(PAGE).submit("Add a schedule", name=name)
    before = names(cast)
    last = schedules_of(cast.host.id)[2 if gone != "Nights" else 1]
    db.session.get_one(AppointmentType, cast.offer.id).schedule_id = last.id
    db.session.commit()
    wanted = next(each for each in schedules_of(cast.host.id) if each.name == gone)
    host.open(f"{PAGE}?schedule={wanted.id}").submit(f"Delete “{gone}”").follow().submit("Undo")
    assert names(cast) == before
    host.open(PAGE).submit("Add a schedule", name="Mornings")
    assert names(cast) == [*before, "Mornings"]


def test_the_only_schedule_stays(cast: Cast, stranger: Visitor) -> None:
    stranger.post(f"{PAGE}/delete").follow()
    assert "your only schedule" in stranger.text
    assert len(schedules_of(cast.stranger.id)) == 1


@pytest.mark.parametrize("path", ["", "/copy", "/dates", "/rename", "/delete", "/preview", "/away"])
def test_a_schedule_of_another_host_is_not_there(cast: Cast, host: Visitor, path: str) -> None:
    theirs = schedules_of(cast.stranger.id)[0].id
    before = snapshot()
    host.post(f"{PAGE}{path}?schedule={theirs}", 404)
    assert snapshot() == before


def test_enter_in_the_week_saves_and_does_not_copy(host: Visitor) -> None:
    first = host.open(PAGE)._form("Save weekly hours").find("button")
    assert first.get_text() == "Save weekly hours"


def test_one_days_hours_are_copied_as_they_are_typed(cast: Cast, host: Visitor) -> None:
    fields = typed_week(host, **{"end-0-0": "12:00"})
    host.post(f"{PAGE}/copy", data={**fields, "from": "0", "to": ["2", "5"]})
    assert days(cast.offer.schedule) == [
        (0, 540, 720),
        (1, 540, 1020),
        (2, 540, 720),
        (3, 540, 1020),
        (4, 540, 1020),
        (5, 540, 720),
    ]


@pytest.mark.parametrize("to", [[], ["7"], ["x"]])
def test_copying_to_no_day_changes_nothing(cast: Cast, host: Visitor, to: list[str]) -> None:
    fields = typed_week(host, **{"end-0-0": "12:00"})
    host.post(f"{PAGE}/copy", 422, data={**fields, "from": "0", "to": to})
    assert days(cast.offer.schedule)[0] == (0, 540, 1020)


def test_the_week_may_begin_on_sunday(cast: Cast, host: Visitor) -> None:
    host.open(PAGE)
    host.post(f"{PAGE}/week-start", data={"week_start": "6"})
    assert cast.host.week_start == 6
    host.post(f"{PAGE}/week-start", 422, data={"week_start": "7"})
    assert cast.host.week_start == 6


CHANGES = [
    ("Save weekly hours", {"end-0-0": "12:00"}),
    ("Save this date", {"date": "2027-03-05"}),
    ("Save these days", {"first": "2027-03-05"}),
    ("Add a schedule", {"name": "Evenings"}),
    ("Rename", {"name": "Mornings"}),
]


@pytest.mark.parametrize(("button", "fields"), CHANGES)
def test_each_change_can_be_taken_back(
    cast: Cast, host: Visitor, button: str, fields: dict[str, str]
) -> None:
    before = availability(cast)
    host.open(PAGE).submit(button, **fields)
    assert availability(cast) != before
    host.follow().submit("Undo").follow()
    assert "Taken back" in host.text
    assert availability(cast) == before


REMOVALS = [
    ("Save this date", {"date": "2027-03-05"}, "Remove"),
    ("Save these days", {"first": "2027-03-05"}, "Remove"),
    ("Add a schedule", {"name": "Evenings"}, "Delete “Evenings”"),
]


@pytest.mark.parametrize(("button", "fields", "removal"), REMOVALS)
def test_each_removal_can_be_taken_back(
    cast: Cast, host: Visitor, button: str, fields: dict[str, str], removal: str
) -> None:
    host.open(PAGE).submit(button, **fields).follow()
    before = availability(cast)
    host.submit(removal).follow()
    assert availability(cast) != before
    host.submit("Undo").follow()
    assert availability(cast) == before


def test_undo_stays_with_the_schedule_that_is_looked_at(cast: Cast, host: Visitor) -> None:
    evenings = second(cast, host)
    host.follow().submit("Rename", name="Nights").follow()
    assert host.submit("Undo").location == f"{PAGE}?schedule={evenings.id}"
    host.follow().submit("Delete “Evenings”").follow()
    assert host.submit("Undo").location == f"{PAGE}?schedule={schedules_of(cast.host.id)[0].id}"


def availability(cast: Cast) -> list[object]:
    schedules = schedules_of(cast.host.id)
    dates = [row.date for schedule in schedules for row in schedule.overrides]
    return [names(cast), [days(each) for each in schedules], dates, len(cast.host.away)]


def test_undo_is_offered_once_right_after_the_change(cast: Cast, host: Visitor) -> None:
    host.open(PAGE).submit("Rename", name="Mornings")
    assert "Undo" in host.follow().text
    assert "Undo" not in host.open(PAGE).text


def test_a_change_that_was_followed_by_another_stays(cast: Cast, host: Visitor) -> None:
    host.open(PAGE).submit("Rename", name="Mornings").follow()
    token = host.value("token")
    host.submit("Rename", name="Late mornings")
    host.post(f"{PAGE}/undo", data={"token": token}).follow()
    assert "cannot be taken back" in host.text
    assert names(cast) == ["Late mornings"]


def test_the_preview_follows_what_is_typed_and_changes_nothing(cast: Cast, host: Visitor) -> None:
    fields = typed_week(host, **{"start-0-0": "20:00", "end-0-0": "21:00"})
    before = snapshot()
    host.post(f"{PAGE}/preview", 200, data=fields, headers=HTMX)
    assert host.page.find(id="preview")
    assert not host.page.find("form")
    monday = host.page.find("dt", string="Monday, 1 March").find_next_sibling("dd")
    assert monday.ul.get_text(" ", strip=True) == "20:00 20:30"
    assert snapshot() == before


def test_the_preview_without_scripts_is_the_page_with_what_is_typed(host: Visitor) -> None:
    fields = typed_week(host, **{"start-0-0": "20:00", "end-0-0": "21:00"})
    host.post(f"{PAGE}/preview", 200, data=fields)
    assert host.value("start-0-0") == "20:00"
    assert "20:00 20:30" in host.text


def test_the_preview_says_what_is_wrong(host: Visitor) -> None:
    fields = typed_week(host, **{"start-0-0": "20:00", "end-0-0": "2000"})
    host.post(f"{PAGE}/preview", 422, data=fields, headers=HTMX)
    assert "Monday: Write both times like" in host.text


def test_the_preview_goes_by_a_type_that_uses_the_schedule(cast: Cast, host: Visitor) -> None:
    assert "Intro call: what can be booked" in host.open(PAGE).text
    evenings = second(cast, host)
    assert "Half an hour: what can be booked" in host.follow().text
    offer(cast.host, slug="long", title="Long talk", schedule_id=evenings.id, duration=480)
    assert "Long talk: what can be booked" in host.open(f"{PAGE}?schedule={evenings.id}").text


def test_an_empty_week_names_the_first_free_day(cast: Cast, host: Visitor) -> None:
    host.open(PAGE).submit("Save these days", first="2027-03-01", last="2027-03-12").follow()
    assert "The first free day is Monday, 15 March 2027." in host.text
