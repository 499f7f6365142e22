"""A participant's zone and clock are remembered where he chose them, and nowhere else."""

from urllib.parse import parse_qs

import pytest

from tests.cast import Cast
from tests.conftest import AppMaker
from tests.web.visitor import HTMX, Visitor

PAGE = "/host/intro"
CHOICE = f"{PAGE}?month=2027-03&date=2027-03-02&tz=Asia/Tokyo&remember=1"


def test_a_choice_is_kept_for_the_next_visit(cast: Cast, visitor: Visitor) -> None:
    visitor.open(CHOICE, 303)
    assert visitor.location == f"{PAGE}?month=2027-03&date=2027-03-02&tz=Asia%2FTokyo"
    assert "Times in Tokyo" in visitor.open(PAGE).text
    cookie = visitor.client.get_cookie("zone")
    assert cookie
    assert (cookie.value, cookie.max_age) == ("Asia/Tokyo", 365 * 24 * 3600)
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")


def test_htmx_gets_the_part_and_an_address_to_pass_on(cast: Cast, visitor: Visitor) -> None:
    response = visitor.part(CHOICE).response
    assert visitor.page.find(True)["id"] == "slots"
    assert "remember" not in response.headers["HX-Replace-Url"]
    assert "tz=Asia%2FTokyo" in response.headers["HX-Replace-Url"]
    assert "Times in Tokyo" in visitor.open(PAGE).text


def test_an_address_that_was_passed_on_makes_nobody_remember(cast: Cast, visitor: Visitor) -> None:
    assert "Times in Tokyo" in visitor.open(f"{PAGE}?tz=Asia/Tokyo").text
    assert "Set-Cookie" not in visitor.response.headers
    assert "Times in Berlin" in visitor.open(PAGE).text


@pytest.mark.parametrize("value", ["Mars", "../../etc/passwd", "Europe/Berlin ", "x" * 4000, ""])
def test_a_cookie_that_is_no_zone_counts_for_nothing(
    cast: Cast, visitor: Visitor, value: str
) -> None:
    visitor.client.set_cookie("zone", value)
    assert "Times in Berlin" in visitor.open(PAGE).text
    assert visitor.page.find(attrs={"data-zone": "Europe/Berlin"})


def test_a_zone_of_the_browser_that_we_do_not_know_is_left(cast: Cast, visitor: Visitor) -> None:
    visitor.part(f"{PAGE}?tz=Etc/Unknown&remember=1")
    assert "Times in Berlin" in visitor.text
    visitor.open(f"{PAGE}?tz=Etc/Unknown", 422)


def test_the_browser_is_asked_only_where_nothing_is_known(cast: Cast, visitor: Visitor) -> None:
    assert visitor.open(PAGE).page.find(attrs={"data-zone": True})
    assert not visitor.open(f"{PAGE}?tz=Asia/Tokyo").page.find(attrs={"data-zone": True})
    visitor.open(CHOICE, 303)
    assert not visitor.open(PAGE).page.find(attrs={"data-zone": True})


def test_the_clock_turns_by_a_link_and_stays_so(cast: Cast, visitor: Visitor) -> None:
    link = visitor.open(f"{PAGE}?tz=Europe/Berlin").page.find(id="clock")
    assert link.get_text() == "12 h clock"
    visitor.open(str(link["href"]), 303).follow()
    assert "2:30 pm" in visitor.text
    assert all("clock=12" in str(day["href"]) for day in visitor.page.select("a.day"))
    assert "2:30 pm" in visitor.open(PAGE).text
    back = visitor.open(f"{PAGE}?clock=12").page.find(id="clock")
    assert back.get_text() == "24 h clock"
    assert parse_qs(str(back["href"]))["clock"] == ["24"]


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_is_secure_where_the_site_is(
    cast: Cast,
    another_app: AppMaker,
    environment: dict[str, str],
    secure: bool,
) -> None:
    base = "https://book.example" if secure else "http://localhost:8000"
    visitor = Visitor(another_app({**environment, "BASE_URL": base}))
    response = visitor._send(CHOICE, method="GET", base_url=base, headers=HTMX)
    assert ("Secure" in response.headers["Set-Cookie"]) is secure


def test_inside_another_site_nothing_is_kept(cast: Cast, visitor: Visitor) -> None:
    assert "Set-Cookie" not in visitor.open(f"/embed{CHOICE}", 303).response.headers
    assert "Times in Tokyo" in visitor.follow().text
    assert "Set-Cookie" not in visitor.part(f"/embed{CHOICE}").response.headers
