from datetime import timedelta

import pytest

from pinmycal.extensions import db
from pinmycal.models import OldHandle
from tests.cast import MONDAY_NINE, Cast
from tests.web.visitor import Visitor

SLOTS = "/api/slots/host/intro"
DAY = {"from": "2027-03-01T00:00:00Z", "to": "2027-03-02T00:00:00Z"}


def ask(visitor: Visitor, expect: int = 200, path: str = SLOTS, **query: str) -> dict[str, object]:
    sent = visitor._send(path, method="GET", query_string={**DAY, **query})
    return dict(visitor._arrive(sent, expect).response.get_json())


def test_a_day_has_its_free_starts(cast: Cast, visitor: Visitor) -> None:
    cast.book(MONDAY_NINE + timedelta(minutes=30))
    answer = ask(visitor)
    assert (answer["time_zone"], answer["duration"]) == ("Europe/Berlin", 30)
    assert answer["slots"][:2] == ["2027-03-01T08:00:00Z", "2027-03-01T09:00:00Z"]
    assert len(answer["slots"]) == 15


def test_the_end_is_not_included(cast: Cast, visitor: Visitor) -> None:
    query = {"from": "2027-03-01T08:00:00Z", "to": "2027-03-01T08:30:00Z"}
    assert ask(visitor, **query)["slots"] == ["2027-03-01T08:00:00Z"]


def test_other_sites_may_ask(cast: Cast, visitor: Visitor) -> None:
    ask(visitor)
    assert visitor.response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in visitor.response.headers


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        (SLOTS, {"to": ""}, 422),
        ("/api/slots/host/nothing", {}, 404),
        ("/api/nothing", {}, 404),
        ("/api/slots/before/intro", DAY, 308),
    ],
)
def test_other_sites_may_read_errors_and_follow_the_handle(
    cast: Cast, visitor: Visitor, path: str, query: dict[str, str], status: int
) -> None:
    db.session.add(OldHandle(handle="before", host_id=cast.host.id))
    db.session.commit()
    answer = visitor.client.get(path, query_string=query)
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in visitor.client.get("/nothing/here").headers


@pytest.mark.parametrize(("method", "status"), [("POST", 405), ("OPTIONS", 200)])
def test_other_sites_may_read_what_comes_of_another_method(
    cast: Cast, visitor: Visitor, method: str, status: int
) -> None:
    answer = visitor.client.open(SLOTS, method=method)
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_sixty_two_days_a_call_and_no_more(cast: Cast, visitor: Visitor) -> None:
    ask(visitor, to="2027-05-02T00:00:00Z")
    assert "62 days" in str(ask(visitor, 422, to="2027-05-02T00:00:01Z")["error"])


@pytest.mark.parametrize(
    "query",
    [
        {"from": ""},
        {"from": "not-a-date"},
        {"from": "2027-03-01"},
        {"to": "2027-W10-1"},
        {"to": "9999-12-31T00:00:00Z"},
        {"from": "0001-01-01T00:00:00Z"},
        {"from": "2027-02-30T00:00:00Z"},
        {"to": "2027-03-01T00:00:00Z"},
        {"to": "2027-02-01T00:00:00Z"},
        {"from": "2027-03-01T00:00:00Z\x00"},
        {"from": "1e309"},
    ],
)
def test_a_span_that_is_none_is_422(cast: Cast, visitor: Visitor, query: dict[str, str]) -> None:
    assert "to" in str(ask(visitor, 422, **query)["error"])


def test_without_a_span_it_is_422(cast: Cast, visitor: Visitor) -> None:
    visitor.open(SLOTS, 422)


def test_the_far_ends_of_time_are_empty(cast: Cast, visitor: Visitor) -> None:
    query = {"from": "2000-01-01T00:00:00Z", "to": "2000-02-01T00:00:00Z"}
    assert ask(visitor, **query)["slots"] == []
    query = {"from": "2199-12-01T00:00:00Z", "to": "2199-12-31T23:59:59Z"}
    assert ask(visitor, **query)["slots"] == []


@pytest.mark.parametrize("path", ["/api/slots/nobody/intro", "/api/slots/host/nothing", "/api/x"])
def test_what_is_not_there_is_told_in_json(cast: Cast, visitor: Visitor, path: str) -> None:
    assert ask(visitor, 404, path)["error"]


def test_a_closed_type_is_not_there(cast: Cast, visitor: Visitor) -> None:
    cast.offer.active = False
    db.session.commit()
    ask(visitor, 404)
