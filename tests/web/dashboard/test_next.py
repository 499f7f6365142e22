"""What is next, on a page that stays open."""

from datetime import timedelta

import pytest

from tests.cast import MONDAY_NINE, Cast
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
