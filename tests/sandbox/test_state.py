from pathlib import Path

import pytest
import requests

from sandbox import zoom
from tests.sandbox.client import Client


def test_meetings_tokens_and_counts_outlive_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "zoom.json"
    with zoom.running(state_file=file) as sandbox:
        host = Client(sandbox)
        host.connect()
        meeting = host.new_meeting(topic="Grüße")
    with zoom.running(state_file=file, daily_limit=1) as sandbox:
        host.sandbox = sandbox
        assert host.get(meeting).json()["topic"] == "Grüße"
        assert host.create().status_code == 429
        assert host.refresh().ok
    assert list(tmp_path.iterdir()) == [file]


def test_rotated_tokens_stay_dead_over_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "zoom.json"
    with zoom.running(state_file=file) as sandbox:
        host = Client(sandbox)
        host.connect()
        host.refresh()
    with zoom.running(state_file=file) as sandbox:
        host.sandbox = sandbox
        assert host.refresh().status_code == 400


def test_reset_forgets_all_but_the_count_of_calls(host: Client) -> None:
    host.new_meeting()
    host.sandbox.fault("any", "close", times=None)
    before = host.sandbox.calls[-1]["number"]
    host.sandbox.reset()
    assert host.sandbox.meetings == []
    assert host.call("GET", "/users/me").status_code == 401
    assert [call["number"] for call in host.sandbox.calls] == [before + 1]


def test_calls_are_logged_in_order(host: Client) -> None:
    seen = host.sandbox.calls[-1]["number"]
    host.create(topic="Logged")
    host.list(page_size=5)
    create, listing = host.sandbox.calls_after(seen)
    assert (create["operation"], create["status"], create["body"]["topic"]) == (
        "create",
        201,
        "Logged",
    )
    assert (listing["operation"], listing["query"]) == ("list", {"page_size": "5"})


def test_unknown_switch_is_refused(sandbox: zoom.ZoomSandbox) -> None:
    with pytest.raises(ValueError, match="no_such_switch"):
        sandbox.switch(no_such_switch=1)


def test_unknown_meeting_is_refused(sandbox: zoom.ZoomSandbox) -> None:
    answer = requests.delete(f"{sandbox.url}/_sandbox/meetings/1", timeout=5)
    assert answer.status_code == 400


def test_wait_for_gives_up(sandbox: zoom.ZoomSandbox) -> None:
    sandbox.wait_for(lambda each: each.meetings == [])
    with pytest.raises(TimeoutError):
        sandbox.wait_for(lambda each: bool(each.meetings), timeout=0)
