from typing import Any

import pytest
import requests

from sandbox.zoom.users import BASIC, LICENSED
from tests.sandbox.client import DEADLINE_SECONDS, Client


def test_me_tells_who_connected(host: Client) -> None:
    me = host.call("GET", "/users/me").json()
    assert me["id"] == LICENSED.id
    assert me["account_id"] == LICENSED.account_id
    assert me["type"] == 2


def test_other_user_id_than_me_is_refused(host: Client) -> None:
    answer = host.call("GET", f"/users/{LICENSED.id}")
    assert (answer.status_code, answer.json()["code"]) == (404, 1001)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_call_without_a_good_token_is_refused(host: Client, headers: dict[str, str]) -> None:
    address = f"{host.sandbox.api_url}/users/me"
    answer = requests.get(address, headers=headers, timeout=DEADLINE_SECONDS)
    assert (answer.status_code, answer.json()["code"]) == (401, 124)


def test_every_answer_carries_a_tracking_id(host: Client) -> None:
    answers = [host.call("GET", "/users/me"), host.get(1), host.refresh()]
    assert len({answer.headers["x-zm-trackingid"] for answer in answers}) == 3


def test_created_meeting_is_told_in_full(host: Client) -> None:
    answer = host.create(timezone="Europe/Berlin", agenda="Notes", settings={"host_video": True})
    meeting = answer.json()
    assert answer.status_code == 201
    assert 10**10 <= meeting["id"] < 10**11
    assert meeting["start_time"] == "2099-03-01T08:00:00Z"
    assert meeting["host_email"] == LICENSED.email
    assert meeting["settings"]["host_video"] is True
    assert f"/j/{meeting['id']}?pwd=" in meeting["join_url"]


def test_created_and_read_meetings_agree(host: Client) -> None:
    created = host.create(agenda="Notes").json()
    read = host.get(created["id"]).json()
    assert created.pop("start_url") != read.pop("start_url")
    assert created == read


def test_start_without_z_is_wall_time_in_the_zone(host: Client) -> None:
    meeting = host.create(start_time="2099-07-01T10:00:00", timezone="Europe/Berlin").json()
    assert meeting["start_time"] == "2099-07-01T08:00:00Z"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topc", "misspelt"),
        ("type", True),
        ("type", 4),
        ("recurrence", {"type": 9}),
        ("topic", "x" * 201),
        ("agenda", "x" * 2001),
        ("duration", 0),
        ("duration", 1441),
        ("duration", "30"),
        ("start_time", "2099-03-01T08:00:00+02:00"),
        ("start_time", "2099-03-01T08:00:00.000Z"),
        ("start_time", "2099-02-30T08:00:00Z"),
        ("timezone", "Mars/Olympus"),
        ("password", "eleven-char"),
        ("settings", []),
    ],
)
def test_bad_field_is_named(host: Client, field: str, value: Any) -> None:
    answer = host.create(**{field: value})
    assert (answer.status_code, answer.json()["code"]) == (400, 300)
    assert [each["field"].partition(".")[0] for each in answer.json()["errors"]] == [field]
    assert host.sandbox.meetings == []


@pytest.mark.parametrize(
    ("path", "settings"),
    [
        ("settings.waiting_rom", {"waiting_rom": True}),
        ("settings.waiting_room", {"waiting_room": "true"}),
        ("settings.host_video", {"host_video": 1}),
        ("settings.jbh_time", {"jbh_time": 7}),
        ("settings.auto_recording", {"auto_recording": "tape"}),
        ("settings.meeting_invitees[0]", {"meeting_invitees": ["a@example.com"]}),
        ("settings.meeting_invitees[0].email", {"meeting_invitees": [{"email": "nobody"}]}),
        ("settings.breakout_room.rooms[0].names", {"breakout_room": {"rooms": [{"names": "A"}]}}),
        ("settings.waiting_room_options.mode", {"waiting_room_options": {}}),
    ],
)
def test_bad_setting_is_named_on_create_and_update(
    host: Client, path: str, settings: dict[str, Any]
) -> None:
    meeting = host.new_meeting()
    for answer in (host.create(settings=settings), host.update(meeting, settings=settings)):
        assert (answer.status_code, answer.json()["code"]) == (400, 300)
        assert [each["field"] for each in answer.json()["errors"]] == [path]


@pytest.mark.parametrize("query", [{"schedule_for_reminder": "no"}, {"notify": "false"}])
def test_bad_parameter_of_a_delete_deletes_nothing(host: Client, query: dict[str, str]) -> None:
    meeting = host.new_meeting()
    answer = host.call("DELETE", f"/meetings/{meeting}", params=query)
    assert (answer.status_code, answer.json()["code"]) == (400, 300)
    assert host.get(meeting).ok


def test_waiting_room_and_entry_before_the_host_exclude_each_other(host: Client) -> None:
    both = {"waiting_room": True, "join_before_host": True}
    early = {"join_before_host": True}
    assert host.create(settings=both).json()["settings"]["join_before_host"] is False
    without_passcode = host.create(settings=early, default_password=False).json()
    assert without_passcode["settings"]["join_before_host"] is False
    meeting = host.create(settings=early).json()
    assert meeting["settings"]["join_before_host"] is True
    host.update(meeting["id"], settings={"waiting_room": True})
    assert host.get(meeting["id"]).json()["settings"]["join_before_host"] is False


