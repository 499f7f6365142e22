import hashlib
import hmac
from collections.abc import Iterator

import pytest

from sandbox.zoom import ZoomSandbox
from sandbox.zoom.users import BASIC, LICENSED
from tests.sandbox.client import SETTINGS, Client
from tests.sandbox.receiver import Receiver, receiving


@pytest.fixture
def receiver(sandbox: ZoomSandbox) -> Iterator[Receiver]:
    with receiving() as receiver:
        sandbox.switch(webhook_url=receiver.url)
        receiver.secret = SETTINGS.webhook_secret
        yield receiver


def test_signature_is_zooms(sandbox: ZoomSandbox, receiver: Receiver) -> None:
    sandbox.send_webhook("meeting.started", {"object": {"topic": "Grüße"}})
    headers, body = receiver.next()
    message = b"v0:" + headers["x-zm-request-timestamp"].encode() + b":" + body
    mac = hmac.new(SETTINGS.webhook_secret.encode(), message, hashlib.sha256).hexdigest()
    assert headers["x-zm-signature"] == f"v0={mac}"
    assert sandbox.sign(body, headers["x-zm-request-timestamp"]) == f"v0={mac}"
    assert "Grüße".encode() in body
    assert headers["x-zm-request-id"]


def test_forgery_is_sent_as_it_was_asked_for(sandbox: ZoomSandbox, receiver: Receiver) -> None:
    sandbox.send_webhook(
        "any", body=b'{"a": "\xc3\xa9"}', timestamp="1", signature="v0=0", request_id="r"
    )
    headers, body = receiver.next()
    assert body == b'{"a": "\xc3\xa9"}'
    names = ("x-zm-request-timestamp", "x-zm-signature", "x-zm-request-id")
    assert [headers[name] for name in names] == ["1", "v0=0", "r"]


def test_repeated_delivery_is_the_same_byte_for_byte(
    sandbox: ZoomSandbox, receiver: Receiver
) -> None:
    answers = sandbox.send_webhook("any", times=2)
    (first_headers, first), (second_headers, second) = receiver.next(), receiver.next()
    assert [each["status"] for each in answers] == [200, 200]
    assert first == second
    assert first_headers["x-zm-request-id"] == second_headers["x-zm-request-id"]


def test_update_tells_old_and_new(host: Client, receiver: Receiver) -> None:
    meeting = host.new_meeting()
    host.update(meeting, duration=45)
    event = receiver.next_event()
    assert event["event"] == "meeting.updated"
    assert event["payload"]["account_id"] == LICENSED.account_id
    assert event["payload"]["object"] == {"id": meeting, "duration": 45}
    assert event["payload"]["old_object"] == {"id": meeting, "duration": 30}


def test_update_that_changes_nothing_is_not_told(host: Client, receiver: Receiver) -> None:
    meeting = host.new_meeting()
    host.update(meeting, duration=30)
    host.delete(meeting)
    assert receiver.next_event()["event"] == "meeting.deleted"


def test_host_moves_and_deletes_inside_zoom(host: Client, receiver: Receiver) -> None:
    meeting = host.new_meeting()
    host.sandbox.host_edits(meeting, start_time="2099-03-05T08:00:00Z")
    moved = receiver.next_event()["payload"]
    assert moved["object"]["start_time"] == "2099-03-05T08:00:00Z"
    host.sandbox.host_deletes(meeting)
    gone = receiver.next_event()
    assert (gone["event"], gone["payload"]["object"]["id"]) == ("meeting.deleted", meeting)


def test_basic_host_is_only_told_of_by_the_uninstall(client: Client, receiver: Receiver) -> None:
    client.connect(BASIC.id)
    client.delete(client.new_meeting())
    client.sandbox.uninstall(BASIC.id)
    assert receiver.next_event()["event"] == "app_deauthorized"
    assert receiver.is_empty()


def test_revoke_and_uninstall_say_farewell_once(host: Client, receiver: Receiver) -> None:
    host.revoke()
    payload = receiver.next_event()["payload"]
    assert payload["user_id"] == LICENSED.id
    assert payload["account_id"] == LICENSED.account_id
    assert payload["client_id"] == SETTINGS.client_id
    host.sandbox.uninstall(LICENSED.id)
    assert receiver.is_empty()


def test_nothing_is_told_of_a_host_without_the_app(host: Client, receiver: Receiver) -> None:
    meeting = host.new_meeting()
    host.sandbox.kill_tokens()
    host.sandbox.host_deletes(meeting)
    host.sandbox.send_webhook("last")
    assert receiver.next_event()["event"] == "last"


@pytest.mark.parametrize(("secret", "verdict"), [(SETTINGS.webhook_secret, "right"), ("", "wrong")])
def test_challenge_judges_the_answer(
    sandbox: ZoomSandbox, receiver: Receiver, secret: str, verdict: str
) -> None:
    receiver.secret = secret
    assert sandbox.challenge()["verdict"] == verdict


def test_start_and_end_are_told_on_every_plan(client: Client, receiver: Receiver) -> None:
    client.connect(BASIC.id)
    meeting = client.new_meeting()
    for status, event in (("started", "meeting.started"), ("waiting", "meeting.ended")):
        client.sandbox.host_edits(meeting, status=status)
        told = receiver.next_event()
        assert (told["event"], told["payload"]["object"]["id"]) == (event, str(meeting))


def test_what_may_be_missing_can_be_left_out(host: Client, receiver: Receiver) -> None:
    meeting = host.new_meeting()
    host.sandbox.switch(leave_out=["operator_id", "start_time", "topic", "id"])
    host.sandbox.host_deletes(meeting)
    payload = receiver.next_event()["payload"]
    assert "operator_id" not in payload
    assert payload["object"].keys() & {"start_time", "topic", "id"} == {"id"}


@pytest.mark.parametrize("status", [500, 503])
def test_failed_webhook_comes_again_with_the_first_timestamp(
    host: Client, receiver: Receiver, status: int
) -> None:
    receiver.status = status
    host.delete(host.new_meeting())
    got = [receiver.next()]
    host.sandbox.wait_for(lambda sandbox: bool(sandbox.deliveries))
    host.sandbox.shift_clock(minutes=4)
    assert receiver.is_empty()
    for minutes in (1.1, 20, 60):
        host.sandbox.shift_clock(minutes=minutes)
        got.append(receiver.next())
    host.sandbox.shift_clock(minutes=1000)
    assert receiver.is_empty()
    assert len({(headers["x-zm-request-timestamp"], body) for headers, body in got}) == 1
    assert [each["attempt"] for each in host.sandbox.deliveries] == [1, 2, 3, 4]


@pytest.mark.parametrize("status", [200, 204, 302, 404])
def test_answered_webhook_does_not_come_again(
    sandbox: ZoomSandbox, receiver: Receiver, status: int
) -> None:
    receiver.status = status
    sandbox.send_webhook("any")
    receiver.next()
    sandbox.shift_clock(minutes=10)
    assert receiver.is_empty()


def test_nothing_is_sent_without_an_address(host: Client) -> None:
    host.delete(host.new_meeting())
    assert host.sandbox.deliveries == []


def test_dead_address_is_logged(sandbox: ZoomSandbox) -> None:
    sandbox.switch(webhook_url="http://127.0.0.1:9/hook")
    (delivery,) = sandbox.send_webhook("any")
    assert (delivery["status"], delivery["answer"]) == (None, "ConnectionError")
