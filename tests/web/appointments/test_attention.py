"""The database and zoom_state agree on what is in trouble."""

from datetime import timedelta
from itertools import product

import pytest

from pinmycal.extensions import db
from pinmycal.models import Appointment, MeetingState, ZoomMeeting
from pinmycal.zoom.connection import connection_of
from pinmycal.zoom.state import TROUBLES, in_trouble, zoom_state
from tests.cast import MONDAY_NINE, NOW, Cast

pytestmark = pytest.mark.both_databases
SOON, LATER = NOW + timedelta(seconds=30), NOW + timedelta(minutes=5)
FACTS = {
    "state": (MeetingState.ABSENT, MeetingState.CREATING, MeetingState.READY, MeetingState.DELETED),
    "join_url": (None, "", "https://z.example/1"),
    "failures": (0, 1, 2),
    "retry_at": (None, SOON, LATER),
    "seen_starts_at": (None, MONDAY_NINE),
}


def in_database() -> set[int]:
    trouble = in_trouble(connection_of(1), NOW)
    query = db.select(Appointment.id).outerjoin(Appointment.zoom_meeting).where(trouble)
    return set(db.session.scalars(query))


def by_state() -> set[int]:
    every, connection = db.session.query(Appointment).all(), connection_of(1)
    return {each.id for each in every if zoom_state(each, connection, NOW) in TROUBLES}


def test_they_agree_on_every_case(cast: Cast) -> None:
    kinds = [None, *(dict(zip(FACTS, each, strict=True)) for each in product(*FACTS.values()))]
    for number, (facts, place) in enumerate(product(kinds, ("zoom", "phone"))):
        starts_at = MONDAY_NINE + timedelta(hours=number)
        meeting = None if facts is None else ZoomMeeting(account_key="u", **facts)
        db.session.add(
            Appointment(
                host_id=cast.host.id,
                title="x",
                location=place,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=30),
                booked_at=NOW,
                submission_key=str(number),
                zoom_meeting=meeting,
            )
        )
    db.session.commit()
    assert in_database() == by_state() != set()
    connection = cast.connect_zoom()
    assert in_database() == by_state() != set()
    connection.parked_until = LATER
    assert in_database() == by_state() != set()
    connection.parked_until, connection.broken_at = NOW, NOW
    assert in_database() == by_state() != set()
