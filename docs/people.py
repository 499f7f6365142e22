"""What the demo host and his participant do between two pictures."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.story.site import Site

ZOOM_PAGE = "/settings/integrations/zoom"
BOOKING_PAGE = "/demo-host/intro-call"


def sign_up(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/signup")
    page.get_by_label("Name").fill("Demo Host")
    page.get_by_label("E-mail").fill("demo.host@example.com")
    page.get_by_label("Password").fill("a long password")
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_role("button", name="Sign up").click()
    expect(page).to_have_url(f"{site.url}/dashboard")


def connect_zoom(page: Page, site: Site, button: str = "Connect Zoom Account") -> None:
    page.goto(site.url + ZOOM_PAGE)
    page.get_by_role("button", name=button).click()
    page.get_by_role("button", name="Allow").click()
    expect(page.get_by_text("Zoom is connected.")).to_be_visible()


def offer_a_call(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/types/new")
    page.get_by_label("Title").fill("Intro call")
    page.get_by_label("Description").fill("Half an hour to get to know each other.")
    page.get_by_label("Location").select_option("zoom")
    page.get_by_role("button", name="Make the type").click()
    expect(page.get_by_text("Intro call").first).to_be_visible()


def book(page: Page, site: Site, result: str) -> str:
    """Book the first free time, and wait until the page says what is expected; its path."""
    page.goto(site.url + BOOKING_PAGE)
    page.locator("a.time").first.click()
    page.get_by_label("Your name").fill("Participant")
    page.get_by_label("Your e-mail").fill("participant@example.com")
    page.get_by_role("button", name="Confirm").click()
    reload_until(page, result)
    return page.url.removeprefix(site.url).partition("?")[0]


def newest_record(page: Page, site: Site) -> str:
    """The path of the host's record of the appointment that is last in his list."""
    page.goto(f"{site.url}/dashboard")
    links = page.locator("a[href^='/appointments/']").all()
    paths = [str(link.get_attribute("href")).removesuffix("/start") for link in links]
    return [path for path in paths if path.count("/") == 2][-1]


def edit_inside_zoom(site: Site) -> None:
    """The host moves his newest meeting by two hours where PinMyCal does not see it."""
    meeting = site.zoom.live_meetings[-1]
    start = datetime.fromisoformat(meeting["start_time"]) + timedelta(hours=2)
    moved_to = start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    site.zoom.host_edits(meeting["id"], start_time=moved_to)


def reload_until(page: Page, words: str) -> None:
    """Wait for what the worker does."""
    for _ in range(60):
        if page.get_by_text(re.compile(words)).first.is_visible():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise TimeoutError(f"{page.url} never said {words!r}")
