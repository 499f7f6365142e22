"""The lines for a host's own site, and how they will look, follow what he chooses."""

import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Looking
from tests.pages.states import HOST, State

pytestmark = pytest.mark.browser


def test_lines_and_preview_follow_the_choice(looking: Looking) -> None:
    with looking(State("embed", "/settings/embed", HOST)) as look:
        page = look.page
        expect(page.locator("#preview iframe")).to_be_visible()
        page.get_by_label("A button that opens it").check()
        lines = page.locator("#snippet textarea")
        expect(lines).to_have_value(re.compile("data-pinmycal-button"))
        expect(page.locator("#preview a.button")).to_have_text("Book a time")
        page.get_by_label("The calendar, in the page itself").check()
        expect(lines).to_have_value(re.compile('data-pinmycal="/host/intro"'))
        expect(page.locator("#preview iframe")).to_be_visible()
        expect(page).to_have_url(re.compile("way=inline"))
