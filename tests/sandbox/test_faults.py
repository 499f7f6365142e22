from typing import Any

import pytest
import requests

from sandbox import zoom
from sandbox.zoom.users import BASIC, LICENSED
from tests.sandbox.client import Client


def test_status_with_body_and_headers(host: Client) -> None:
    host.sandbox.fault("create", "status", code=503, body={"code": 1}, headers={"X-Own": "yes"})
    answer = host.create()
    assert (answer.status_code, answer.json()) == (503, {"code": 1})
    assert answer.headers["X-Own"] == "yes"
    assert host.sandbox.meetings == []


def test_status_after_the_work(host: Client) -> None:
    host.sandbox.fault("create", "status", code=504, work=True)
    assert host.create().status_code == 504
    assert len(host.sandbox.meetings) == 1


def test_rate_limit_with_and_without_retry_after(host: Client) -> None:
    host.sandbox.fault("me", "rate_limit", retry_after=7)
    host.sandbox.fault("me", "rate_limit")
    first, second = host.call("GET", "/users/me"), host.call("GET", "/users/me")
    assert (first.status_code, first.headers["Retry-After"]) == (429, "7")
    assert (second.status_code, second.headers.get("Retry-After")) == (429, None)


def test_daily_limit(host: Client) -> None:
    host.sandbox.fault("update", "daily_limit")
    answer = host.update(host.new_meeting(), duration=45)
    assert answer.status_code == 429
    assert "daily" in answer.json()["message"]


def test_hang_does_nothing_for_a_caller_that_left(host: Client) -> None:
    host.sandbox.fault("create", "hang", seconds=30)
    with pytest.raises(requests.ReadTimeout):
        host.call("POST", "/users/me/meetings", json={}, timeout=0.2)
    assert host.create().status_code == 201
    assert len(host.sandbox.meetings) == 1


def test_hang_is_late_but_right_for_one_that_waits(host: Client) -> None:
    host.sandbox.fault("create", "hang", seconds=0.01)
    assert host.create().status_code == 201


def test_late_work_is_done_when_its_time_has_come(host: Client) -> None:
    host.sandbox.fault("create", "late", delay=180)
    with pytest.raises(requests.ConnectionError):
        host.create()
    host.sandbox.expire_tokens()
    host.sandbox.shift_clock(minutes=2.9)
    assert host.sandbox.meetings == []
    host.sandbox.shift_clock(minutes=0.2)
    assert len(host.sandbox.live_meetings) == 1


def test_late_work_of_a_stranger_is_never_done(client: Client) -> None:
    client.sandbox.fault("create", "late", delay=0)
    with pytest.raises(requests.ConnectionError):
        client.create()
    client.sandbox.shift_clock(minutes=1)
    assert client.sandbox.meetings == []


@pytest.mark.parametrize(
    ("code", "status"), [(3161, 400), (3018, 400), (3000, 400), (300, 400), (4001, 429)]
)
def test_refusal_by_its_code(host: Client, code: int, status: int) -> None:
    meeting = host.new_meeting()
    host.sandbox.fault("delete", "refusal", code=code)
    answer = host.delete(meeting)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert host.get(meeting).ok


def test_app_that_was_disabled(host: Client) -> None:
    host.sandbox.fault("refresh", "app_disabled")
    assert "4,717" in host.refresh().json()["reason"]


def test_fields_left_out_once(host: Client) -> None:
    host.sandbox.fault("me", "leave_out", fields=["account_id", "type"])
    first, second = (host.call("GET", "/users/me").json() for _ in range(2))
    assert second.keys() - first.keys() == {"account_id", "type"}


@pytest.mark.parametrize(("fault", "made"), [("lost_reply", 1), ("close", 0)])
def test_line_is_closed_without_an_answer(host: Client, fault: str, made: int) -> None:
    host.sandbox.fault("create", fault)
    with pytest.raises(requests.ConnectionError):
        host.create()
    assert len(host.sandbox.meetings) == made
    assert host.sandbox.calls[-1]["status"] is None


