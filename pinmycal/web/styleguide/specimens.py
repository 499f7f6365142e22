"""What the style guide shows: a month, a day, and rows that are never saved."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from pinmycal.extensions import Base
from pinmycal.models import (
    Appointment,
    AppointmentType,
    Host,
    Location,
    MeetingState,
    Participant,
    ZoomMeeting,
)
from pinmycal.wording import weekdays
from pinmycal.zoom.state import ZoomState

MONDAY = datetime(2027, 3, 1, 8, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
FREE_DAYS = {3, 4, 5, 8, 9, 10, 11, 12, 17, 18, 19, 22, 23, 24}
TODAY, CHOSEN = 2, 4
LAST = 31
Row = TypeVar("Row", bound=Base)


class Time(NamedTuple):
    """A time of a day, as the list of times wants it."""

    clock: str
    href: str
    iso: str


def month() -> dict[str, Any]:
    """March 2027, which begins on a Monday, with days of every kind."""
    days = [_cell(number) if number <= LAST else None for number in range(1, 36)]
    return {
        "title": "March 2027",
        "previous_href": None,
        "next_href": "/styleguide",
        "weekdays": weekdays(),
        "weeks": [days[first : first + 7] for first in range(0, 35, 7)],
    }


def _cell(number: int) -> dict[str, Any]:
    state = "free" if number in FREE_DAYS else "past" if number < TODAY else "none"
    return {
        "number": number,
        "label": f"{number} March 2027",
        "state": state,
        "is_today": number == TODAY,
        "is_chosen": number == CHOSEN,
        "href": "/styleguide",
    }


def day() -> dict[str, Any]:
    clocks = {"Morning": ("09:00", "09:30", "10:30"), "Afternoon": ("13:00", "14:30")}
    groups = [
        (part, [Time(clock, "#day-title", f"2027-03-04T{clock}:00Z") for clock in those])
        for part, those in clocks.items()
    ]
    return {"title": "Thursday, 4 March", "summary": "5 free times", "groups": groups}


def offer(location: Location) -> AppointmentType:
    host = _filled(Host(name="Ada Lindqvist", handle="ada", time_zone="Europe/Berlin"))
    return _filled(
        AppointmentType(
            host=host,
            title="Project consultation",
            slug="project",
            location=location,
            location_detail="" if location == Location.ZOOM else "Room 4, Main Street 1",
            description="Bring the question that keeps you up.",
            duration=30,
        )
    )


def of_each_state() -> dict[ZoomState, Appointment]:
    """One appointment for each state of its Zoom meeting. Nothing of them is ever saved."""
    linked = {"state": MeetingState.READY, "join_url": "https://zoom.us/j/81234567890"}
    meetings: dict[str, dict[str, Any] | None] = {
        "ready": linked,
        "updating": {**linked, "starts_at": MONDAY - HALF_AN_HOUR},
        "stale": {**linked, "starts_at": None, "refused": "update", "last_error": "refused: 400"},
        "making": None,
        "delayed": {"failures": 3, "last_error": "busy: 429"},
        "refused": {"failures": 1, "refused": "create", "last_error": "refused: 400"},
        "unconnected": None,
        "broken": None,
        "moved": {
            **linked,
            "seen_starts_at": MONDAY + timedelta(hours=2),
            "seen_minutes": 30,
        },
        "deleted": {"state": MeetingState.DELETED},
    }
    return {ZoomState(state): _appointment(fields) for state, fields in meetings.items()}


def _appointment(meeting: dict[str, Any] | None) -> Appointment:
    booked = offer(Location.ZOOM)
    participant = _filled(
        Participant(
            name="Sam Okafor",
            email="sam@example.org",
            time_zone="America/New_York",
            note="I bring the plans.\nSee you then.",
        )
    )
    times = {"starts_at": MONDAY, "minutes": 30, "meeting_id": 81234567890, "last_error": ""}
    return _filled(
        Appointment(
            public_id="styleguide",
            host=booked.host,
            title=booked.title,
            location=booked.location,
            starts_at=MONDAY,
            ends_at=MONDAY + HALF_AN_HOUR,
            booked_at=MONDAY - timedelta(days=2),
            participants=[participant],
            zoom_meeting=_filled(ZoomMeeting(**{**times, **meeting})) if meeting else None,
        )
    )


def _filled(row: Row) -> Row:
    """What the database would fill in by itself, were the row saved."""
    for column in row.__table__.columns:
        default = column.default
        if default is not None and default.is_scalar and getattr(row, column.key) is None:
            setattr(row, column.key, default.arg)
    return row
