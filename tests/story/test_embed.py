"""A booking page inside a host's own site, in a real Chromium."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from pinmycal.extensions import db
from pinmycal.models import Appointment
from tests.cast import Cast
from tests.conftest import AppMaker
from tests.story.browsing import HTMX_FILE, visit
from tests.story.foreign import foreign_site, pages_of
from tests.story.site import free_port

AXE = HTMX_FILE.parents[2] / "axe-core/axe.min.js"
INLINE = """<div id="place" data-pinmycal="/host/intro" data-name="Known Visitor"
 data-email="known@example.com"><a href="{site}/host/intro">Book a time</a></div>
 <script src="{site}/embed.js" async></script>"""
BUTTON = """<p><a id="button" href="{site}/host/intro" data-pinmycal-button>Book a time</a></p>
 <script src="{site}/embed.js" async></script>"""
LISTEN = """() => { window.heard = []; document.addEventListener("pinmycal:booked", (event) =>
 window.heard.push([event.target.id, event.detail])); }"""


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def environment(environment: dict[str, str], port: int) -> dict[str, str]:
    return {**environment, "BASE_URL": f"http://127.0.0.1:{port}"}


@pytest.fixture
def around(
    cast: Cast,
    another_app: AppMaker,
    environment: dict[str, str],
    port: int,
) -> Iterator[Callable[[str], str]]:
    """Puts a snippet into a foreign page; its address."""
    with ExitStack() as stack:
        site = stack.enter_context(pages_of(another_app(environment), port))
        yield lambda snippet: stack.enter_context(foreign_site(snippet.format(site=site), site))


def is_as_high_as_its_page(page: Page) -> bool:
    frame = page.frames[1]
    inside = frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    return bool(page.locator("iframe").evaluate("(frame) => frame.clientHeight") == inside)


def wait_for_height(page: Page) -> None:
    for _ in range(50):
        if is_as_high_as_its_page(page):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the frame never had the height of its page")


def test_the_calendar_stands_in_the_page_as_high_as_it_is(
    browser: Browser, around: Callable[[str], str]
) -> None:
    with visit(browser) as page:
        page.goto(around(INLINE))
        inside = page.frame_locator("iframe")
        expect(inside.get_by_role("heading", level=1)).to_have_text("Intro call")
        expect(inside.locator("#zone")).to_contain_text("New York")
        assert page.get_by_role("link", name="Book a time").count() == 0
        wait_for_height(page)
        inside.locator("a.time").first.click()
        expect(inside.get_by_label("Your name")).to_be_visible()
        wait_for_height(page)


def test_a_whole_booking_without_a_cookie(
    app: Flask, browser: Browser, around: Callable[[str], str]
) -> None:
    with visit(browser) as page:
        page.goto(around(INLINE))
        page.evaluate(LISTEN)
        inside = page.frame_locator("iframe")
        inside.locator("a.time").first.click()
        expect(inside.get_by_label("Your name")).to_have_value("Known Visitor")
        expect(inside.get_by_label("Your e-mail")).to_have_value("known@example.com")
        inside.get_by_role("button", name="Confirm").click()
        expect(inside.get_by_role("heading", level=1)).to_have_text("You are booked")
        page.wait_for_function("window.heard.length")
        assert page.evaluate("window.heard") == [["place", None]]
        assert page.context.cookies() == []
        wait_for_height(page)
    assert db.session.query(Appointment).count() == 1


def test_a_button_opens_it_over_the_page(browser: Browser, around: Callable[[str], str]) -> None:
    with visit(browser) as page:
        page.goto(around(BUTTON))
        button = page.locator("#button")
        for leave in (escape, escape_inside, press_close, click_beside):
            button.click()
            expect(page.get_by_role("dialog", name="Pick a time")).to_be_visible()
            expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()
            leave(page)
            expect(page.locator("dialog")).to_have_count(0)
            expect(button).to_be_focused()


def escape(page: Page) -> None:
    page.keyboard.press("Escape")


def escape_inside(page: Page) -> None:
    page.frame_locator("iframe").locator("a.day.free").first.focus()
    page.keyboard.press("Escape")


def press_close(page: Page) -> None:
    page.get_by_role("button", name="Close").click()


def click_beside(page: Page) -> None:
    page.mouse.click(3, 300)


def test_without_scripts_the_link_leads_to_the_page(
    browser: Browser, around: Callable[[str], str]
) -> None:
    for snippet in (INLINE, BUTTON):
        with visit(browser, scripts=False) as page:
            page.goto(around(snippet))
            page.get_by_role("link", name="Book a time").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Intro call")
            assert page.url.endswith("/host/intro")


def test_several_stand_in_one_page(browser: Browser, around: Callable[[str], str]) -> None:
    with visit(browser) as page:
        page.goto(around(INLINE + INLINE.replace("place", "second") + BUTTON))
        expect(page.locator("iframe")).to_have_count(2)
        for number in range(2):
            inside = page.frame_locator("iframe").nth(number)
            expect(inside.get_by_role("heading", level=1)).to_be_visible()


LATER = """(markup) => {
  const made = document.createElement("div");
  document.body.append(made);
  made.innerHTML = markup;
}"""
PLACE = '<div class="later" data-pinmycal="/host/intro">Book</div>'
LATE_BUTTON = '<a id="late-button" href="#" data-pinmycal-button="/host/intro">Book</a>'


def test_a_place_that_appears_later_gets_its_frame(
    browser: Browser, around: Callable[[str], str]
) -> None:
    with visit(browser) as page:
        page.goto(around(BUTTON))
        page.wait_for_load_state()
        page.evaluate(LATER, PLACE)
        inside = page.frame_locator(".later iframe")
        expect(inside.get_by_role("heading", level=1)).to_have_text("Intro call")
        wait_for_height(page)
        # As sites do that draw their pages anew: gone, and back with the same words in it.
        page.evaluate("document.querySelector('.later').textContent = 'Book'")
        expect(page.locator(".later iframe")).to_have_count(1)
        page.evaluate(LATER, '<div id="marked-later">Book</div>')
        page.locator("#marked-later").evaluate("(div) => (div.dataset.pinmycal = '/host/intro')")
        expect(page.locator("#marked-later iframe")).to_have_count(1)
        page.evaluate(LATER, LATE_BUTTON)
        # By keyboard: frames above it take their height only when they are scrolled into view.
        page.locator("#late-button").press("Enter")
        expect(page.get_by_role("dialog", name="Pick a time")).to_be_visible()


LOOK = """(link) => { const { display, color } = getComputedStyle(link);
 return [display, color]; }"""


def test_a_button_looks_like_one_unless_the_site_says_otherwise(
    browser: Browser, around: Callable[[str], str]
) -> None:
    own = BUTTON.replace("id=", 'class="of-the-site" id=')
    with visit(browser) as page:
        page.goto(around(BUTTON))
        page.wait_for_load_state()
        pasted = page.locator("#button").evaluate(LOOK)
        page.goto(around(own))
        page.wait_for_load_state()
        as_the_site_says = page.locator("#button").evaluate(LOOK)
    assert pasted == ["inline-block", "rgb(255, 255, 255)"]
    assert as_the_site_says == ["inline", "rgb(0, 0, 238)"]


def test_no_other_page_of_ours_can_be_framed(
    browser: Browser, around: Callable[[str], str]
) -> None:
    page = browser.new_page()  # not a visit: the console complains, and that is the point
    page.goto(around(INLINE))
    frame = page.locator("iframe")
    site = str(frame.get_attribute("src")).split("/embed/")[0]
    for path in ("/login", "/host/intro", "/signup"):
        with page.expect_console_message(lambda message: "frame-ancestors 'none'" in message.text):
            frame.evaluate("(frame, address) => (frame.src = address)", site + path)
    page.close()


def test_the_times_of_a_day_come_into_view_on_a_phone(
    browser: Browser, around: Callable[[str], str]
) -> None:
    with visit(browser, viewport={"width": 360, "height": 640}) as page:
        page.goto(around(INLINE))
        inside = page.frame_locator("iframe")
        wait_for_height(page)
        inside.locator("a#month-next").click()  # this one may be nearly over
        inside.locator("a.day.free:not(.chosen)").first.click()
        expect(inside.locator("#day-title")).to_be_in_viewport()


def test_what_is_typed_waits_while_another_time_is_chosen(
    browser: Browser, around: Callable[[str], str]
) -> None:
    with visit(browser) as page:
        # Of the same site: in a window like this one Chromium keeps nothing in frames of others.
        page.goto(around(INLINE).replace("localhost", "127.0.0.1"))
        inside = page.frame_locator("iframe")
        inside.locator("a.time").first.click()
        inside.get_by_label("Your name").fill("Somebody Else")
        inside.get_by_label("Anything to know").fill("First line\nsecond line")
        inside.get_by_role("button", name="Change").click()
        inside.locator("a.time").nth(1).click()
        expect(inside.get_by_label("Your name")).to_have_value("Somebody Else")
        expect(inside.get_by_label("Anything to know")).to_have_value("First line\nsecond line")
        assert page.context.cookies() == []


@pytest.mark.parametrize(("schemes", "light"), [("normal", True), ("light dark", False)])
def test_it_is_dark_only_where_the_site_can_be(
    browser: Browser, around: Callable[[str], str], schemes: str, light: bool
) -> None:
    with visit(browser, color_scheme="dark") as page:
        page.goto(around(BUTTON))
        page.evaluate(
            "(schemes) => (document.documentElement.style.colorScheme = schemes)", schemes
        )
        page.locator("#button").click()
        inside = page.frame_locator("iframe")
        expect(inside.get_by_role("heading", level=1)).to_be_visible()
        assert (inside.locator("html.light").count() == 1) is light


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(
    app: Flask, cast: Cast, browser: Browser, around: Callable[[str], str], theme: str
) -> None:
    with visit(browser, color_scheme=theme, viewport={"width": 360, "height": 800}) as page:
        page.goto(around(INLINE))
        inside = page.frame_locator("iframe")
        expect(inside.get_by_role("heading", level=1)).to_be_visible()
        assert violations(page) == []
        inside.locator("a.time").first.click()
        inside.get_by_role("button", name="Confirm").click()
        expect(inside.get_by_role("heading", level=1)).to_have_text("You are booked")
        assert violations(page) == []


def violations(page: Page) -> list[str]:
    frame = page.frames[1]
    frame.evaluate(AXE.read_text())
    found = frame.evaluate("axe.run().then((results) => results.violations)")
    return [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found]
