"""Changing the availability, and the one step back."""

from datetime import date

import pytest

from pinmycal.booking.schedules import (
    NothingToUndo,
    StillUsed,
    changing,
    delete_schedule,
    schedules_of,
    undo,
)
from pinmycal.extensions import db
from pinmycal.models import Away, DateOverride, Host, Schedule, UndoStep, WeeklyHours
from tests.cast import Cast, offer

pytestmark = pytest.mark.both_databases


def availability(cast: Cast) -> list[object]:
    """All that a change can touch, as plain values."""
    db.session.expire_all()
    schedules = [
        (
            schedule.name,
            [(row.weekday, row.start_minute, row.end_minute) for row in schedule.weekly_hours],
            [(row.date, row.start_minute, row.end_minute) for row in schedule.overrides],
        )
        for schedule in schedules_of(cast.host.id)
    ]
    away = [(row.first, row.last, row.zone, row.name) for row in cast.host.away]
    return [schedules, away, cast.host.week_start]


def fill(cast: Cast) -> None:
    """A second schedule, a closed date, a date with hours, time off, a journey."""
    night = WeeklyHours(weekday=6, start_minute=1300, end_minute=1500)
    db.session.add(Schedule(host_id=cast.host.id, name="Nights", weekly_hours=[night]))
    cast.offer.schedule.overrides = [
        DateOverride(date=date(2027, 3, 2)),
        DateOverride(date=date(2027, 3, 3), start_minute=600, end_minute=660),
    ]
    days = {"first": date(2027, 4, 1), "last": date(2027, 4, 9)}
    cast.host.away = [Away(name="Easter", **days), Away(zone="Asia/Tokyo", **days)]
    cast.host.week_start = 6
    db.session.commit()


def test_one_step_back_restores_everything(cast: Cast) -> None:
    fill(cast)
    before = availability(cast)
    with changing(cast.host.id, "everything was changed") as token:
        host = db.session.get_one(Host, cast.host.id)
        host.away.clear()
        host.week_start = 0
        first, second = schedules_of(host.id)
        first.weekly_hours.clear()
        first.overrides.clear()
        db.session.delete(second)
        db.session.add(Schedule(host_id=host.id, name="New"))
    assert availability(cast) != before
    assert undo(cast.host.id, token) == "everything was changed"
    assert availability(cast) == before


def test_types_keep_their_schedule_after_a_step_back(cast: Cast) -> None:
    with changing(cast.host.id, "renamed") as token:
        db.session.get_one(Schedule, cast.offer.schedule_id).name = "Other"
    undo(cast.host.id, token)
    assert cast.offer.schedule.name == "Working hours"


def test_a_new_schedule_that_a_type_uses_outlasts_the_step_back(cast: Cast) -> None:
    with changing(cast.host.id, "added") as token:
        added = Schedule(host_id=cast.host.id, name="New")
        db.session.add(added)
    offer(cast.host, slug="new", schedule_id=added.id)
    undo(cast.host.id, token)
    assert [schedule.name for schedule in schedules_of(cast.host.id)] == ["Working hours", "New"]


def test_only_the_last_change_can_be_undone_and_only_once(cast: Cast) -> None:
    with changing(cast.host.id, "first") as first:
        pass
    with changing(cast.host.id, "second") as second:
        pass
    for token in (first, "", "nonsense"):
        with pytest.raises(NothingToUndo):
            undo(cast.host.id, token)
    undo(cast.host.id, second)
    with pytest.raises(NothingToUndo):
        undo(cast.host.id, second)


def test_nobody_undoes_what_another_host_did(cast: Cast) -> None:
    with changing(cast.host.id, "mine") as token:
        pass
    with pytest.raises(NothingToUndo):
        undo(cast.stranger.id, token)


def test_a_change_that_failed_leaves_the_step_before_it(cast: Cast) -> None:
    with changing(cast.host.id, "first") as first:
        pass
    with pytest.raises(ValueError, match="failed"), changing(cast.host.id, "second"):
        raise ValueError("failed")
    assert db.session.query(UndoStep).one().token == first


def test_a_schedule_that_types_use_stays(cast: Cast) -> None:
    fill(cast)
    with pytest.raises(StillUsed) as refused:
        delete_schedule(cast.offer.schedule, "It is gone")
    assert refused.value.args == ("Intro call",)
    assert len(schedules_of(cast.host.id)) == 2


def test_the_last_schedule_stays(cast: Cast) -> None:
    [only] = schedules_of(cast.stranger.id)
    with pytest.raises(StillUsed):
        delete_schedule(only, "It is gone")


def test_a_schedule_that_nothing_uses_goes_and_comes_back(cast: Cast) -> None:
    fill(cast)
    before = availability(cast)
    token = delete_schedule(schedules_of(cast.host.id)[1], "It is gone")
    assert len(schedules_of(cast.host.id)) == 1
    undo(cast.host.id, token)
    assert availability(cast) == before
