"""What was known of Zoom meetings keeps its meaning, down and up again."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from pinmycal.extensions import db
from pinmycal.models import Appointment, MeetingState, ZoomMeeting
from tests.cast import ACCOUNT_KEY, MONDAY_NINE, NOW, Cast

pytestmark = pytest.mark.both_databases
SOON = NOW + timedelta(minutes=2)


def with_meeting(cast: Cast, number: int, **fields: object) -> int:
    appointment = cast.book(at=MONDAY_NINE + timedelta(hours=number))
    appointment.zoom_meeting = ZoomMeeting(
        account_key=ACCOUNT_KEY, meeting_id=number, join_url="https://z.example", **fields
    )
    db.session.commit()
    return appointment.id


def known(appointment_id: int) -> ZoomMeeting:
    db.session.expire_all()
    meeting = db.session.get_one(Appointment, appointment_id).zoom_meeting
    assert meeting
    return meeting


def before(appointment_id: int) -> tuple[object, ...]:
    """As the code before reads it."""
    query = "SELECT state, attempts, join_url FROM zoom_meetings WHERE appointment_id = :id"
    row = db.session.execute(text(query), {"id": appointment_id}).one()
    db.session.rollback()
    return tuple(row)


def test_each_meaning_survives_the_way_down_and_up(app: Flask, cast: Cast) -> None:
    doubled = with_meeting(cast, 0, state=MeetingState.READY, doubles_until=SOON)
    failing = with_meeting(cast, 1, state=MeetingState.ABSENT, failures=3, refused="create")
    deleted = with_meeting(cast, 2, state=MeetingState.DELETED, former_id=5)
    left = with_meeting(cast, 3, state=MeetingState.LEFT, told_at=NOW)
    cast.connect_zoom().writes_parked_until = SOON
    db.session.commit()
    downgrade(revision="0005")
    try:
        assert before(doubled) == ("ready", 1, "https://z.example"), "it looks for a double"
        assert before(failing)[:2] == ("absent", 3)
        assert before(deleted) == ("deleted", 0, None), "what has a link is taken for ready"
        assert before(left)[0] == "absent", "it knows no such state, and asks no more"
    finally:
        upgrade()
    assert (known(doubled).doubles_until, known(doubled).failures) == (SOON, 0)
    assert (known(failing).failures, known(failing).refused) == (3, None)
    assert known(deleted).state == MeetingState.DELETED
    assert known(left).state == MeetingState.ABSENT
