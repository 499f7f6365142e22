"""What holds for every page in every state. Each is opened once, then looked at in many ways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.pages.looking import DESK, PHONE, SMALLEST, Look, look
from tests.pages.states import STATES, State
from tests.pages.world import World

HALF = {"width": 640, "height": 800}
TWICE = 32  # px: a reader's own size of text, twice the usual one


@pytest.fixture(scope="module", params=STATES, ids=lambda state: state.name)
def page(browser: Browser, world: World, request: pytest.FixtureRequest) -> Iterator[Look]:
    state: State = request.param
    with look(browser, world, state) as page:
        yield page


def test_axe_finds_nothing(page: Look) -> None:
    for size in (PHONE, DESK):
        page.resize(size)
        assert page.violations() == [], size


def test_nothing_is_pale_in_the_dark(page: Look) -> None:
    for size in (PHONE, DESK):
        page.resize(size, "dark")
        assert page.violations(["color-contrast", "link-in-text-block"]) == [], size


def test_nothing_has_to_be_scrolled_sideways(page: Look) -> None:
    for size in (SMALLEST, PHONE, DESK):
        page.resize(size)
        assert page.too_wide() == [], size


def test_text_of_twice_the_size_fits(page: Look) -> None:
    page.resize(HALF)
    with page.text_of(TWICE):
        assert page.too_wide() == []


def test_there_is_one_heading_of_the_page_and_a_title(page: Look) -> None:
    assert page.ask("() => document.querySelectorAll('h1').length") == 1
    assert page.page.title().removesuffix(" · PinMyCal")


def test_whoever_wants_less_movement_gets_none(page: Look) -> None:
    assert page.moving() == []


def test_the_focus_is_seen(page: Look) -> None:
    page.resize(PHONE)
    assert page.unseen_focus() == []
