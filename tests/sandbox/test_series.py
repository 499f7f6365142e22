"""Meetings that recur, the trash, and what comes out of it again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.zoom import ZoomSandbox
from tests.sandbox.client import SETTINGS, Client
from tests.sandbox.receiver import Receiver, receiving

WEEKLY = {"type": 2, "end_times": 3}


@pytest.fixture
def receiver(sandbox: ZoomSandbox) -> Iterator[Receiver]:
    with receiving() as receiver:
        sandbox.switch(webhook_url=receiver.url)
        receiver.secret = SETTINGS.webhook_secret
        yield receiver


def made_weekly(host: Client) -> int:
    """Our own meeting, which the host has made a series inside Zoom."""
    meeting = host.new_meeting(timezone="Europe/Berlin", start_time="2099-03-23T09:00:00")
    host.sandbox.host_edits(meeting, type=8, recurrence=WEEKLY)
    return meeting


def occurrences(host: Client, meeting: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = host.get(meeting).json()["occurrences"]
    return found


def starts(host: Client, meeting: int) -> list[str]:
    return [each["start_time"] for each in occurrences(host, meeting)]


def test_wall_time_stays_over_a_change_of_clocks(host: Client) -> None:
    assert starts(host, made_weekly(host)) == [
        "2099-03-23T08:00:00Z",
        "2099-03-30T07:00:00Z",
        "2099-04-06T07:00:00Z",
    ]


@pytest.mark.parametrize(
    ("recurrence", "days"),
    [
        ({"type": 1, "end_times": 3, "repeat_interval": 2}, ["03-01", "03-03", "03-05"]),
        ({"type": 1, "end_date_time": "2099-03-02T23:00:00Z"}, ["03-01", "03-02"]),
        ({"type": 2, "end_times": 2, "weekly_days": "3"}, ["03-03", "03-10"]),
        ({"type": 3, "end_times": 2, "monthly_day": 15}, ["03-15", "04-15"]),
        (
            {"type": 3, "end_times": 2, "monthly_week": -1, "monthly_week_day": 6},
            ["03-27", "04-24"],
        ),
        ({"type": 1}, ["03-01"]),
    ],
)
def test_rules(host: Client, recurrence: dict[str, Any], days: list[str]) -> None:
    meeting = host.new_meeting(type=8, recurrence=recurrence, timezone="UTC")
    assert [each[5:10] for each in starts(host, meeting)] == days


def test_series_needs_its_rule(host: Client) -> None:
    assert host.create(type=8).json()["errors"][0]["field"] == "recurrence"
    meeting = made_weekly(host)
    assert host.update(meeting, start_time="2099-03-24T08:00:00Z").json()["code"] == 300
    assert host.update(meeting, topic="New").ok


def test_list_tells_each_date_under_the_one_id(host: Client) -> None:
    meeting = made_weekly(host)
    host.delete(meeting, occurrence_id=occurrences(host, meeting)[1]["occurrence_id"])
    listed = host.list().json()["meetings"]
    assert [(each["id"], each["start_time"][:10]) for each in listed] == [
        (meeting, "2099-03-23"),
        (meeting, "2099-04-06"),
    ]


def test_one_date_is_deleted(host: Client, receiver: Receiver) -> None:
    meeting = made_weekly(host)
    receiver.next_event()
    gone = occurrences(host, meeting)[1]["occurrence_id"]
    assert host.delete(meeting, occurrence_id=gone).status_code == 204
    told = receiver.next_event()
    assert (told["event"], told["payload"]["operation"]) == ("meeting.deleted", "single")
    assert [each["occurrence_id"] for each in told["payload"]["object"]["occurrences"]] == [gone]
    assert [each["status"] for each in occurrences(host, meeting)] == [
        "available",
        "deleted",
        "available",
    ]
    assert host.delete(meeting, occurrence_id=gone).json()["code"] == 300


def test_without_a_date_the_series_goes_whole(host: Client) -> None:
    meeting = made_weekly(host)
    assert host.delete(meeting).status_code == 204
    assert host.get(meeting).status_code == 404


def test_series_ends_with_its_last_date(host: Client) -> None:
    meeting = made_weekly(host)
    for each in occurrences(host, meeting):
        assert host.delete(meeting, occurrence_id=each["occurrence_id"]).ok
    assert host.get(meeting).status_code == 404


def test_unknown_date_is_refused(host: Client) -> None:
    for meeting in (host.new_meeting(), made_weekly(host)):
        answer = host.delete(meeting, occurrence_id="1")
        assert (answer.status_code, answer.json()["code"]) == (400, 300)


def test_one_date_is_moved_and_read(host: Client, receiver: Receiver) -> None:
    meeting = made_weekly(host)
    receiver.next_event()
    query = {"occurrence_id": occurrences(host, meeting)[1]["occurrence_id"]}
    body = {"start_time": "2099-03-31T10:00:00Z", "duration": 45}
    assert host.call("PATCH", f"/meetings/{meeting}", params=query, json=body).status_code == 204
    assert receiver.next_event()["payload"]["scope"] == "single"
    read = host.call("GET", f"/meetings/{meeting}", params=query).json()
    assert (read["start_time"], read["duration"]) == ("2099-03-31T10:00:00Z", 45)
    assert starts(host, meeting)[0] == "2099-03-23T08:00:00Z"


def test_dates_that_are_over_are_told_on_demand(host: Client) -> None:
    meeting = host.new_meeting(type=8, recurrence={"type": 1, "end_times": 3})
    until = datetime(2099, 3, 1, 8, 30, tzinfo=UTC).timestamp() - host.sandbox.state["now"]
    host.sandbox.shift_clock(minutes=until / 60)
    host.connect()
    assert [each[8:10] for each in starts(host, meeting)] == ["02", "03"]
    query = {"show_previous_occurrences": "true"}
    told = host.call("GET", f"/meetings/{meeting}", params=query).json()
    assert len(told["occurrences"]) == 3


def test_series_without_fixed_times_has_no_start(host: Client) -> None:
    meeting = host.new_meeting(type=3)
    (listed,) = host.list().json()["meetings"]
    for told in (host.get(meeting).json(), listed):
        assert not {"start_time", "duration", "occurrences"} & told.keys()


def test_personal_room_is_neither_listed_nor_deleted(host: Client) -> None:
    meeting = host.new_meeting()
    host.sandbox.host_edits(meeting, type=4)
    assert host.get(meeting).json()["type"] == 4
    assert host.list().json()["meetings"] == []
    answer = host.delete(meeting)
    assert (answer.status_code, answer.json()["code"]) == (400, 3018)


def test_deleted_meeting_comes_back_under_its_id(host: Client, receiver: Receiver) -> None:
    meeting = host.new_meeting()
    host.delete(meeting)
    assert receiver.next_event()["event"] == "meeting.deleted"
    host.sandbox.host_recovers(meeting)
    told = receiver.next_event()
    assert (told["event"], told["payload"]["object"]["id"]) == ("meeting.recovered", meeting)
    assert host.get(meeting).ok


def test_one_date_comes_back(host: Client) -> None:
    meeting = made_weekly(host)
    gone = occurrences(host, meeting)[1]["occurrence_id"]
    host.delete(meeting, occurrence_id=gone)
    host.sandbox.host_recovers(meeting, gone)
    assert {each["status"] for each in occurrences(host, meeting)} == {"available"}


def test_what_is_deleted_for_good_stays_away(host: Client, receiver: Receiver) -> None:
    meeting = host.new_meeting()
    host.sandbox.host_deletes(meeting)
    host.sandbox.host_purges(meeting)
    events = [receiver.next_event()["event"] for _ in range(2)]
    assert events == ["meeting.deleted", "meeting.permanently_deleted"]
    with pytest.raises(ValueError, match="404"):
        host.sandbox.host_recovers(meeting)
