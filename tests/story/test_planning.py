"""A host plans in a real Chromium, by keyboard: the form of a type, the order of types, dates."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.story.browsing import PHONE, visit
from tests.story.site import Site

SAME_PAGE = "document.documentElement.dataset.samePage"


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """A host's, who has just signed up."""
    with visit(browser, **PHONE) as page:
        page.goto(f"{site.url}/signup")
        page.get_by_label("Name").fill("Planning Host")
        page.get_by_label("E-mail").fill("host@example.com")
        page.get_by_label("Password").fill("a long password")
        page.get_by_label("Time zone").select_option("America/New_York")
        page.get_by_role("button", name="Sign up").click()
        expect(page).to_have_url(f"{site.url}/dashboard")
        yield page


def test_planning(site: Site, page: Page) -> None:
    for title in ("First", "Second"):
        page.goto(f"{site.url}/types/new")
        make_a_type(page, title)
    order_by_keyboard(page)
    ask_for_a_choice(page)
    add_hours(page, site)
    choose_a_date(page, site)


def make_a_type(page: Page, title: str) -> None:
    seen = page.locator("#preview .about")
    page.get_by_label("Title").press_sequentially(title)
    expect(seen.get_by_role("heading")).to_have_text(title)
    page.get_by_role("button", name="45 minutes").click()
    expect(page.get_by_role("button", name="45 minutes")).to_have_attribute("aria-pressed", "true")
    expect(seen).to_contain_text("45 minutes")
    expect(page.get_by_text("or who calls whom")).to_be_visible()
    page.get_by_label("Location").select_option("in_person")
    expect(page.get_by_text("or who calls whom")).to_be_hidden()
    page.get_by_label("Where exactly").fill("Room 5")
    expect(seen).to_contain_text("Room 5")
    page.get_by_role("button", name="Make the type").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def order_by_keyboard(page: Page) -> None:
    """The focus stays on the button, also where it has no more to do."""
    page.evaluate(f"{SAME_PAGE} = 'yes'")
    down = page.get_by_role("button", name="Move First down")
    down.press("Enter")
    expect(page.locator("#types h2").first).to_have_text("Second")
    expect(down).to_be_focused()
    expect(down).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#announcer")).to_have_text("“First” is number 2 of 2.")
    page.get_by_role("button", name=re.compile("Close First")).press("Enter")
    expect(page.get_by_role("button", name=re.compile("Open First"))).to_be_focused()
    assert page.evaluate(SAME_PAGE) == "yes"


def ask_for_a_choice(page: Page) -> None:
    """The box for options is there once they are needed, and while it holds something."""
    page.get_by_role("link", name="Questions of First").click()
    options, answered_by = page.get_by_label("Options"), page.get_by_label("Answered by")
    expect(answered_by).to_be_visible()
    expect(options).to_be_hidden()
    answered_by.select_option("one")
    options.fill("Tea")
    answered_by.select_option("short")
    expect(options).to_be_visible()


def add_hours(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/availability")
    page.get_by_text("Add hours").first.click()
    expect(page.locator("#start-0-1")).to_be_focused()


def choose_a_date(page: Page, site: Site) -> None:
    """Its form opens on the same page, and has the focus."""
    page.goto(f"{site.url}/availability")
    page.evaluate(f"{SAME_PAGE} = 'yes'")
    first = datetime.now(ZoneInfo("America/New_York")).date().replace(day=1)
    on = (first + timedelta(days=32)).replace(day=15)
    page.get_by_role("link", name="Next month").press("Enter")
    expect(page.locator("#announcer")).to_have_text(f"{on:%B %Y}")
    expect(page.get_by_role("link", name="Next month")).to_be_focused()
    page.locator(f"#date-{on}").press("Enter")
    expect(page.get_by_role("heading", name=re.compile(f"15 {on:%B}"))).to_be_focused()
    assert page.evaluate(SAME_PAGE) == "yes"
    page.get_by_role("button", name="Close the whole day").click()
    expect(page.get_by_text(re.compile("is closed")).first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back")).to_be_visible()
