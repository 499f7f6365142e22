"""The sandbox and our requests, held to what Zoom itself publishes."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from sandbox.zoom import ZoomSandbox, fields
from sandbox.zoom.kinds import Kind, record
from sandbox.zoom.promised import PROMISED
from sandbox.zoom.users import LICENSED
from tests.sandbox import contract
from tests.sandbox.client import SETTINGS, Client
from tests.sandbox.contract import (
    Json,
    Operation,
    judge,
    needs_description,
    operation,
    wrong_with,
)
from tests.sandbox.receiver import Receiver, receiving

pytestmark = needs_description

CREATE, LIST = ("POST", "/users/me/meetings"), ("GET", "/users/me/meetings")
GET, UPDATE, DELETE = (("GET", "/meetings/1"), ("PATCH", "/meetings/1"), ("DELETE", "/meetings/1"))
ME = ("GET", "/users/me")
BODIES = {CREATE: fields.CREATE, UPDATE: fields.UPDATE}
QUERIES = {"create": CREATE, "list": LIST, "get": GET, "update": UPDATE, "delete": DELETE, "me": ME}
# In the prose Zoom allows wall time too; zones have to be known; the rest is bounded by us.
OURS_TO_JUDGE = {
    "start_time",
    "end_date_time",
    "timezone",
    "page_size",
    "page_number",
    "from",
    "to",
}
# Codes that the description lacks: its older editions and the general pages on errors have them.
ELSEWHERE = {
    *((401, 124), (400, 4711), (400, 3002), (400, 3003), (400, 300), (429, 429), (429, 4001)),
}

AnyValue = (True, False, 0, 1, 7, 61, 1441, -2, "", "x", "true", "a@example.com", "x" * 2049, None)


def samples(schema: Json) -> Iterator[Any]:
    """Values that fit, and values that nearly do."""
    yield from (*AnyValue, [], {}, *schema.get("enum", ()))
    for name, inner in schema.get("properties", {}).items():
        if name not in OURS_TO_JUDGE:
            yield from ({name: each} for each in samples(inner))
            needed = dict.fromkeys(schema.get("required", ()), "x")
            yield from (needed | {name: each} for each in samples(inner))
    if "items" in schema:
        yield from ([each] for each in samples(schema["items"]))
        yield [None] * 21


@pytest.mark.parametrize("call", BODIES)
def test_every_field_is_judged_as_described(call: tuple[str, str]) -> None:
    """Each field, with values that fit and that do not: the sandbox takes what Zoom takes."""
    tried = list(_tried(operation(*call).body))
    assert len(tried) > 3000
    kind = BODIES[call]
    assert [each for each, fits in tried if _fits(kind, each) != fits] == []


def _tried(schema: Json) -> Iterator[tuple[Json, bool]]:
    """A body, and whether the description has room for it."""
    for name, inner in _leaves(schema):
        fits = judge(inner).is_valid
        yield from (({name: value}, fits(value)) for value in samples(inner))
    settings = schema["properties"]["settings"]
    for name, inner in _leaves(settings):
        fits = judge(inner).is_valid
        yield from (({"settings": {name: value}}, fits(value)) for value in samples(inner))


def _leaves(schema: Json) -> Iterator[tuple[str, Json]]:
    """The fields, each by itself, which is quicker than all at once."""
    skipped = {*OURS_TO_JUDGE, "settings"}
    yield from ((name, each) for name, each in schema["properties"].items() if name not in skipped)
    yield "no_such_field", {"not": {}}


def _fits(kind: Kind, value: Any) -> bool:
    return not list(kind("", value))


@pytest.mark.parametrize("name", QUERIES)
def test_every_parameter_is_judged_as_described(name: str) -> None:
    described, known = operation(*QUERIES[name]).query, fields.QUERIES[name]
    assert described.keys() == known.keys()
    for parameter, schema in described.items():
        for value in ("true", "false", "1", "99", *map(str, schema.get("enum", ()))):
            if parameter not in OURS_TO_JUDGE:
                taken = _fits(record(known), {parameter: value})
                as_typed = contract._as(schema, value)
                assert taken == (not wrong_with(schema, as_typed)), (parameter, value)


def seen_right(call: tuple[str, str], answer: requests.Response, status: int) -> None:
    """A success whose body, if there is one, fits."""
    assert answer.status_code == status
    schema = operation(*call).answer(status)
    assert (wrong_with(schema, answer.json()) if schema else answer.content.decode()) in ([], "")


def a_series(host: Client, **rule: Any) -> int:
    return host.new_meeting(type=8, recurrence={"type": 2, "end_times": 3, **rule})


def test_answers_fit(host: Client) -> None:
    meetings = [host.new_meeting(agenda="x" * 300), host.new_meeting(type=3), a_series(host)]
    room = host.new_meeting()
    host.sandbox.host_edits(room, type=4)
    seen_right(CREATE, host.create(settings={"join_before_host": True}), 201)
    seen_right(CREATE, host.create(type=8, recurrence={"type": 1, "end_times": 2}), 201)
    for meeting in (*meetings, room):
        seen_right(GET, host.get(meeting), 200)
    seen_right(LIST, host.list(), 200)
    seen_right(LIST, host.list(page_size=1), 200)
    seen_right(ME, host.call("GET", "/users/me"), 200)
    seen_right(UPDATE, host.update(meetings[0], topic="New"), 204)
    date = host.get(meetings[2]).json()["occurrences"][0]["occurrence_id"]
    seen_right(DELETE, host.delete(meetings[2], occurrence_id=date), 204)
    seen_right(DELETE, host.delete(meetings[0]), 204)


@pytest.mark.parametrize("plan", [1, 2, 4, 99])
def test_users_of_every_plan_fit(host: Client, plan: int) -> None:
    host.sandbox.change_user(LICENSED.id, type=plan)
    seen_right(ME, host.call("GET", "/users/me"), 200)


def seen_refused(call: tuple[str, str], answer: requests.Response, *expected: int) -> None:
    """An error of Zoom's shape, whose status and code are documented for this call."""
    shape: Json = {
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": {"type": "integer"},
            "message": {"type": "string", "minLength": 1},
            "errors": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["field", "message"],
                    "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
                },
            },
        },
    }
    assert wrong_with(shape, answer.json()) == []
    told = (answer.status_code, answer.json()["code"])
    assert told == expected
    assert told in documented(operation(*call))


