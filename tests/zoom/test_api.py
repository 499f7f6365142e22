"""The calls of the API, one answer at a time."""

from typing import Any

import pytest
from flask import Flask
from requests_mock import Mocker

from pinmycal.zoom.api import MAX_PAGES, Meeting, ZoomApi
from pinmycal.zoom.errors import Trouble, ZoomError

API = "http://127.0.0.1:1/v2"
MEETINGS = f"{API}/users/me/meetings"
MARKER = "PinMyCal appointment 1"
MEETING = {
    "id": 81234567890,
    "join_url": "https://zoom.us/j/81234567890?pwd=abc",
    "agenda": f"{MARKER} and more",
}
FIRST, SECOND = "first-token", "second-token"


class Tokens:
    """Gives the first token, then the second for it, and keeps what it was told."""

    def __init__(self) -> None:
        self.refused: list[str | None] = []

    def __call__(self, refused: str | None) -> str:
        self.refused.append(refused)
        return FIRST if refused is None else SECOND


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def zoom(app: Flask, tokens: Tokens) -> ZoomApi:
    return ZoomApi(tokens)


def failed(requests_mock: Mocker, zoom: ZoomApi, body: Any) -> ZoomError:
    requests_mock.post(MEETINGS, json=body, status_code=201)
    with pytest.raises(ZoomError) as caught:
        zoom.create({})
    return caught.value


def test_me(zoom: ZoomApi, requests_mock: Mocker) -> None:
    requests_mock.get(f"{API}/users/me", json={"id": "me"})
    assert zoom.me() == {"id": "me"}
    assert requests_mock.last_request.headers["Authorization"] == f"Bearer {FIRST}"


def test_create(zoom: ZoomApi, requests_mock: Mocker) -> None:
    requests_mock.post(MEETINGS, json=MEETING, status_code=201)
    assert zoom.create({"topic": "Intro call"}).id == 81234567890
    assert requests_mock.last_request.json() == {"topic": "Intro call"}


def test_get(zoom: ZoomApi, requests_mock: Mocker) -> None:
    requests_mock.get(f"{API}/meetings/7", json=MEETING)
    assert zoom.get(7).join_url == MEETING["join_url"]


def test_start_url(zoom: ZoomApi, requests_mock: Mocker) -> None:
    requests_mock.get(f"{API}/meetings/7", json={"start_url": "https://zoom.us/s/7"})
    assert zoom.start_url(7) == "https://zoom.us/s/7"


@pytest.mark.parametrize("url", [None, 7, "", "javascript:alert(1)", "data:text/html,x"])
def test_no_start_url(zoom: ZoomApi, requests_mock: Mocker, url: Any) -> None:
    requests_mock.get(f"{API}/meetings/7", json={"start_url": url})
    with pytest.raises(ZoomError):
        zoom.start_url(7)


def test_update_is_a_patch_whose_empty_answer_is_not_parsed(
    zoom: ZoomApi, requests_mock: Mocker
) -> None:
    requests_mock.patch(f"{API}/meetings/7", status_code=204)
    zoom.update(7, {"duration": 45})
    assert requests_mock.last_request.json() == {"duration": 45}


def test_delete_is_quiet_and_its_empty_answer_is_not_parsed(
    zoom: ZoomApi, requests_mock: Mocker
) -> None:
    requests_mock.delete(f"{API}/meetings/7", status_code=204)
    zoom.delete(7)
    assert requests_mock.last_request.qs == {
        "schedule_for_reminder": ["false"],
        "cancel_meeting_reminder": ["false"],
    }


def test_a_meeting_that_is_gone_is_deleted(zoom: ZoomApi, requests_mock: Mocker) -> None:
    requests_mock.delete(f"{API}/meetings/7", status_code=404, json={"code": 3001})
    zoom.delete(7)
    assert requests_mock.call_count == 1


@pytest.mark.parametrize(("status", "code"), [(404, 1001), (400, 3002), (400, 3007), (500, 3001)])
def test_any_other_answer_is_no_deletion(
    zoom: ZoomApi, requests_mock: Mocker, status: int, code: int
) -> None:
    requests_mock.delete(f"{API}/meetings/7", status_code=status, json={"code": code})
    with pytest.raises(ZoomError):
        zoom.delete(7)


def test_all_pages_of_the_list(zoom: ZoomApi, requests_mock: Mocker) -> None:
    pages = [
        {"meetings": [MEETING, {**MEETING, "id": 2}], "next_page_token": "more"},
        {"meetings": [], "next_page_token": "still more"},
        {"meetings": [{**MEETING, "id": 3}], "next_page_token": ""},
    ]
    requests_mock.get(MEETINGS, [{"json": page} for page in pages])
    assert [meeting.id for meeting in zoom.scheduled(MARKER)] == [81234567890, 2, 3]
    asked = [call.qs.get("next_page_token") for call in requests_mock.request_history]
    assert asked == [None, ["more"], ["still more"]]
    assert all(call.qs["page_size"] == ["300"] for call in requests_mock.request_history)


