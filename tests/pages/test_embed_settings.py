"""The lines for a host's own site, and how they will look, follow what he chooses."""

import re

from playwright.sync_api import expect

from tests.pages.conftest import Looking
from tests.pages.states import HOST, State


def test_lines_and_preview_follow_the_choice(looking: Looking) -> None:
    with looking(State("embed", "/settings/embed", HOST)) as look:
        page = look.page
        expect(page.locator("#preview iframe")).to_be_visible()
        page.get_by_label("A button that opens it").check()
        lines = page.locator("#snippet textarea")
        expect(lines).to_have_value(re.compile("data-pinmycal-button"))
        expect(page.locator("#preview a[data-pinmycal-button]")).to_have_text("Book a time")
        page.get_by_label("The calendar, in the page itself").check()
        expect(lines).to_have_value(re.compile('data-pinmycal="/host/intro"'))
        expect(page.locator("#preview iframe")).to_be_visible()
        expect(page).to_have_url(re.compile("way=inline"))


LOOK = """(link) => { const style = getComputedStyle(link), box = link.getBoundingClientRect();
 return ["display", "color", "fontFamily", "fontSize", "fontWeight", "lineHeight", "padding",
 "backgroundColor", "borderWidth", "borderRadius", "textDecorationLine"]
 .map((name) => style[name]).concat(box.width, box.height); }"""


def test_the_button_of_the_preview_looks_like_the_one_that_is_pasted(looking: Looking) -> None:
    with looking(State("embed", "/settings/embed", HOST)) as look:
        look.page.get_by_label("A button that opens it").check()
        shown = look.page.locator("#preview a[style]").evaluate(LOOK)
        snippet = look.page.locator("#snippet textarea").input_value()
        site = look.page.context.new_page()
        site.set_content(f"<!doctype html><title>A site</title><p>{snippet}</p>")
        pasted = site.locator("a[style]").evaluate(LOOK)
    assert shown == pasted
