"""A participant's first page is light, stands still, and needs no script to be read and used."""

import gzip
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from pinmycal.config import HTMX_URL
from tests.pages.looking import DESK, PHONE
from tests.pages.world import World
from tests.story.browsing import HTMX_FILE, visit

FIRST_VISIT = "/host/intro"
MOST_BYTES, MOST_REQUESTS = 60_000, 6
# Kept from the very beginning, so that nothing is missed.
WATCH = """window.shifts = [];
new PerformanceObserver((list) => {
  for (const {value, sources} of list.getEntries())
    window.shifts.push([value, ...sources.map(({node}) => node?.className ?? node?.nodeName)]);
}).observe({type: 'layout-shift', buffered: true});"""


@pytest.fixture
def first_visit(browser: Browser, world: World) -> list[str]:
    """What a browser asks for; that of New York makes the page ask for its own zone's times."""
    asked: list[str] = []
    base = world.app.config["BASE_URL"]
    with visit(browser, viewport=PHONE) as page:
        page.on("request", lambda request: asked.append(request.url.removeprefix(base)))
        page.goto(base + FIRST_VISIT)
        zone_is_found(page)
        asked.append(str(page.locator("link[rel=icon]").get_attribute("href")))
    return list(dict.fromkeys(asked))  # a second time it is in the cache


def zone_is_found(page: Page) -> None:
    """The times of the browser's own zone have been swapped in."""
    expect(page.locator("#zone")).to_contain_text("New York")
    expect(page.locator("#slots.htmx-request, #slots .htmx-request")).to_have_count(0)
    page.wait_for_function("new URL(location).searchParams.has('tz')")


def weight(world: World, url: str) -> int:
    """Bytes, as they are sent."""
    if url == HTMX_URL:
        return len(gzip.compress(HTMX_FILE.read_bytes()))
    part = {"HX-Request": "true"} if "tz=" in url else {}
    response = world.app.test_client().get(url, headers={"Accept-Encoding": "br", **part})
    assert response.status_code == 200, url
    return len(response.data)


def test_it_asks_for_little(world: World, first_visit: list[str]) -> None:
    assert HTMX_URL in first_visit
    assert any("tz=America" in each for each in first_visit), "the zone's times were not asked for"
    assert len(first_visit) <= MOST_REQUESTS, first_visit
    weights = {url: weight(world, url) for url in first_visit}
    assert sum(weights.values()) <= MOST_BYTES, weights


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_jumps(browser: Browser, world: World, size: dict[str, Any]) -> None:
    with visit(browser, viewport=size) as page:
        page.add_init_script(WATCH)
        page.goto(world.app.config["BASE_URL"] + FIRST_VISIT)
        zone_is_found(page)
        page.wait_for_timeout(300)
        assert page.evaluate("window.shifts") == []


def test_it_is_used_before_any_script_is_there(browser: Browser, world: World) -> None:
    def never(route: Route) -> None:
        assert route.request.resource_type == "script"

    with visit(browser, viewport=PHONE) as page:
        page.route(lambda url: url.partition("?")[0].endswith(".js"), never)
        page.goto(world.app.config["BASE_URL"] + FIRST_VISIT, wait_until="commit")
        expect(page.locator("h1")).to_have_text("Intro call")
        page.locator("a.time").first.click(no_wait_after=True)
        expect(page.get_by_label("Your name")).to_be_visible()
        assert page.evaluate("window.htmx === undefined")
