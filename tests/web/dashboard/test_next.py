"""What is next, on a page that stays open."""

from datetime import UTC, datetime, timedelta

import pytest

from pinmycal.extensions import db
from pinmycal.models import ZoomMeeting
from pinmycal.web.filters import until
from tests.cast import ACCOUNT_KEY, MONDAY_NINE, Cast
from tests.web.conftest import Clock
from tests.web.visitor import Visitor


def asked_again(visitor: Visitor) -> str:
    """Where the open page asks."""
    return str(visitor.page.find(id="next")["hx-get"])


def test_the_time_left_is_told_anew(cast: Cast, host: Visitor, clock: Clock) -> None:
    cast.book()
    assert "In 2 hours" in host.open("/dashboard").text
    clock.now = MONDAY_NINE - timedelta(minutes=5)
    host.part(asked_again(host))
    assert "In 5 minutes" in host.text
    assert "HX-Trigger" not in host.response.headers


def test_when_it_is_over_the_list_is_told(cast: Cast, host: Visitor, clock: Clock) -> None:
    cast.book(name="First")
    cast.book(MONDAY_NINE + timedelta(hours=1), name="Second")
    path = asked_again(host.open("/dashboard"))
    clock.now = MONDAY_NINE + timedelta(minutes=30)
    host.part(path)
    assert host.page.find("h2").get_text() == "Second"
    assert host.response.headers["HX-Trigger"] == "next-changed"
    assert "next-changed" in host.open("/dashboard").page.find(id="agenda")["hx-trigger"]


def test_what_is_booked_meanwhile_arrives(cast: Cast, host: Visitor) -> None:
    host.open("/dashboard")
    assert not host.page.find(id="next").get_text()
    path = asked_again(host)
    cast.book()
    assert "Participant" in host.part(path).text


def test_it_is_no_page_of_its_own(cast: Cast, host: Visitor) -> None:
    assert host.open("/dashboard/next", 303).location == "/dashboard"


@pytest.mark.parametrize("shown", ["x" * 5000, "%00", "<script>"])
def test_it_knows_only_its_own(cast: Cast, host: Visitor, shown: str) -> None:
    cast.book()
    assert "<script" not in host.part(f"/dashboard/next?shown={shown}").response.text


def test_days_are_counted_as_on_a_calendar() -> None:
    now = datetime(2026, 11, 24, 22, tzinfo=UTC)
    assert until(datetime(2026, 12, 3, 9, tzinfo=UTC), now, "Europe/Berlin") == "In 9 days"
    assert until(datetime(2026, 11, 26, 0, tzinfo=UTC), now, "UTC") == "In 2 days"
    assert until(datetime(2026, 11, 25, 22, tzinfo=UTC), now, "UTC") == "Tomorrow"
    assert until(datetime(2026, 11, 25, 21, tzinfo=UTC), now, "UTC") == "In 23 hours"


def test_start_comes_to_the_fore_an_hour_before(cast: Cast, host: Visitor, clock: Clock) -> None:
    cast.connect_zoom()
    made = cast.book()
    made.zoom_meeting = ZoomMeeting(
        account_key=ACCOUNT_KEY, state="ready", meeting_id=1, join_url="https://z.example"
    )
    db.session.commit()
    for before, plain in ((61, ["button", "second"]), (60, ["button"]), (-5, ["button"])):
        clock.now = MONDAY_NINE - timedelta(minutes=before)
        start = host.open("/dashboard").page.find(id="next-start")["class"]
        assert [name for name in start if name] == plain
        assert host.page.find(id="next-join")["class"] == ["button", "second"]