@pytest.mark.parametrize("other", [5, {}, {"agenda": "Hello"}, {"agenda": None, "id": "x"}])
def test_what_is_not_ours_in_a_list_is_passed_over(
    zoom: ZoomApi, requests_mock: Mocker, other: Any
) -> None:
    requests_mock.get(MEETINGS, json={"meetings": [other, MEETING]})
    assert [meeting.id for meeting in zoom.scheduled(MARKER)] == [81234567890]


def test_one_of_ours_without_its_fields_is_not_passed_over(
    zoom: ZoomApi, requests_mock: Mocker
) -> None:
    requests_mock.get(MEETINGS, json={"meetings": [{"agenda": MARKER}]})
    with pytest.raises(ZoomError):
        list(zoom.scheduled(MARKER))


def test_a_list_without_end_ends(zoom: ZoomApi, requests_mock: Mocker) -> None:
    requests_mock.get(MEETINGS, json={"meetings": [], "next_page_token": "again"})
    with pytest.raises(ZoomError):
        list(zoom.scheduled(MARKER))
    assert requests_mock.call_count == MAX_PAGES


@pytest.mark.parametrize("body", [{}, {"meetings": None}, {"meetings": 5}])
def test_a_list_that_tells_nothing_is_not_taken_for_an_empty_one(
    zoom: ZoomApi, requests_mock: Mocker, body: Any
) -> None:
    requests_mock.get(MEETINGS, json=body)
    with pytest.raises(ZoomError):
        list(zoom.scheduled(MARKER))


@pytest.mark.parametrize(
    "body",
    [
        {"id": 1},
        {"join_url": "https://zoom.us/j/1"},
        {"id": "one", "join_url": "https://zoom.us/j/1"},
        {"id": None, "join_url": "https://zoom.us/j/1"},
        {"id": 1, "join_url": None},
        {"id": 1, "join_url": ["https://zoom.us/j/1"]},
        {"id": 1, "join_url": "javascript:alert(1)"},
        {"id": 1, "join_url": "//zoom.us/j/1"},
        {"id": 1, "join_url": "https://zoom.us/\r\nX:1"},
        {"id": 1, "join_url": "https://zoom.us/\x00"},
        {"id": 1, "join_url": "https://zoom.us/" + "x" * 2000},
        {**MEETING, "start_time": "soon"},
        {**MEETING, "start_time": 1},
        {**MEETING, "duration": "long"},
        {**MEETING, "duration": [30]},
        [],
        {},
    ],
)
def test_a_meeting_that_makes_no_sense_may_exist(
    zoom: ZoomApi, requests_mock: Mocker, body: Any
) -> None:
    error = failed(requests_mock, zoom, body)
    assert error.trouble is Trouble.UNREACHABLE
    assert error.may_have_happened


def test_an_endless_id_makes_no_sense() -> None:
    with pytest.raises(ZoomError):
        Meeting.of({**MEETING, "id": float("inf")})


@pytest.mark.parametrize("number", [81234567890, "81234567890"])
def test_an_id_may_be_text(number: Any) -> None:
    assert Meeting.of({**MEETING, "id": number}).id == 81234567890


@pytest.mark.parametrize("text", [None, "", "2027-03-01T08:00:00", "2027-03-01"])
def test_a_time_without_a_zone_is_no_time(text: Any) -> None:
    assert Meeting.of({**MEETING, "start_time": text, "duration": None}).starts_at is None


def test_what_a_meeting_is_read_as() -> None:
    meeting = Meeting.of({**MEETING, "start_time": "2027-03-01T08:00:00Z", "duration": 30})
    assert str(meeting.starts_at) == "2027-03-01 08:00:00+00:00"
    assert meeting.minutes == 30


def test_a_refused_token_is_renewed_once(
    zoom: ZoomApi, tokens: Tokens, requests_mock: Mocker
) -> None:
    expired = {"status_code": 401, "json": {"code": 124}}
    requests_mock.get(f"{API}/users/me", [expired, {"json": {"id": "me"}}])
    assert zoom.me() == {"id": "me"}
    assert tokens.refused == [None, FIRST]
    assert requests_mock.last_request.headers["Authorization"] == f"Bearer {SECOND}"


def test_twice_refused_is_the_end_of_the_connection(
    zoom: ZoomApi, tokens: Tokens, requests_mock: Mocker
) -> None:
    requests_mock.get(f"{API}/users/me", status_code=401, json={"code": 124})
    with pytest.raises(ZoomError) as caught:
        zoom.me()
    assert caught.value.trouble is Trouble.DISCONNECTED
    assert (tokens.refused, requests_mock.call_count) == ([None, FIRST], 2)


@pytest.mark.parametrize("code", [4700, 4711])
def test_missing_scopes_are_no_reason_to_refresh(
    zoom: ZoomApi, tokens: Tokens, requests_mock: Mocker, code: int
) -> None:
    requests_mock.get(f"{API}/users/me", status_code=401, json={"code": code})
    with pytest.raises(ZoomError) as caught:
        zoom.me()
    assert caught.value.trouble is Trouble.SCOPES
    assert tokens.refused == [None]


def test_nobody_there_surely_did_nothing(zoom: ZoomApi) -> None:
    with pytest.raises(ZoomError) as caught:
        zoom.create({})
    assert (caught.value.trouble, caught.value.may_have_happened) == (Trouble.UNREACHABLE, False)
    assert FIRST not in str(caught.value)
