from datetime import timedelta

from pinmycal import booking
from pinmycal.extensions import db
from pinmycal.models import MeetingState, ZoomMeeting
from tests.cast import ACCOUNT_KEY, MONDAY_NINE, NOW, Cast, offer
from tests.web.conftest import Clock
from tests.web.visitor import Visitor


def test_a_new_host_sees_his_first_steps(stranger: Visitor) -> None:
    stranger.open("/dashboard")
    assert "Welcome, Stranger" in stranger.text
    assert stranger.page.find("form", action="/settings/integrations/zoom/connect")
    assert "/types/new" in stranger.links


def test_a_host_with_a_type_sees_the_link_to_share(host: Visitor) -> None:
    host.open("/dashboard")
    assert host.page.find("input", value="http://localhost:8000/host/intro")


def test_the_next_appointment_comes_first(cast: Cast, host: Visitor) -> None:
    cast.book(MONDAY_NINE + timedelta(days=1), name="Later One")
    cast.book(name="Sooner One")
    host.open("/dashboard")
    assert host.text.index("Sooner One") < host.text.index("Later One")
    assert "Tomorrow, Tuesday, 2 March" in host.text
    assert "09:00 – 09:30" in host.text


def test_what_is_cancelled_or_over_is_not_there(cast: Cast, host: Visitor, clock: Clock) -> None:
    booking.cancel(cast.book(name="Cancelled One"), "host", "", NOW)
    cast.book(MONDAY_NINE + timedelta(hours=1), name="Past One")
    clock.now = MONDAY_NINE + timedelta(hours=1, minutes=30)
    host.open("/dashboard")
    assert "Cancelled One" not in host.text
    assert "Past One" not in host.text


def test_an_appointment_that_runs_is_still_there(cast: Cast, host: Visitor, clock: Clock) -> None:
    cast.book(name="Running One")
    clock.now = MONDAY_NINE + timedelta(minutes=29)
    assert "Running One" in host.open("/dashboard").text


def test_each_appointment_has_its_way_in(cast: Cast, host: Visitor) -> None:
    cast.connect_zoom()
    for number in range(2):
        appointment = cast.book(MONDAY_NINE + timedelta(hours=number))
        address = f"https://z.example/{number}"
        meeting = ZoomMeeting(
            account_key=ACCOUNT_KEY, state=MeetingState.READY, meeting_id=number, join_url=address
        )
        appointment.zoom_meeting = meeting
        db.session.commit()
    links = host.open("/dashboard").links
    assert {"https://z.example/0", "https://z.example/1"} <= set(links)


def test_a_broken_connection_asks_for_the_host(cast: Cast, host: Visitor) -> None:
    cast.connect_zoom().broken_at = NOW
    db.session.commit()
    cast.book()
    assert "Zoom needs you." in host.open("/dashboard").text


def test_nobody_sees_what_is_another_hosts(cast: Cast, stranger: Visitor) -> None:
    cast.book(name="Sooner One")
    assert "Sooner One" not in stranger.open("/dashboard").text


def test_a_phone_appointment_shows_its_number(cast: Cast, host: Visitor) -> None:
    cast.offer = offer(cast.host, slug="phone", location="phone", location_detail="+49 30 0")
    cast.book()
    assert "+49 30 0" in host.open("/dashboard").text
