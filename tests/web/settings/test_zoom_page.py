"""Settings → Integrations → Zoom once it is connected, and what a host decides on a record."""

from datetime import timedelta

import pytest

from pinmycal.extensions import db
from pinmycal.models import Appointment, MeetingState, ZoomChoices, ZoomConnection, ZoomMeeting
from tests.cast import ACCOUNT_KEY, MONDAY_NINE, NOW, Cast
from tests.web.visitor import Visitor

ZOOM = "/settings/integrations/zoom"


@pytest.fixture
def connection(cast: Cast) -> ZoomConnection:
    return cast.connect_zoom()


def meeting(appointment: Appointment, **fields: object) -> ZoomMeeting:
    made = ZoomMeeting(
        appointment_id=appointment.id,
        **{
            "account_key": ACCOUNT_KEY,
            "state": MeetingState.READY,
            "meeting_id": 81234567890,
            "join_url": "https://zoom.example/j/8",
        }
        | {"starts_at": MONDAY_NINE, "minutes": 30}
        | fields,
    )
    db.session.add(made)
    db.session.commit()
    return made


WORDS = "One coming meeting is in another Zoom account."


def test_meetings_in_an_account_that_was_connected_before_are_counted(
    connection: ZoomConnection, host: Visitor, cast: Cast
) -> None:
    meeting(cast.book(), account_key="the account before")
    assert WORDS in host.open(ZOOM).text


@pytest.mark.parametrize("why", ["the same", "over", "broken"])
def test_but_only_those_that_come_and_while_this_account_works(
    connection: ZoomConnection, host: Visitor, cast: Cast, why: str
) -> None:
    key = connection.account_key if why == "the same" else "the account before"
    appointment = cast.book()
    meeting(appointment, account_key=key)
    if why == "over":
        appointment.starts_at, appointment.ends_at = NOW - timedelta(hours=1), NOW
    connection.broken_at = NOW if why == "broken" else None
    db.session.commit()
    assert "another Zoom account" not in host.open(ZOOM).text


def test_choices_are_saved_and_shown_again(connection: ZoomConnection, host: Visitor) -> None:
    host.open(ZOOM).submit("Save choices", waiting_room="on", topic="{title}")
    saved = db.session.query(ZoomChoices).one()
    assert (saved.waiting_room, saved.host_video, saved.topic) == (True, None, "{title}")
    assert host.open(ZOOM).value("waiting_room") == "on"


def test_choices_that_contradict_each_other_are_refused(
    connection: ZoomConnection, host: Visitor
) -> None:
    host.open(ZOOM).submit("Save choices", 422, waiting_room="on", join_before_host="on")
    assert "waiting room" in host.error("join_before_host")
    assert db.session.query(ZoomChoices).count() == 0


def test_todays_count_and_the_limit_are_shown(connection: ZoomConnection, host: Visitor) -> None:
    connection.writes, connection.writes_on = 42, NOW.date()
    db.session.commit()
    assert "42 of 100" in host.open(ZOOM).text


def test_a_limit_that_is_reached_says_until_when(
    connection: ZoomConnection, host: Visitor, cast: Cast
) -> None:
    connection.parked_until = NOW + timedelta(hours=17)
    db.session.commit()
    cast.book()
    assert "00:00" in host.open(ZOOM).text, "23:00 UTC is midnight in Berlin"


def test_who_waits_for_a_link_is_listed_and_tried_again(
    connection: ZoomConnection, host: Visitor, cast: Cast
) -> None:
    appointment = cast.book()
    failed = meeting(
        appointment, state=MeetingState.ABSENT, join_url=None, retry_at=NOW + timedelta(hours=1)
    )
    host.open(ZOOM)
    assert "Participant" in host.text
    host.submit("Try again")
    db.session.refresh(failed)
    assert failed.retry_at is None


@pytest.mark.parametrize(
    ("decision", "fields"),
    [
        ("put-back", {"seen_starts_at": MONDAY_NINE + timedelta(hours=1), "seen_minutes": 30}),
        ("make-anew", {"state": MeetingState.DELETED, "join_url": None}),
        ("try-again", {"state": MeetingState.ABSENT, "join_url": None, "refused": "create"}),
        ("try-again", {"starts_at": None, "refused": "update", "last_error": "refused: 400"}),
        ("follow", {"seen_starts_at": MONDAY_NINE + timedelta(hours=1), "seen_minutes": 30}),
    ],
)
def test_a_decision_is_offered_and_makes_the_appointment_due(
    connection: ZoomConnection, host: Visitor, cast: Cast, decision: str, fields: dict[str, object]
) -> None:
    appointment = cast.book()
    meeting(appointment, **fields)
    appointment.due_at = None
    db.session.commit()
    page = f"/appointments/{appointment.public_id}"
    assert f"{page}/zoom/{decision}" in host.open(page).response.text
    host.post(f"{page}/zoom/{decision}")
    db.session.refresh(appointment)
    assert appointment.due_at is not None


def test_following_onto_another_appointment_is_refused_in_words(
    connection: ZoomConnection, host: Visitor, cast: Cast
) -> None:
    appointment, later = cast.book(), MONDAY_NINE + timedelta(hours=1)
    cast.book(at=later)
    meeting(appointment, seen_starts_at=later, seen_minutes=30)
    host.post(f"/appointments/{appointment.public_id}/zoom/follow").follow()
    assert "another appointment at that time" in host.text


def test_a_stranger_decides_nothing(
    connection: ZoomConnection, stranger: Visitor, cast: Cast
) -> None:
    appointment = cast.book()
    stranger.post(f"/appointments/{appointment.public_id}/zoom/follow", 404)


def test_an_unknown_decision_is_not_found(host: Visitor, cast: Cast) -> None:
    host.post(f"/appointments/{cast.book().public_id}/zoom/whatever", 404)
