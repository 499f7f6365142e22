"""Down to the first tables and up again, with rows in them."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade

from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType, Away, Host
from tests.cast import Cast
from tests.web.routes import snapshot

pytestmark = pytest.mark.both_databases


@pytest.fixture
def back_at_0001(cast: Cast) -> Iterator[None]:
    cast.book()
    db.session.rollback()
    downgrade(revision="0001")
    yield
    upgrade()


def test_nothing_is_lost_on_the_way_down_and_up(app: Flask, cast: Cast) -> None:
    cast.book()
    before = snapshot()
    downgrade(revision="0001")
    upgrade()
    assert snapshot() == before


def test_what_there_was_keeps_its_meaning(back_at_0001: None) -> None:
    upgrade()
    offer = db.session.query(AppointmentType).one()
    limits = (offer.daily_limit, offer.weekly_limit, offer.monthly_limit)
    minutes = (offer.daily_minutes, offer.weekly_minutes, offer.monthly_minutes)
    assert limits == minutes == (None, None, None)
    assert (offer.window_days, offer.window_first, offer.optimised) == (60, None, False)
    assert [host.week_start for host in db.session.query(Host)] == [0, 0]
    assert db.session.query(Appointment).count() == 1
    assert db.session.query(Away).count() == 0
