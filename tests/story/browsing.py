"""A real Chromium, with htmx answered from the very file that the integrity hash names."""

import base64
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    sync_playwright,
)

from pinmycal.config import HTMX_INTEGRITY, HTMX_URL

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
HTMX_FILE = Path(__file__).parents[2] / "node_modules/htmx.org/dist/htmx.min.js"
PHONE = {"viewport": {"width": 360, "height": 800}}
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser for several visits."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Browser, *, scripts: bool = True, expected: str | None = None, **options: object
) -> Iterator[Page]:
    """A new page; at the end nothing but what is `expected` may stand in its console."""
    usual = {"locale": "en-GB", "timezone_id": "America/New_York"}
    context: BrowserContext = browser.new_context(
        java_script_enabled=scripts,
        **{**usual, **options},  # type: ignore[arg-type]
    )
    context.route(HTMX_URL, _htmx)
    page, complaints = context.new_page(), []

    def listen(message: ConsoleMessage) -> None:
        harmless = expected is not None and expected in message.text
        if message.type in ("error", "warning") and not harmless:
            complaints.append(f"{message.text} ({page.url})")

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_default_timeout(20_000)
    yield page
    context.close()
    assert complaints == [], complaints


def htmx_hash() -> str:
    """Of the file on disk, in the form of an integrity attribute."""
    return "sha384-" + base64.b64encode(hashlib.sha384(HTMX_FILE.read_bytes()).digest()).decode()


def _htmx(route: Route) -> None:
    assert htmx_hash() == HTMX_INTEGRITY
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}
    route.fulfill(body=HTMX_FILE.read_bytes(), headers=headers)
