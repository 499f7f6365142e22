"""Someone who has a keyboard alone, and wants to see where he is."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.pages.looking import OUTLINED

MOST_TABS = 400  # a month and a long day's times
# The words of what has the focus, its element first.
WHERE = """() => {
  const element = document.activeElement;
  const words = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText
    ?? element.innerText;
  return [element.localName, words.split('\\n')[0].trim(), element.className];
}"""
SEEN = f"""() => {{
  {OUTLINED}
  const box = document.activeElement.getBoundingClientRect();
  return [outlined(document.activeElement), box.bottom > 0 && box.top < innerHeight];
}}"""


class Keyboard:
    """Presses Tab, Enter and letters; at each stop the focus must be seen, on the screen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, words: str, element: str = "") -> "Keyboard":
        """Press Tab until the focus is on what is called so, and on such an element."""
        return self._until(lambda at: at[1] == words and element in ("", at[0]), words)

    def to_class(self, name: str) -> "Keyboard":
        """Press Tab until the focus is on an element of this class."""
        return self._until(lambda at: name in at[2].split(), name)

    def type(self, text: str) -> "Keyboard":
        self.page.keyboard.type(text)
        return self

    def enter(self, then: str) -> "Keyboard":
        """Press Enter; the page that comes has this heading."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(then)
        return self

    def _until(self, arrived: Callable[[list[str]], bool], wanted: str) -> "Keyboard":
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(WHERE)
            if at[0] == "body":
                continue
            assert self.page.evaluate(SEEN) == [True, True], f"unseen: {at} on {self.page.url}"
            if arrived(at):
                return self
        raise AssertionError(f"no way to {wanted!r} on {self.page.url}")