def test_slow_sends_a_byte_at_a_time(host: Client) -> None:
    host.sandbox.fault("create", "slow", seconds=60)
    with pytest.raises(requests.ConnectionError):
        host.call("POST", "/users/me/meetings", json={}, timeout=0.2)
    assert len(host.sandbox.meetings) == 1


def test_slow_answer_is_right_in_the_end(host: Client) -> None:
    host.sandbox.fault("me", "slow", seconds=0)
    assert host.call("GET", "/users/me").json()["id"] == LICENSED.id


def test_huge_streams_without_an_end_in_sight(host: Client) -> None:
    host.sandbox.fault("me", "huge")
    with host.call("GET", "/users/me", stream=True) as answer:
        chunks = answer.iter_content(1_000_000)
        assert sum(len(next(chunks)) for _ in range(3)) == 3_000_000
        assert "Content-Length" not in answer.headers


@pytest.mark.parametrize("fault", ["broken_json", "html", "empty"])
def test_answer_is_no_json(host: Client, fault: str) -> None:
    host.sandbox.fault("create", fault)
    answer = host.create()
    assert answer.status_code == 201
    with pytest.raises(requests.JSONDecodeError):
        answer.json()
    assert len(host.sandbox.meetings) == 1


def test_no_join_url(host: Client) -> None:
    host.sandbox.fault("create", "no_join_url")
    told = host.create().json()
    assert "id" in told
    assert "join_url" not in told


@pytest.mark.parametrize("fault", ["slow", "huge", "broken_json", "html", "no_join_url", "empty"])
def test_spoilt_answers_to_a_delete_still_arrive(host: Client, fault: str) -> None:
    meeting = host.new_meeting()
    host.sandbox.fault("delete", fault, seconds=0, bytes=1_000_000)
    assert host.delete(meeting).ok
    assert host.sandbox.live_meetings == []


@pytest.mark.parametrize("error", ["invalid_grant", "invalid_request", "invalid_client"])
def test_token_errors(host: Client, error: str) -> None:
    host.sandbox.fault("refresh", error)
    answer = host.refresh()
    assert (answer.status_code, answer.json()["error"]) == (400, error)
    assert host.refresh().ok


def test_expired_token(host: Client) -> None:
    host.sandbox.fault("get", "expired_token")
    answer = host.get(host.new_meeting())
    assert (answer.status_code, answer.json()["code"]) == (401, 124)


def statuses(host: Client, calls: int) -> list[int]:
    return [host.call("GET", "/users/me").status_code for _ in range(calls)]


def test_rule_strikes_so_many_times(host: Client) -> None:
    host.sandbox.fault("any", "status", times=2)
    assert statuses(host, 3) == [500, 500, 200]


def test_rule_lets_some_pass_first(host: Client) -> None:
    host.sandbox.fault("me", "status", after=1)
    assert statuses(host, 3) == [200, 500, 200]


def test_rule_without_end_stays_until_cleared(host: Client) -> None:
    host.sandbox.fault("me", "status", times=None)
    assert statuses(host, 3) == [500, 500, 500]
    host.sandbox.clear_faults()
    assert statuses(host, 1) == [200]


def test_rule_for_one_user_spares_the_others(host: Client) -> None:
    other = Client(host.sandbox)
    other.connect(BASIC.id)
    host.sandbox.fault("any", "status", user=LICENSED.id)
    assert other.call("GET", "/users/me").ok
    assert other.refresh().ok
    assert host.refresh().status_code == 500


@pytest.mark.parametrize(
    "rule",
    [{"operation": "me", "fault": "nonsense"}, {"operation": "nonsense", "fault": "close"}, {}],
)
def test_unknown_rule_is_refused(host: Client, rule: dict[str, Any]) -> None:
    answer = requests.post(f"{host.sandbox.url}/_sandbox/faults", json=rule, timeout=5)
    assert answer.status_code == 400


def test_hanging_request_does_not_hold_up_the_end() -> None:
    with zoom.running() as sandbox:
        host = Client(sandbox)
        host.connect()
        sandbox.fault("me", "hang", seconds=3600)
        with pytest.raises(requests.ReadTimeout):
            host.call("GET", "/users/me", timeout=0.1)
    with pytest.raises(requests.ConnectionError):
        host.call("GET", "/users/me")
