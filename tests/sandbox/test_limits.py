from sandbox.zoom.errors import PER_DAY
from sandbox.zoom.users import BASIC
from tests.sandbox.client import Client


def test_creates_and_updates_share_a_daily_limit(host: Client) -> None:
    host.sandbox.switch(daily_limit=2)
    meeting = host.new_meeting()
    host.update(meeting, duration=45)
    for answer in (host.create(), host.update(meeting, duration=50)):
        assert (answer.status_code, answer.json()["code"]) == (429, 429)
        assert answer.json()["message"] == PER_DAY.format(limit=2)
        assert answer.headers["X-RateLimit-Type"] == "Daily-limit"
        assert "Retry-After" not in answer.headers


def test_deletes_and_reads_do_not_draw_on_it(host: Client) -> None:
    host.sandbox.switch(daily_limit=1)
    meeting = host.new_meeting()
    assert host.get(meeting).ok
    assert host.delete(meeting).ok


def test_daily_limit_is_each_users_own(host: Client) -> None:
    host.sandbox.switch(daily_limit=1)
    host.new_meeting()
    other = Client(host.sandbox)
    other.connect(BASIC.id)
    assert other.create().status_code == 201


def test_per_second_limit(host: Client) -> None:
    host.sandbox.switch(per_second_limit=1)
    answers = [host.call("GET", "/users/me") for _ in range(4)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0].headers["X-RateLimit-Type"] == "QPS"