def test_start_in_the_past_becomes_now(host: Client) -> None:
    meeting = host.create(start_time="2001-01-01T08:00:00Z").json()
    assert meeting["start_time"] == meeting["created_at"]


@pytest.mark.parametrize("plan", [4, 99])
def test_user_without_meetings_may_not_schedule(host: Client, plan: int) -> None:
    meeting = host.new_meeting()
    host.sandbox.change_user(LICENSED.id, type=plan)
    answers = [host.create(), host.list(), host.get(meeting), host.delete(meeting)]
    answers.append(host.update(meeting, topic="New"))
    told = [(answer.status_code, answer.json()["code"]) for answer in answers]
    assert told == [(400, 3161)] * 5
    assert host.call("GET", "/users/me").json()["type"] == plan


def test_any_field_may_be_missing(host: Client) -> None:
    meeting = host.new_meeting()
    host.sandbox.switch(leave_out=["account_id", "start_time", "duration", "waiting_room"])
    assert "account_id" not in host.call("GET", "/users/me").json()
    answers = [host.create().json(), host.get(meeting).json(), *host.list().json()["meetings"]]
    assert not any({"start_time", "duration"} & answer.keys() for answer in answers)
    assert "waiting_room" not in host.get(meeting).json()["settings"]
    assert "mute_upon_entry" in host.get(meeting).json()["settings"]


def test_too_many_calls_a_second_is_4001(host: Client) -> None:
    host.sandbox.switch(per_second_limit=1)
    answers = [host.list() for _ in range(3)]
    assert [answer.json().get("code") for answer in answers[1:]] == [4001, 4001]


@pytest.mark.parametrize("body", [b"{", b"[]", b""])
def test_body_that_is_no_json_object_is_refused(host: Client, body: bytes) -> None:
    answer = host.call("POST", "/users/me/meetings", data=body)
    assert (answer.status_code, answer.json()["code"]) == (400, 300)


def test_update_changes_only_what_is_given(host: Client) -> None:
    before = host.create().json()
    answer = host.update(before["id"], start_time="2099-03-02T08:00:00Z")
    after = host.get(before["id"]).json()
    changed = {name for name in before if before[name] != after[name]}
    assert (answer.status_code, answer.content) == (204, b"")
    assert changed == {"start_time", "start_url"}


def test_update_to_the_past_is_silently_ignored(host: Client) -> None:
    meeting = host.new_meeting()
    assert host.update(meeting, start_time="2001-01-01T08:00:00Z").status_code == 204
    assert host.get(meeting).json()["start_time"] == "2099-03-01T08:00:00Z"


def test_new_passcode_makes_a_new_link(host: Client) -> None:
    before = host.create().json()
    host.update(before["id"], password="other")
    assert host.get(before["id"]).json()["join_url"] != before["join_url"]


def test_meeting_without_passcode_gets_a_waiting_room(host: Client) -> None:
    meeting = host.create(default_password=False, settings={"waiting_room": False}).json()
    assert meeting["password"] == ""
    assert meeting["settings"]["waiting_room"] is True


def test_deleted_meeting_is_gone(host: Client) -> None:
    meeting = host.new_meeting()
    answer = host.delete(meeting)
    assert (answer.status_code, answer.content) == (204, b"")
    for again in (host.delete(meeting), host.get(meeting), host.update(meeting, topic="x")):
        assert (again.status_code, again.json()["code"]) == (404, 3001)
    assert [each["deleted"] for each in host.sandbox.meetings] == [True]
    assert host.sandbox.live_meetings == []


def test_another_users_meeting_is_out_of_reach(host: Client) -> None:
    meeting = host.new_meeting()
    stranger = Client(host.sandbox)
    stranger.connect(BASIC.id)
    for answer in (stranger.get(meeting), stranger.delete(meeting)):
        assert (answer.status_code, answer.json()["code"]) == (400, 3003)
    assert stranger.list().json()["meetings"] == []


def test_started_meeting_is_neither_changed_nor_deleted(host: Client) -> None:
    meeting = host.new_meeting()
    host.sandbox.host_edits(meeting, status="started")
    assert host.update(meeting, duration=45).json()["code"] == 3000
    assert host.delete(meeting).json()["code"] == 3002


@pytest.mark.parametrize(
    ("scope", "path"),
    [("user:read:user", "/users/me"), ("meeting:read:list_meetings", "/users/me/meetings")],
)
def test_missing_scope_is_named(client: Client, scope: str, path: str) -> None:
    client.sandbox.switch(scopes=["meeting:write:meeting"])
    client.connect()
    answer = client.call("GET", path)
    assert (answer.status_code, answer.json()["code"]) == (400, 4711)
    assert f"[{scope}]" in answer.json()["message"]


def test_unknown_path_is_not_recognised(host: Client) -> None:
    assert host.call("GET", "/webinars/1").json()["code"] == 2300
