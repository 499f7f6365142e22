"""A look at one page in one state, with a real Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response

from tests.pages.states import State
from tests.pages.world import World
from tests.story.browsing import visit

AXE_FILE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
SMALLEST = {"width": 320, "height": 640}  # a desk of 1280 px at 400 %, too
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (only) => {
  const found = await axe.run(document, {runOnly: only, resultTypes: ['violations']});
  return found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}"""
NAME_OF = """const name = (element) =>
  `${element.localName}#${element.id}.${element.className.baseVal ?? element.className}`;"""
# What reaches beyond the right edge, outermost last; nothing where the page does not scroll.
TOO_WIDE = f"""() => {{
  {NAME_OF}
  const {{scrollWidth, clientWidth}} = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  return [`${{scrollWidth}} > ${{clientWidth}}`, ...[...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5).map(name)];
}}"""
MOVING = f"""() => {{
  {NAME_OF}
  return [...document.querySelectorAll('*')].filter((element) => {{
    const {{animationName, transitionDuration, scrollBehavior}} = getComputedStyle(element);
    return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior !== 'auto';
  }}).map(name);
}}"""
# The outline may be drawn around the whole row that a link stands for, by its ::after.
OUTLINED = """const outlined = (element) => [undefined, '::after'].some((part) => {
  const {outlineStyle, outlineWidth} = getComputedStyle(element, part);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
});"""
UNSEEN_FOCUS = f"""() => {{
  {NAME_OF}
  {OUTLINED}
  const there = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility());
  const unseen = there.filter((element) => {{
    element.focus({{focusVisible: true, preventScroll: true}});
    return document.activeElement === element && !outlined(element);
  }});
  document.activeElement.blur();
  return unseen.map(name);
}}"""


class Look:
    """The page, and what a test wants to know of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._axe = False

    def resize(self, size: dict[str, int], theme: str = "light") -> None:
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]

    def ask(self, script: str, *argument: Any) -> Any:
        """The value of a function of JavaScript."""
        return self.page.evaluate(script, *argument)

    def violations(self, rules: list[str] | None = None) -> list[str]:
        """What axe finds. Its source is evaluated, so that the page's own policy keeps holding."""
        if not self._axe:
            self.page.evaluate(AXE_FILE.read_text())
            self._axe = True
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
        return list(self.ask(RUN_AXE, only))

    def too_wide(self) -> list[str]:
        """What makes the page scroll sideways."""
        return list(self.ask(TOO_WIDE))

    def moving(self) -> list[str]:
        """What has an animation or a transition."""
        return list(self.ask(MOVING))

    def unseen_focus(self) -> list[str]:
        """What can have the focus and shows no outline then."""
        return list(self.ask(UNSEEN_FOCUS))

    @contextmanager
    def text_of(self, pixels: int) -> Iterator[None]:
        """As for a reader who has set this size of text in his browser."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})
        yield
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})


@contextmanager
def look(browser: Browser, world: World, state: State, **options: Any) -> Iterator[Look]:
    """Open it, do what the state wants; nothing may be complained of in the console."""
    window: dict[str, Any] = {"viewport": PHONE, "reduced_motion": "reduce", **options}
    base = world.app.config["BASE_URL"]
    if state.reader:
        window["storage_state"] = _logged_in(world.cookies[state.reader])
    # Chromium complains of every page whose status is not 200.
    expected = f"server responded with a status of {state.status} " if state.status > 399 else None
    with visit(browser, expected=expected, **window) as page:
        answers: list[int] = []
        page.on("response", lambda response: _note(response, answers))
        page.goto(base + state.path.format(**world.addresses))
        if state.act:
            state.act(page)
        assert state.status in answers, state.name
        yield Look(page)


def _note(response: Response, answers: list[int]) -> None:
    """The statuses of pages and of forms that were sent."""
    if response.request.is_navigation_request() or response.request.method == "POST":
        answers.append(response.status)


def _logged_in(session: str) -> dict[str, Any]:
    cookie = {"name": "session", "value": session, "domain": "127.0.0.1", "path": "/"}
    more = {"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
    return {"cookies": [{**cookie, **more}], "origins": []}
