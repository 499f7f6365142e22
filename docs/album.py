"""One browser window for each look of a page, and the pictures that they take."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.story.browsing import visit

ROOT = Path(__file__).parents[1]
EVERYTHING = ROOT / "screenshots"
LOOKS = {
    f"{width}-{theme}": {"viewport": {"width": width, "height": 800}, "color_scheme": theme}
    for width in (360, 1280)
    for theme in ("light", "dark")
}
Look = dict[str, Any]
# Hiding the caret would take a style of its own, which our pages do not let in.
PLAINLY: dict[str, Any] = {"caret": "initial"}
NOT_THERE = 404  # a page that this version has not
LOAD_IMAGES = """Promise.all([...document.images].map((image) => {
  image.loading = 'eager';
  return image.decode();
}))"""
# The stand-in for Zoom has another address each time; what readers see is Zoom's.
AS_AT_ZOOM = """for (const input of document.querySelectorAll('[data-copy] input'))
  input.value = input.value.replace(/^http:\\/\\/127[^/]*\\/j/, 'https://zoom.us/j');"""


class Album:
    """Takes pictures of one site, as one visitor sees it."""

    def __init__(self, url: str, windows: dict[str, Page], close_up: Page) -> None:
        self._url = url
        self._windows = windows
        self._close_up = close_up

    def shoot(self, name: str, path: str) -> None:
        """The whole page in every look, for whoever wants to see what a change does to it."""
        for look, page in self._windows.items():
            response = page.goto(self._url + path)
            if response and response.status == NOT_THERE:
                print(f"there is no {path}")
                return
            page.evaluate(LOAD_IMAGES)
            page.screenshot(path=EVERYTHING / f"{name}-{look}.png", full_page=True, **PLAINLY)

    def keep(self, file: str, path: str, size: tuple[int, int], top: str = "body") -> None:
        """A part of the page for the docs: light, `size` in CSS pixels, from the element `top`."""
        page, (width, height) = self._close_up, size
        page.set_viewport_size({"width": width, "height": height})
        page.goto(self._url + path)
        page.evaluate(AS_AT_ZOOM)
        page.locator(top).first.evaluate("element => element.scrollIntoView({block: 'start'})")
        page.screenshot(path=ROOT / file, **PLAINLY)


@contextmanager
def album(browser: Browser, url: str, cookies: Mapping[str, Any] | None = None) -> Iterator[Album]:
    """A new album; `cookies` are those of someone who has logged in."""
    with ExitStack() as stack:

        def window(look: Look) -> Page:
            # Without motion nothing is caught half faded in.
            options: Look = {**look, "reduced_motion": "reduce", "storage_state": cookies}
            return stack.enter_context(visit(browser, expected=f"{NOT_THERE}", **options))

        windows = {name: window(look) for name, look in LOOKS.items()}
        yield Album(url, windows, window({"color_scheme": "light"}))
