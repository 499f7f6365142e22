"""The whole story with a keyboard alone, on a phone's screen."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.pages.keys import Keyboard
from tests.pages.looking import PHONE
from tests.story.browsing import visit
from tests.story.site import running_site


def test_the_whole_story(browser: Browser, database_url: str, tmp_path: Path) -> None:
    with running_site(database_url, tmp_path) as site:
        with visit(browser, viewport=PHONE) as host:
            sign_up(host, site.url)
            connect_zoom(Keyboard(host))
            make_a_type(Keyboard(host))
        with visit(browser, viewport=PHONE) as participant:
            participant.goto(f"{site.url}/keyboard-host/keyboard-call")
            expect(participant.locator("#zone")).to_contain_text("New York")  # the swap is over
            book(Keyboard(participant))
            move(Keyboard(participant))
            cancel(Keyboard(participant))


def sign_up(page: Page, url: str) -> None:
    page.goto(f"{url}/signup")
    keys = Keyboard(page)
    keys.to("Name").type("Keyboard Host")
    keys.to("E-mail").type("keyboard@example.com")
    keys.to("Password").type("a long password")
    keys.to("Sign up", "button").enter("Welcome")


def connect_zoom(keys: Keyboard) -> None:
    keys.to("Connect Zoom")
    with keys.page.expect_navigation():
        keys.page.keyboard.press("Enter")
    keys.page.get_by_role("button", name="Allow").focus()  # on Zoom's own page
    keys.enter("Zoom")
    expect(keys.page.get_by_text("Zoom is connected.")).to_be_visible()


def make_a_type(keys: Keyboard) -> None:
    keys.to("Types").enter("Appointment types")
    keys.to("New appointment type").enter("New appointment type")
    keys.to("Title").type("Keyboard call")
    keys.to("Location", "select").type("Zoom")
    keys.to("Make the type", "button").enter("Appointment types")
    expect(keys.page.get_by_text("Zoom Meeting")).to_be_visible()


def book(keys: Keyboard) -> None:
    keys.to_class("time").enter("Keyboard call")
    keys.to("Your name").type("Keyboard Participant")
    keys.to("Your e-mail").type("participant@example.com")
    keys.to("Confirm", "button").enter("You are booked")


def move(keys: Keyboard) -> None:
    keys.to("Pick another time").enter("Pick another time")
    keys.to_class("turn")  # a month further or back, if there is one
    keys.to_class("time").to_class("time").enter("Move to another time")
    keys.to("Move the appointment").enter("You are booked")
    expect(keys.page.get_by_text("The appointment is moved.")).to_be_visible()


def cancel(keys: Keyboard) -> None:
    keys.to("cancel").enter("Cancel this appointment?")
    keys.to("Cancel the appointment").enter("Cancelled")
