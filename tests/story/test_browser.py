"""The story in a real Chromium: once with scripts, once without, on a phone's screen."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from pinmycal.config import HTMX_INTEGRITY
from tests.conftest import unavailable
from tests.story.browsing import HTMX_FILE, PHONE, htmx_hash, visit
from tests.story.site import Site


def test_the_integrity_hash_is_that_of_the_file_from_npm() -> None:
    if not HTMX_FILE.exists():
        unavailable("no htmx.org from npm (run: npm install)")
    assert htmx_hash() == HTMX_INTEGRITY


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_whole_story(site: Site, browser: Browser, scripts: bool) -> None:
    with visit(browser, scripts=scripts, **PHONE) as host:
        set_up(host, site)
        with visit(browser, scripts=scripts, **PHONE) as participant:
            book(participant, f"{site.url}/browser-host/browser-call")
            link_arrives(participant, scripts)
            move(participant)
            cancel(participant)
        disconnect(host, site)


def set_up(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/signup")
    page.get_by_label("Name").fill("Browser Host")
    page.get_by_label("E-mail").fill("host@example.com")
    page.get_by_label("Password").fill("a long password")
    page.get_by_label("Time zone").select_option("America/New_York")
    page.get_by_role("button", name="Sign up").click()
    expect(page).to_have_url(f"{site.url}/dashboard")
    page.goto(f"{site.url}/settings/integrations/zoom")
    page.get_by_role("button", name="Connect Zoom Account").click()
    page.get_by_role("button", name="Allow").click()
    expect(page.get_by_text("Disconnect Zoom")).to_be_visible()
    page.goto(f"{site.url}/types/new")
    page.get_by_label("Title").fill("Browser call")
    page.get_by_label("Location").select_option("zoom")
    page.get_by_role("button", name="Make the type").click()
    expect(page.get_by_text("Browser call").first).to_be_visible()


def book(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("a.time").first.click()
    page.get_by_label("Your name").fill("Browser Participant")
    page.get_by_role("button", name="Change the time").click()
    page.locator("a.time").last.click()
    expect(page.get_by_label("Your name")).to_have_value("Browser Participant")
    page.get_by_label("Your e-mail").fill("participant@example.com")
    page.get_by_label("Your e-mail").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("booked")


def link_arrives(page: Page, scripts: bool) -> None:
    """By itself with scripts, by a plain link without."""
    join = page.get_by_role("link", name="Join on Zoom")
    if scripts:
        page.evaluate("document.documentElement.dataset.sameDocument = 'yes'")
        expect(join).to_be_visible()
        assert page.evaluate("document.documentElement.dataset.sameDocument") == "yes"
        return
    for _ in range(40):
        if join.is_visible():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError("the link never came")


def move(page: Page) -> None:
    page.get_by_role("link", name=re.compile("another time", re.I)).click()
    page.locator("a.time").nth(2).click()
    page.get_by_role("button", name="Move the appointment").click()
    expect(page.get_by_text("The appointment is moved.")).to_be_visible()


def cancel(page: Page) -> None:
    page.get_by_role("link", name="cancel", exact=True).click()
    page.get_by_role("button", name="Cancel the appointment").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ancelled")


def disconnect(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/settings/integrations/zoom/disconnect")
    page.get_by_role("button", name="Disconnect Zoom").click()
    expect(page.get_by_role("button", name="Connect Zoom Account")).to_be_visible()
    page.goto(f"{site.url}/browser-host/browser-call")
    expect(page.get_by_text("will send you the details")).to_be_visible()
