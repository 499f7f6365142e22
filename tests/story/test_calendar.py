"""The calendar in a real Chromium: its keys, its zones, going back. The visitor is in New York."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, Route, expect

from pinmycal.extensions import db
from pinmycal.times import utc_now
from sandbox.server import Server
from tests.cast import Cast
from tests.story.browsing import PHONE, visit

# A month that is wholly ahead, and the one after it.
MONTH = (utc_now().replace(day=1) + timedelta(days=32)).replace(day=1)
NEXT = (MONTH + timedelta(days=32)).replace(day=1)


@pytest.fixture
def address(app: Flask, cast: Cast) -> Iterator[str]:
    """Of the host's calendar, behind a server of its own."""
    cast.offer.window_days = 200
    db.session.commit()
    server = Server()
    server.start(app)
    yield f"{server.url}/host/intro"
    server.stop()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Closed before the server stops, so that nothing it still loads goes wrong."""
    with visit(browser, **PHONE) as page:
        yield page


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def show_month(page: Page, address: str) -> None:
    page.goto(f"{address}?month={MONTH:%Y-%m}&tz=Europe/Berlin")


def test_arrows_go_by_day_and_week(page: Page, address: str) -> None:
    show_month(page, address)
    page.locator("#day-8").focus()
    for key, day in (("ArrowRight", 9), ("ArrowDown", 16), ("ArrowLeft", 15), ("ArrowUp", 8)):
        page.keyboard.press(key)
        expect(focused(page)).to_have_id(f"day-{day}")
    page.keyboard.press("End")
    expect(focused(page)).to_contain_text("no free times")  # a Sunday
    page.keyboard.press("Home")
    expect(focused(page)).to_have_accessible_name(re.compile("Monday"))


def test_the_month_is_one_stop_of_the_tab_key(page: Page, address: str) -> None:
    show_month(page, address)
    page.locator("#month-next").focus()
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_class(re.compile("chosen"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_id("zone")
    page.keyboard.press("Shift+Tab")
    expect(focused(page)).to_have_class(re.compile("day"))


def test_page_keys_turn_the_month_and_keep_the_day(page: Page, address: str) -> None:
    show_month(page, address)
    page.locator("#day-8").focus()
    page.keyboard.press("PageDown")
    expect(page.locator("#month-title")).to_have_text(f"{NEXT:%B %Y}")
    expect(focused(page)).to_have_id("day-8")
    expect(page.locator("#announcer")).to_contain_text(f"{NEXT:%B}")
    page.keyboard.press("PageUp")
    expect(page.locator("#month-title")).to_have_text(f"{MONTH:%B %Y}")
    expect(focused(page)).to_have_id("day-8")


def test_an_arrow_goes_over_the_edge_of_the_month(page: Page, address: str) -> None:
    show_month(page, address)
    page.locator(".month .day").last.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#month-title")).to_have_text(f"{NEXT:%B %Y}")
    expect(focused(page)).to_have_id("day-1")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#month-title")).to_have_text(f"{MONTH:%B %Y}")
    expect(focused(page)).to_have_id(f"day-{(NEXT - timedelta(days=1)).day}")


def test_enter_opens_a_day(page: Page, address: str) -> None:
    show_month(page, address)
    page.locator("a.day.free").nth(2).focus()
    name = str(page.locator("a.day.free").nth(2).get_attribute("aria-label"))
    page.keyboard.press("Enter")
    expect(page.locator("#day-title")).to_have_text(name.split(f" {MONTH:%Y}")[0])
    expect(page).to_have_url(re.compile("date=[^#]*$"))
    expect(page.locator("#announcer")).to_contain_text("free times")
    expect(focused(page)).to_have_attribute("aria-current", "true")


def test_the_browsers_zone_is_taken_and_remembered(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#zone")).to_contain_text("New York")
    page.goto("about:blank")
    response = page.goto(address)
    assert response
    assert "Times in <strong>New York" in response.text()


def test_an_old_name_of_a_zone_is_taken(browser: Browser, address: str) -> None:
    with visit(browser, **PHONE) as page:
        page.add_init_script(
            "delete globalThis.Temporal;"  # as in browsers of some years
            "Intl.DateTimeFormat.prototype.resolvedOptions = () => ({timeZone: 'Asia/Calcutta'})"
        )
        page.goto(address)
        expect(page.locator("#zone")).to_contain_text("Kolkata (UTC+5:30)")
        page.goto(address.replace("/host/intro", "/signup"))
        expect(page.get_by_label("Time zone")).to_have_value("Asia/Kolkata")
        expect(page.locator("#time_zone option:checked")).to_have_text("Kolkata – Asia")


FIRST_ZONE = re.compile(
    "^(?!.*date=).*remember=1"
)  # asks for the browser's zone, after a first look


def test_a_day_pressed_while_the_zone_is_asked_for_is_shown_in_it(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route(FIRST_ZONE, lambda route: held.append(route))
    with page.expect_request(FIRST_ZONE):
        page.goto(f"{address}?month={MONTH:%Y-%m}")
    day = page.locator("a.day").nth(4)
    number = day.inner_text()
    day.click()
    expect(page.locator("#zone")).to_contain_text("New York")
    expect(page.locator(".day.chosen")).to_have_text(number)
    expect(page).to_have_url(re.compile(f"{MONTH:%Y-%m}-{int(number):02}"))
    with page.expect_response(FIRST_ZONE):
        held.pop().continue_()  # too late: it counts no more
    expect(page.locator(".day.chosen")).to_have_text(number)
    expect(page).to_have_url(re.compile(f"{MONTH:%Y-%m}-{int(number):02}"))


def test_the_calendar_stays_where_the_zone_does_not_come(browser: Browser, address: str) -> None:
    with visit(browser, expected="", **PHONE) as page:  # htmx says in the console what failed
        page.route(FIRST_ZONE, lambda route: route.abort())
        page.goto(address)
        page.locator("#zone").click()
        page.locator("#zone-search").fill("korea")
        page.evaluate("document.activeElement.blur()")
        expect(page.locator("#zones")).to_contain_text("Seoul")
        expect(page.locator(".day.chosen")).to_be_visible()


def test_a_zone_is_found_while_typing(page: Page, address: str) -> None:
    show_month(page, address)
    page.locator("#zone").click()
    expect(focused(page)).to_have_id("zone-search")
    page.keyboard.type("korea")
    expect(page.locator("#announcer")).to_have_text("2 time zones")
    expect(focused(page)).to_have_id("zone-search")
    page.keyboard.press("Tab")
    expect(focused(page)).to_contain_text("Seoul")
    page.keyboard.press("Enter")
    expect(focused(page)).to_have_id("zone")
    expect(page.locator("#zone")).to_contain_text("Times in Seoul (UTC+9)")
    expect(page).to_have_url(re.compile(r"month=.*tz=Asia%2FSeoul$"))


def test_escape_closes_the_list_of_zones(page: Page, address: str) -> None:
    show_month(page, address)
    page.locator("#zone").click()
    page.keyboard.press("Escape")
    expect(focused(page)).to_have_id("zone")
    expect(page.locator("#zone-search")).to_be_hidden()


def test_going_back_loses_nothing(page: Page, address: str) -> None:
    show_month(page, address)
    page.locator("#month-next").click()
    expect(page.locator("#month-title")).to_have_text(f"{NEXT:%B %Y}")
    page.locator("a.day.free").nth(3).click()
    expect(page).to_have_url(re.compile("date=[^#]*$"))
    there, day = page.url, page.locator("#day-title").inner_text()
    page.locator("a.time").first.click()
    expect(page.get_by_label("Your name")).to_be_visible()
    page.go_back()
    expect(page.locator("#day-title")).to_have_text(day)
    assert page.url == there
    page.go_back()
    expect(page.locator("#month-title")).to_have_text(f"{NEXT:%B %Y}")
    page.go_back()
    expect(page.locator("#month-title")).to_have_text(f"{MONTH:%B %Y}")
    page.go_forward()
    expect(page.locator("#month-title")).to_have_text(f"{NEXT:%B %Y}")


def test_without_scripts_a_zone_is_found_by_a_form(browser: Browser, address: str) -> None:
    with visit(browser, scripts=False, **PHONE) as page:
        show_month(page, address)
        page.locator("#zone").click()
        page.get_by_label("Find a time zone").fill("korea")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("link", name="Seoul").click()
        expect(page.locator("#zone")).to_contain_text("Times in Seoul (UTC+9)")
        page.goto(address)
        expect(page.locator("#zone")).to_contain_text("Times in Seoul")
