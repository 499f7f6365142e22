"""The Back button of a real Chromium, with all that it keeps: its cache, and whole pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.cast import Cast
from tests.conftest import AppMaker
from tests.story.browsing import CHROMIUM, HTMX_FILE, QUIETLY
from tests.story.foreign import answering, foreign_site, pages_of
from tests.story.site import free_port

pytestmark = pytest.mark.browser
ALREADY = "You’ve already booked this"
INLINE = """<div data-pinmycal="/host/intro"></div><script src="{site}/embed.js" async></script>"""


@contextmanager
def htmx() -> Iterator[str]:
    """Answered by a server: where Playwright answers requests, it has Chromium keep nothing."""

    class File(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(HTMX_FILE.read_bytes())

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), File)
    with answering(server):
        yield f"http://127.0.0.1:{server.server_port}/htmx.min.js"


@pytest.fixture
def site(cast: Cast, another_app: AppMaker, environment: dict[str, str]) -> Iterator[str]:
    port = free_port()
    with htmx() as address:
        base = {"BASE_URL": f"http://127.0.0.1:{port}", "HTMX_URL": address}
        with pages_of(another_app({**environment, **base}), port) as url:
            yield url


@pytest.fixture(params=["its cache", "whole pages"])
def chromium(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Browser]:
    """As Playwright starts it, it never keeps whole pages."""
    if request.param == "its cache":
        yield browser
        return
    kept = ["--disable-back-forward-cache"]
    launch = browser.browser_type.launch
    with launch(executable_path=CHROMIUM, args=QUIETLY, ignore_default_args=kept) as another:
        yield another


def book(page: Page | FrameLocator) -> None:
    page.locator("a.time").first.click()
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Your e-mail").fill("ada@example.com")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are booked")


@pytest.fixture
def page(chromium: Browser) -> Page:
    return chromium.new_context().new_page()


def has_booked(page: Page | FrameLocator) -> None:
    expect(page.get_by_text(ALREADY)).to_be_visible()
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)


def test_back_after_booking_leads_to_the_booking(page: Page, site: str) -> None:
    page.goto(f"{site}/host/intro?tz=Europe/Berlin")
    book(page)
    booked = page.url
    page.go_back(wait_until="commit")
    has_booked(page)
    page.go_forward(wait_until="commit")
    expect(page).to_have_url(booked)
    page.go_back(wait_until="commit")
    has_booked(page)
    page.get_by_role("link", name="See your appointment").click()
    expect(page).to_have_url(booked)


def test_so_it_does_without_scripts(browser: Browser, site: str) -> None:
    """Where a whole page is kept nothing can be done: sent once more, its form leads there."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/host/intro?tz=Europe/Berlin")
    book(page)
    page.go_back(wait_until="commit")
    has_booked(page)


def test_back_before_booking_keeps_what_was_typed(browser: Browser, site: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{site}/host/intro?tz=Europe/Berlin")
    page.locator("a.time").first.click()
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Please look at this again")).to_be_visible()
    page.goto(f"{site}/host")
    page.go_back(wait_until="commit")
    expect(page.get_by_label("Your name")).to_be_visible()


def test_inside_another_site_it_leads_there_without_a_cookie(page: Page, site: str) -> None:
    with foreign_site(INLINE.format(site=site), site) as around:
        page.goto(around)
        inside = page.frame_locator("iframe")
        book(inside)
        page.evaluate("history.back()")
        has_booked(inside)
        expect(inside.get_by_role("link", name="Open your appointment")).to_be_visible()
        assert page.context.cookies() == []


def test_back_after_moving_shows_what_is(page: Page, site: str) -> None:
    page.goto(f"{site}/host/intro?tz=Europe/Berlin")
    book(page)
    before = page.get_by_role("heading", level=2).first.inner_text()
    page.get_by_role("link", name="Pick another time").click()
    page.locator("a.time").last.click()
    page.get_by_role("button", name="Move the appointment").click()
    expect(page.get_by_text("The appointment is moved.")).to_be_visible()
    after = page.get_by_role("heading", level=2).first.inner_text()
    assert after != before
    page.go_back(wait_until="commit")
    expect(page.get_by_text("The appointment is already at this time.")).to_be_visible()
    expect(page.get_by_role("heading", level=2).first).to_have_text(after)
    page.go_back(wait_until="commit")
    expect(page.locator(".time.old")).to_contain_text(after.split(", ")[-1].split(" ")[0])
    page.go_back(wait_until="commit")
    expect(page.get_by_role("heading", level=2).first).to_have_text(after)


def test_back_after_cancelling_shows_what_is(page: Page, site: str) -> None:
    page.goto(f"{site}/host/intro?tz=Europe/Berlin")
    book(page)
    page.get_by_role("link", name="cancel", exact=True).click()
    page.get_by_role("button", name="Cancel the appointment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cancelled")
    for _ in range(2):
        page.go_back(wait_until="commit")
        expect(page.get_by_role("heading", level=1)).to_have_text("Cancelled")
