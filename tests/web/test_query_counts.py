"""A page asks the database as often for much as for little."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import (
    Appointment,
    DateOverride,
    MeetingState,
    Participant,
    WeeklyHours,
    ZoomMeeting,
)
from tests.cast import ACCOUNT_KEY, MONDAY_NINE, NOW, Cast, ask, offer
from tests.web.visitor import Visitor

MANY = 200


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements that are sent meanwhile, but for BEGIN."""
    sent: list[str] = []

    def note(*event_arguments: object) -> None:
        statement = str(event_arguments[2])
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def queries(visitor: Visitor, path: str) -> int:
    with counting() as sent:
        visitor.open(path)
    return len(sent)


def fill(cast: Cast) -> None:
    """Many of everything, written straight into the tables."""
    db.session.add_all(_appointment(cast, number) for number in range(MANY))
    schedule = cast.offer.schedule
    for number in range(30):
        day = (NOW + timedelta(days=number)).date()
        schedule.overrides.append(DateOverride(date=day, start_minute=600, end_minute=1200))
        schedule.weekly_hours.append(WeeklyHours(weekday=6, start_minute=number, end_minute=99))
    for number in range(20):
        offer(cast.host, slug=f"type-{number}", title=f"Type {number}")
        ask(cast.offer, f"Question {number}", kind="one", options=["A", "B"])
    db.session.commit()


def _appointment(cast: Cast, number: int) -> Appointment:
    starts_at = MONDAY_NINE + timedelta(days=1, hours=number)
    person = Participant(name=f"P {number}", email="p@example.com", time_zone="UTC")
    guest = Participant(name="G", email="g@example.com", time_zone="UTC", is_guest=True)
    return Appointment(
        host_id=cast.host.id,
        appointment_type_id=cast.offer.id,
        title="Intro call",
        location="zoom",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        booked_at=NOW,
        submission_key=str(number),
        participants=[person, guest],
        zoom_meeting=ZoomMeeting(
            account_key=ACCOUNT_KEY, state=MeetingState.READY, join_url="https://z.example/"
        ),
    )


def test_the_booking_page_asks_six_times_at_most(cast: Cast, visitor: Visitor) -> None:
    few = queries(visitor, "/host/intro")
    fill(cast)
    for more in ("", "&date=2027-03-09&tz=Asia/Tokyo", "&q=america", "&name=Grace"):
        assert queries(visitor, f"/host/intro?month=2027-03{more}") == few <= 6


@pytest.mark.parametrize(
    "path",
    [
        "/host",
        "/host/intro/book?start=2027-03-01T09:00:00Z&tz=UTC",
        "/embed/host/intro?month=2027-03",
        "/embed/host/intro/book?start=2027-03-01T09:00:00Z&tz=UTC",
        "/api/slots/host/intro?from=2027-03-01T00:00:00Z&to=2027-05-01T00:00:00Z",
    ],
)
def test_a_participant_asks_as_often_for_much(cast: Cast, visitor: Visitor, path: str) -> None:
    few = queries(visitor, path)
    fill(cast)
    assert queries(visitor, path) == few <= 6


@pytest.mark.parametrize(
    "path",
    [
        "/dashboard",
        "/types",
        "/types/new",
        "/availability",
        "/settings",
        "/settings/messages",
        "/settings/account",
        "/settings/account/delete",
        "/dashboard?show=past",
        "/dashboard?q=p",
        "/dashboard?show=attention",
        "/dashboard/week?week=2027-03-08",
        "/appointments/new",
        "/availability?date=2027-03-05",
        "/types/1/questions",
        "/settings/integrations/zoom",
        "/settings/embed",
    ],
)
def test_a_host_asks_as_often_for_much(cast: Cast, host: Visitor, path: str) -> None:
    cast.connect_zoom()
    cast.book()
    few = queries(host, path)
    fill(cast)
    assert queries(host, path) == few <= 8


def test_the_download_asks_as_often_for_much(cast: Cast, host: Visitor) -> None:
    cast.connect_zoom()
    cast.book()
    few = queries(host, "/settings/account/data.json")
    fill(cast)
    assert queries(host, "/settings/account/data.json") == few <= 17  # one for each table in it


def test_the_form_of_a_type_asks_as_often_for_much(cast: Cast, host: Visitor) -> None:
    cast.connect_zoom()
    few = queries(host, f"/types/{cast.offer.id}")
    fill(cast)
    assert queries(host, f"/types/{cast.offer.id}") == few <= 9


def test_one_appointment_asks_as_often_among_many(cast: Cast, host: Visitor) -> None:
    appointment = cast.book()
    own = participant_path(appointment.participant)
    record = f"/appointments/{appointment.public_id}"
    new = f"/appointments/new/{cast.offer.id}"
    pages = [own, f"{own}/reschedule", record, new, f"{new}/book?start=2027-03-01T09:00:00Z"]
    few = [queries(host, page) for page in pages]
    fill(cast)
    assert [queries(host, page) for page in pages] == few
    assert max(few) <= 9
