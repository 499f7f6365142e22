"""Chromium: what htmx asks for while a form is typed never comes in place of sending it."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from tests.story.browsing import visit
from tests.story.site import Site

# Within the 300 ms after which a preview is asked for, however busy the machine.
TICK_THEN_PRESS = "([box, button]) => { box.click(); setTimeout(() => button.click(), 150); }"


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """A host's, on his hours."""
    with visit(browser) as page:
        page.goto(f"{site.url}/signup")
        page.get_by_label("Name").fill("Hasty Host")
        page.get_by_label("E-mail").fill("host@example.com")
        page.get_by_label("Password").fill("a long password")
        page.get_by_label("Time zone").select_option("America/New_York")
        page.get_by_role("button", name="Sign up").click()
        expect(page).to_have_url(f"{site.url}/dashboard")
        page.goto(f"{site.url}/availability")
        yield page


def posts(page: Page) -> list[str]:
    """The addresses that are posted to from now on, without what comes behind."""
    seen: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            seen.append(request.url.partition("?")[0].rpartition("/")[2])

    page.on("request", note)
    return seen


def test_previews(page: Page) -> None:
    a_preview_goes_to_no_button(page)
    for path, button in (("", "Save weekly hours"), ("/copy", "Copy and save")):
        page.route(f"**/availability{path}?*", slowly)
        one_request_alone(page, button)


def a_preview_goes_to_no_button(page: Page) -> None:
    sent = posts(page)
    tuesday(page).click()
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.get_by_role("button", name="Copy and save").focus()
    assert sent == ["preview"]


def one_request_alone(page: Page, button: str) -> None:
    """Though the preview was about to be asked for."""
    sent = posts(page)
    ticked = tuesday(page).element_handle()
    pressed = page.get_by_role("button", name=button).element_handle()
    with page.expect_navigation():
        page.evaluate(TICK_THEN_PRESS, [ticked, pressed])
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert len(sent) == 1, sent


def tuesday(page: Page) -> Locator:
    """In the fold of the hours to copy; a change like any other."""
    box = page.get_by_label("Tuesday", exact=True)
    if not box.is_visible():
        page.get_by_text("Copy one day to others").click()
    return box


def slowly(route: Route) -> None:
    """As on a phone: the page stays for a while after the form was sent."""
    if route.request.method == "POST":
        time.sleep(0.5)
    route.continue_()
