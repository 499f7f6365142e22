"""Caps: how much one client may do in a short time, and how much a host may have."""

from datetime import timedelta

import pytest
from flask import Flask

from pinmycal import counting
from pinmycal.booking import room
from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Away, ClientAct, DateOverride, Host, Schedule
from tests.cast import PASSWORD, Cast
from tests.web.asking import ASKED, PAGE
from tests.web.visitor import Visitor

HOUR = timedelta(hours=1)
ONCE = ((HOUR, 1),)
SIGN_UP = {"name": "New", "password": PASSWORD, "time_zone": "Europe/Berlin"}


@pytest.fixture(autouse=True)
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a client may do at all, it may do once."""
    for act in counting.OF_A_CLIENT:
        monkeypatch.setitem(counting.OF_A_CLIENT, act, ONCE)


def test_one_client_signs_up_so_many_hosts(app: Flask, visitor: Visitor) -> None:
    visitor.post("/signup", data={**SIGN_UP, "email": "one@example.com"})
    other = Visitor(app)
    other.post("/signup", 429, data={**SIGN_UP, "email": "two@example.com"})
    assert "very often" in other.text
    assert other.value("email") == "two@example.com"
    assert db.session.query(Host).count() == 1
    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}
    other.post("/signup", data={**SIGN_UP, "email": "2@example.com"}, environ_base=elsewhere)


def test_one_client_asks_for_so_many_links(cast: Cast, visitor: Visitor) -> None:
    visitor.post("/forgot", 200, data={"email": "host@example.com"})
    visitor.post("/forgot", 429, data={"email": "stranger@example.com"})
    assert visitor.value("email") == "stranger@example.com"


@pytest.mark.parametrize("page", [PAGE, f"/embed{PAGE}"])
def test_one_client_books_so_often(cast: Cast, visitor: Visitor, page: str) -> None:
    visitor.post(PAGE, data=ASKED)
    later = {**ASKED, "start": "2027-03-01T10:00:00Z", "email": "another@example.com"}
    visitor.open(f"{page}?start=2027-03-01T10:00:00Z&tz=UTC")
    visitor.submit("Confirm", 429, **later)
    assert "from where you are" in visitor.text
    assert visitor.value("email") == "another@example.com"


def test_a_proxy_of_which_nobody_told_is_no_client(cast: Cast, visitor: Visitor) -> None:
    for number in range(2):
        asked = {**ASKED, "start": f"2027-03-01T1{number}:00:00Z", "email": f"{number}@example.com"}
        visitor.post(PAGE, data=asked, headers={"X-Forwarded-For": "203.0.113.1"})
    assert db.session.query(ClientAct).count() == 0
    public = {"REMOTE_ADDR": "9.9.9.9"}
    headers = {"X-Forwarded-For": "203.0.113.1"}
    asked = {**ASKED, "start": "2027-03-01T13:00:00Z", "email": "3@example.com"}
    visitor.post(PAGE, data=asked, headers=headers, environ_base=public)
    assert db.session.query(ClientAct).count() == 1


def test_no_address_is_kept(cast: Cast, visitor: Visitor) -> None:
    visitor.post(PAGE, data=ASKED)
    assert "127.0.0.1" not in db.session.query(ClientAct).one().client_key


def test_so_many_types(cast: Cast, host: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_TYPES", 1)
    host.open("/types/new").submit("Make the type", 422, title="One more", location="phone")
    assert "Delete one" in host.text
    assert host.value("title") == "One more"
    host.post(f"/types/{cast.offer.id}/duplicate")
    assert "Delete one" in host.follow().text
    assert db.session.query(AppointmentType).count() == 1


def test_so_many_schedules(cast: Cast, host: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_SCHEDULES", 1)
    host.post("/availability/add", 422, data={"name": "One more"})
    assert "schedules already" in host.text
    assert db.session.query(Schedule).filter_by(host_id=cast.host.id).count() == 1


def test_so_many_absences(cast: Cast, host: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_AWAY", 1)
    host.post("/availability/away", data={"first": "2027-05-03"})
    host.post("/availability/away", 422, data={"first": "2027-06-03", "name": "Holidays"})
    assert "Remove one first" in host.error("first")
    assert db.session.query(Away).count() == 1


def test_so_many_dates(cast: Cast, host: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_DATES", 1)
    for _again in range(2):
        host.post("/availability/dates", data={"date": "2027-05-03", "closed": "y"})
    host.post("/availability/dates", 422, data={"date": "2027-05-04", "closed": "y"})
    assert "dates already" in host.error("date")
    assert db.session.query(DateOverride).count() == 1
