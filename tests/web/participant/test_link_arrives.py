"""The page waits for its Zoom link, and shows it once it is there."""

import pytest

from pinmycal.extensions import db
from pinmycal.links import participant_path
from pinmycal.models import Appointment, MeetingState, ZoomMeeting
from tests.cast import ACCOUNT_KEY, Cast
from tests.web.visitor import HTMX, Visitor


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    return cast.book()


@pytest.fixture
def page(appointment: Appointment) -> str:
    return participant_path(appointment.participant)


def test_the_page_asks_again_while_the_link_is_made(
    cast: Cast, page: str, visitor: Visitor
) -> None:
    cast.connect_zoom()
    assert visitor.open(page).page.find(attrs={"hx-get": f"{page}?polls=1"})
    visitor.open(f"{page}?polls=60")
    assert not visitor.page.find(attrs={"hx-get": True})
    assert "you will get it by email" in visitor.text


def test_the_page_shows_the_link_once_it_is_there(
    appointment: Appointment, page: str, visitor: Visitor
) -> None:
    address = "https://zoom.example/j/123?pwd=a&b"
    ready = ZoomMeeting(
        account_key=ACCOUNT_KEY, state=MeetingState.READY, meeting_id=123, join_url=address
    )
    appointment.zoom_meeting = ready
    db.session.commit()
    assert address in visitor.open(page).links
    assert not visitor.page.find(attrs={"hx-get": True})


def test_with_the_link_come_the_calendars_that_shall_have_it_too(
    cast: Cast, appointment: Appointment, page: str, visitor: Visitor
) -> None:
    cast.connect_zoom()
    part = {"method": "GET", "headers": HTMX}
    assert "calendars" not in visitor._send(f"{page}?polls=1", **part).text
    ready = ZoomMeeting(
        account_key=ACCOUNT_KEY,
        state=MeetingState.READY,
        meeting_id=1,
        join_url="https://zoom.us/j/7",
    )
    db.session.get_one(Appointment, appointment.id).zoom_meeting = ready
    db.session.commit()
    arrived = visitor._send(f"{page}?polls=2", **part).text
    assert 'id="calendars" aria-labelledby="calendars-title" hx-swap-oob="true"' in arrived
    assert "location=https%3A%2F%2Fzoom.us%2Fj%2F7" in arrived
