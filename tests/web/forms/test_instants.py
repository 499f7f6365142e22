"""An instant is parsed by its field, once."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from pinmycal import times
from pinmycal.extensions import db
from pinmycal.models import Appointment
from pinmycal.times import iso
from pinmycal.web.forms import instants
from pinmycal.web.forms.booking import TimeForm
from tests.cast import MONDAY_NINE, Cast
from tests.web.asking import FORM, TYPED
from tests.web.visitor import Visitor


def form(app: Flask, **posted: str) -> TimeForm:
    with app.test_request_context():
        return TimeForm(MultiDict({"time_zone": "UTC", **posted}), meta={"csrf": False})


def test_what_it_is(app: Flask) -> None:
    made = form(app, start=iso(MONDAY_NINE))
    assert (made.start.data, made.start.text) == (MONDAY_NINE, iso(MONDAY_NINE))
    assert made.start.errors == ()


@pytest.mark.parametrize("start", ["", "soon", "2027-03-01T08:00:00", "9999-12-31T23:59:59Z"])
def test_what_is_none(app: Flask, start: str) -> None:
    made = form(app, start=start)
    assert (made.start.data, made.start.text) == (None, "")
    with app.test_request_context():
        assert not made.validate()
    assert len(made.start.errors) == 1


@pytest.mark.parametrize("value", [iso(MONDAY_NINE), MONDAY_NINE])
def test_from_an_address_or_from_us(app: Flask, value: Any) -> None:
    with app.test_request_context():
        assert TimeForm(formdata=None, data={"start": value}).start.data == MONDAY_NINE


def test_one_booking_parses_it_once(
    cast: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.open(FORM)
    parsed: list[str] = []

    def parse(text: str) -> object:
        parsed.append(text)
        return times.parse_instant(text)

    monkeypatch.setattr(instants, "parse_instant", parse)
    visitor.submit("Confirm", **TYPED)
    assert parsed == [iso(MONDAY_NINE)]
    assert db.session.query(Appointment).one().starts_at == MONDAY_NINE
