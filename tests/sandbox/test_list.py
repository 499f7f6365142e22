from typing import Any

import pytest

from sandbox.zoom.listing import EXPIRES_AFTER, is_asked_for
from sandbox.zoom.meetings import new_meeting
from sandbox.zoom.telling import in_list
from sandbox.zoom.users import LICENSED
from tests.sandbox.client import Client

START = 4_000_000_000


def test_pages_hold_every_meeting_once(host: Client) -> None:
    made = {host.new_meeting(start_time=f"2099-03-0{day}T08:00:00Z") for day in range(1, 6)}
    found, token = [], ""
    while True:
        page = host.list(page_size=2, next_page_token=token).json()
        found += [each["id"] for each in page["meetings"]]
        token = page["next_page_token"]
        if not token:
            break
    assert len(found) == 5
    assert set(found) == made


def test_envelope_counts_all(host: Client) -> None:
    for _ in range(2):
        host.create()
    page = host.list(page_size=1).json()
    assert (page["page_size"], page["total_records"], len(page["meetings"])) == (1, 2, 1)


def test_usual_page_has_thirty(host: Client) -> None:
    assert host.list().json()["page_size"] == 30


def test_agenda_is_cut_and_the_passcode_left_out(host: Client) -> None:
    host.create(agenda="x" * 300)
    (listed,) = host.list().json()["meetings"]
    assert listed["agenda"] == "x" * 250
    assert "password" not in listed
    assert listed["host_id"] == LICENSED.id


def test_invented_page_token_is_refused(host: Client) -> None:
    assert host.list(next_page_token="invented").status_code == 400


def test_deleted_meetings_are_not_listed(host: Client) -> None:
    host.delete(host.new_meeting())
    assert host.list().json()["total_records"] == 0


def test_instant_meetings_are_not_listed(host: Client) -> None:
    host.new_meeting(type=1)
    assert host.list().json()["total_records"] == 0


@pytest.mark.parametrize(
    ("kind", "now", "listed"),
    [
        ("upcoming", START + 30 * 60 - 1, True),
        ("upcoming", START + 30 * 60, False),
        ("scheduled", START + 30 * 60, True),
        ("scheduled", START + EXPIRES_AFTER, False),
    ],
)
def test_meetings_leave_the_list_in_time(kind: str, now: int, listed: bool) -> None:
    meeting = new_meeting({"duration": 30}, LICENSED, START)
    assert is_asked_for(in_list(meeting, ""), "waiting", {"type": kind}, now) is listed


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"type": "all"}, "type"),
        ({"page_size": 301}, "page_size"),
        ({"page_size": "ten"}, "page_size"),
        ({"from": "tomorrow"}, "from"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"pagesize": 10}, "pagesize"),
    ],
)
def test_bad_parameter_is_named(host: Client, query: dict[str, Any], field: str) -> None:
    answer = host.list(**query)
    assert (answer.status_code, answer.json()["code"]) == (400, 300)
    assert [each["field"] for each in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ({}, ["01", "02", "03"]),
        ({"from": "2099-03-02"}, ["02", "03"]),
        ({"to": "2099-03-02"}, ["01", "02"]),
        ({"from": "2099-03-02", "to": "2099-03-02"}, ["02"]),
        ({"to": "2099-03-02", "timezone": "Pacific/Auckland"}, ["01"]),
        ({"type": "previous_meetings"}, []),
        ({"type": "live"}, ["02"]),
        ({"page_size": 2, "page_number": 2}, ["03"]),
    ],
)
def test_parameters_choose_what_is_listed(
    host: Client, query: dict[str, Any], days: list[str]
) -> None:
    made = [host.new_meeting(start_time=f"2099-03-0{day}T12:00:00Z") for day in (1, 2, 3)]
    host.sandbox.host_edits(made[1], status="started")
    found = host.list(**query).json()["meetings"]
    assert [each["start_time"][8:10] for each in found] == days
