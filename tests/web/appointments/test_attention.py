"""The database and zoom_state agree on what is in trouble."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

from pinmycal.extensions import db
from pinmycal.models import Appointment, MeetingState, ZoomMeeting
from pinmycal.models.appointment import CANCELLED, CONFIRMED
from pinmycal.zoom.connection import connection_of
from pinmycal.zoom.state import TROUBLES, in_trouble, zoom_state
from tests.cast import ACCOUNT_KEY, NOW, Cast

pytestmark = pytest.mark.both_databases
SOON, LATER = NOW + timedelta(seconds=30), NOW + timedelta(minutes=5)
FACTS = {
    "state": tuple(MeetingState),
    "join_url": (None, "", "https://z.example/1"),
    "account_key": (ACCOUNT_KEY, "another account"),
    "starts_at": (None, "as it should", NOW),
    "seen_starts_at": (None, NOW),
    "failures": (0, 1, 2),
    "retry_at": (None, SOON, LATER),
    "refused": (None, "update"),
}
APPOINTMENTS = {
    "starts_at": (timedelta(hours=1), timedelta(hours=-1)),  # times its number, from now
    "status": (CONFIRMED, CANCELLED),
    "location": ("zoom", "zoom", "phone"),
}
CASES = 1200


def cases() -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """An appointment, and its meeting if it has one: a sample of all that there can be."""
    every = (*APPOINTMENTS.values(), *FACTS.values())
    chance = Random(1)  # noqa: S311 — dice
    for values in ([chance.choice(of) for of in every] for _ in range(CASES)):
        appointment = dict(zip(APPOINTMENTS, values[: len(APPOINTMENTS)], strict=True))
        yield appointment, dict(zip(FACTS, values[len(APPOINTMENTS) :], strict=True))
    for values in product(*APPOINTMENTS.values()):
        yield dict(zip(APPOINTMENTS, values, strict=True)), None


def in_database() -> set[int]:
    trouble = in_trouble(connection_of(1), NOW)
    query = db.select(Appointment.id).outerjoin(Appointment.zoom_meeting).where(trouble)
    return set(db.session.scalars(query))


def by_state() -> set[int]:
    every, connection = db.session.query(Appointment).all(), connection_of(1)
    return {each.id for each in every if zoom_state(each, connection, NOW) in TROUBLES}


def test_they_agree_on_every_case(cast: Cast) -> None:
    for number, (fields, meeting) in enumerate(cases(), start=1):
        starts_at = NOW + fields.pop("starts_at") * number
        if meeting and meeting["starts_at"] == "as it should":
            meeting["starts_at"] = starts_at
        db.session.add(
            Appointment(
                host_id=cast.host.id,
                title="x",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=30),
                booked_at=NOW,
                submission_key=str(number),
                zoom_meeting=None if meeting is None else ZoomMeeting(**meeting),
                **fields,
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