def documented(call: Operation) -> set[tuple[int, int]]:
    return call.refusals | ELSEWHERE


def test_refusals_are_documented(host: Client) -> None:
    room, started, gone = (host.new_meeting() for _ in range(3))
    host.sandbox.host_edits(room, type=4)
    host.sandbox.host_edits(started, status="started")
    host.delete(gone)
    seen_refused(CREATE, host.create(duration=0), 400, 300)
    seen_refused(LIST, host.list(type="all"), 400, 300)
    seen_refused(UPDATE, host.update(started, duration=45), 400, 3000)
    seen_refused(DELETE, host.delete(started), 400, 3002)
    seen_refused(DELETE, host.delete(room), 400, 3018)
    seen_refused(DELETE, host.delete(a_series(host), occurrence_id="1"), 400, 300)
    for call, answer in (
        (GET, host.get(gone)),
        (UPDATE, host.update(gone, duration=45)),
        (DELETE, host.delete(gone)),
    ):
        seen_refused(call, answer, 404, 3001)
    seen_refused(ME, host.call("GET", "/users/somebody"), 404, 1001)


def test_refusals_of_a_plan_a_token_and_the_limits_are_documented(host: Client) -> None:
    meeting = host.new_meeting()
    host.sandbox.change_user(LICENSED.id, type=4)
    everything = {
        CREATE: host.create,
        LIST: host.list,
        GET: lambda: host.get(meeting),
        UPDATE: lambda: host.update(meeting, duration=45),
        DELETE: lambda: host.delete(meeting),
    }
    for call, make in everything.items():
        seen_refused(call, make(), 400, 3161)
    host.sandbox.change_user(LICENSED.id, type=2)
    host.sandbox.switch(daily_limit=0)
    seen_refused(CREATE, host.create(), 429, 429)
    host.sandbox.switch(per_second_limit=0)
    seen_refused(UPDATE, host.update(meeting), 429, 4001)
    host.sandbox.expire_tokens()
    seen_refused(UPDATE, host.update(meeting), 401, 124)


@pytest.fixture
def receiver(sandbox: ZoomSandbox) -> Iterator[Receiver]:
    with receiving() as receiver:
        sandbox.switch(webhook_url=receiver.url)
        receiver.secret = SETTINGS.webhook_secret
        yield receiver


def everything_happens(host: Client) -> None:
    """Sixteen events: each kind, and of single meetings and series."""
    at_zoom, single, series = host.sandbox, host.new_meeting(), a_series(host)
    date = at_zoom.meetings[1]["occurrences"][0]["occurrence_id"]
    at_zoom.host_edits(single, topic="New", password="other", settings={"waiting_room": True})
    at_zoom.host_edits(single, start_time="2099-04-01T08:00:00Z", settings={"jbh_time": 5})
    at_zoom.host_edits(series, occurrence_id=date, duration=45)
    at_zoom.host_edits(series, recurrence={"type": 1, "end_times": 2})
    for status in ("started", "waiting"):
        at_zoom.host_edits(single, status=status)
    for meeting, one in ((single, None), (series, date), (series, None)):
        at_zoom.host_deletes(meeting, one)
        at_zoom.host_recovers(meeting, one)
    for meeting in (single, series):
        at_zoom.host_purges(meeting)
    at_zoom.uninstall(LICENSED.id)


ALL_OPTIONAL = [
    *("event_ts", "operator_id", "operation", "scope", "topic", "start_time", "duration"),
    *("timezone", "occurrences", "settings", "agenda", "join_url", "host_email", "end_time"),
    *("uuid", "host_id", "type", "password", "recurrence", "signature", "deauthorization_time"),
    *("user_id", "account_id", "client_id", "status", "topic", "time_stamp", "operator"),
]


@pytest.mark.parametrize("leave_out", [[], ALL_OPTIONAL])
def test_events_fit(host: Client, receiver: Receiver, leave_out: list[str]) -> None:
    host.sandbox.switch(leave_out=leave_out)
    everything_happens(host)
    events = [receiver.next_event() for _ in range(15)]
    assert receiver.is_empty()
    assert {event["event"] for event in events} == PROMISED.keys()
    for event in events:
        assert wrong_with(contract.event_schema(event["event"]), event) == [], event


@pytest.mark.parametrize("event", PROMISED)
def test_nothing_but_what_is_promised_is_always_there(event: str) -> None:
    assert set(promised(contract.event_schema(event))) == PROMISED[event]


def promised(schema: Json) -> Iterator[str]:
    """The names that have to be there on the way down to the meeting itself."""
    yield from schema.get("required", ())
    for name in ("payload", "object"):
        if name in schema.get("properties", {}):
            yield from promised(schema["properties"][name])


def test_a_request_that_does_not_fit_is_seen() -> None:
    call = {"method": "POST", "path": "/v2/users/me/meetings", "query": {}, "body": {"topc": 1}}
    with pytest.raises(AssertionError, match="topc"):
        contract.assert_fit([call])
