"""A host's first day in a real Chromium: first steps, a booking for someone, finding it again."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.story.browsing import PHONE, visit
from tests.story.site import Site


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_first_day(site: Site, browser: Browser, scripts: bool) -> None:
    with visit(browser, scripts=scripts, **PHONE) as page:
        sign_up(page, site)
        take_steps(page, site, scripts)
        book_for_someone(page, site)
        find(page, site, scripts)
        see_the_week(page, scripts)


def sign_up(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/signup")
    page.get_by_label("Name").fill("Busy Host")
    page.get_by_label("E-mail").fill("busy@example.com")
    page.get_by_label("Password").fill("a long password")
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("0 of 5 done")).to_be_visible()


def take_steps(page: Page, site: Site, scripts: bool) -> None:
    page.get_by_role("button", name="These hours are right").click()
    expect(page.get_by_text("1 of 5 done")).to_be_visible()
    page.goto(f"{site.url}/types/new")
    page.get_by_label("Title").fill("Call")
    page.get_by_role("button", name="Make the type").click()
    page.goto(f"{site.url}/dashboard")
    page.get_by_role("button", name="Copy" if scripts else "I have it").click()
    expect(page.get_by_text("3 of 5 done")).to_be_visible()
    expect(page.get_by_role("heading", name="Copy your link Done")).to_be_visible()


def book_for_someone(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/dashboard")
    page.get_by_role("link", name="Book for someone").click()
    page.get_by_role("link", name="Call").click()
    page.locator("a.time").first.click()
    page.get_by_label("Participant’s name").fill("Ada Lovelace")
    page.get_by_label("Participant’s e-mail").fill("ada@example.com")
    page.get_by_label("Phone number").fill("+49 30 123456")
    page.get_by_role("button", name="Book it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Lovelace")


def find(page: Page, site: Site, scripts: bool) -> None:
    """With scripts only the list changes, while one types; without, by the button."""
    page.goto(f"{site.url}/dashboard")
    page.get_by_label("Find a participant").fill("LOVE")
    if scripts:
        page.evaluate("document.documentElement.dataset.sameDocument = 'yes'")
    else:
        page.get_by_role("button", name="Search").click()
    expect(page.locator("#agenda")).to_contain_text("Ada Lovelace")
    page.get_by_role("link", name=re.compile(r"^Past\W*0")).click()
    expect(page.get_by_text("Not in this list")).to_be_visible()
    assert page.url.endswith("/dashboard?show=past&q=LOVE")
    if scripts:
        assert page.evaluate("document.documentElement.dataset.sameDocument") == "yes"


def see_the_week(page: Page, scripts: bool) -> None:
    """The first free time is in this week or the next."""
    page.get_by_role("link", name="Week", exact=True).click()
    expect(page.get_by_role("heading", name="Your week")).to_be_visible()
    if not page.get_by_role("link", name="Ada Lovelace").is_visible():
        page.get_by_role("link", name="Next week").click()
    page.get_by_role("link", name="Ada Lovelace").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Lovelace")
    if scripts:
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide == PHONE["viewport"]["width"]
