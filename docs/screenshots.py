"""Pictures of the running product: every page, and those that the docs show.

make screenshots
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_migrate import upgrade
from playwright.sync_api import Page

from docs import people
from docs.album import Album, album
from docs.people import BOOKING_PAGE, ZOOM_PAGE
from pinmycal import config
from pinmycal.app import create_app
from tests.story.browsing import chromium, visit
from tests.story.site import Site, running_site

PUBLIC = (
    *("/", "/signup", "/login", "/forgot", "/docs/zoom", "/privacy", "/terms", "/support"),
    *("/demo-host", "/embed/demo-host/intro-call", "/styleguide"),
)
HOST = (
    *("/types", "/types/new", "/types/1", "/types/1/questions", "/availability"),
    *("/settings", "/settings/messages", "/settings/account", "/settings/integrations"),
    *("/settings/account/delete", "/settings/embed"),
)
# Once there is something to show on them.
FILLED = ("/dashboard/week", "/dashboard?show=past", "/appointments/new")
WIDE = (1040, 640)
REFUSED = {"code": 300, "message": "Validation Failed."}


def main() -> None:
    """Start everything, and walk through it."""
    with new_site() as site, chromium() as browser:
        with visit(browser) as host, visit(browser) as participant:
            people.sign_up(host, site)
            with album(browser, site.url, host.context.storage_state()) as pictures:
                set_up(pictures, host, site)
                appointments(pictures, host, participant, site)
                troubles(pictures, host, participant, site)
        with album(browser, site.url) as anyone:
            for path in PUBLIC:
                anyone.shoot(named("public", path), path)


def named(who: str, path: str) -> str:
    """What the pictures of a page are called."""
    return re.sub(r"\W+", "-", who + path).strip("-")


@contextmanager
def new_site() -> Iterator[Site]:
    """PinMyCal and its stand-ins, on a database of their own."""
    with tempfile.TemporaryDirectory(prefix="screenshots-") as folder:
        url = f"sqlite:///{folder}/screenshots.db"
        app = create_app(config.read({"PINMYCAL_ENV": "development", "DATABASE_URL": url}))
        with app.app_context():
            upgrade()
        with running_site(url, Path(folder)) as site:
            yield site


def set_up(pictures: Album, host: Page, site: Site) -> None:
    """From the first log-in to a type that can be booked."""
    pictures.shoot("dashboard-first", "/dashboard")
    pictures.shoot("zoom-connect", ZOOM_PAGE)
    pictures.keep("static/docs/connect.png", ZOOM_PAGE, (640, 550))
    people.connect_zoom(host, site)
    pictures.shoot("zoom-connected", ZOOM_PAGE)
    pictures.keep("static/docs/connected.png", ZOOM_PAGE, (640, 520), "main .card")
    pictures.keep("static/docs/choices.png", ZOOM_PAGE, (640, 625), "form[action$=choices]")
    pictures.shoot("zoom-disconnect", f"{ZOOM_PAGE}/disconnect")
    pictures.keep("static/docs/disconnect.png", f"{ZOOM_PAGE}/disconnect", (640, 550))
    people.offer_a_call(host, site)
    pictures.keep("static/docs/location.png", "/types/1", (640, 270), "section:has(#location)")
    for path in HOST:
        pictures.shoot(named("host", path), path)


def appointments(pictures: Album, host: Page, participant: Page, site: Site) -> None:
    """Booking, and what follows for both."""
    pictures.shoot("booking", BOOKING_PAGE)
    pictures.keep("docs/images/booking.png", BOOKING_PAGE, WIDE)
    for _ in range(3):
        page = people.book(participant, site, "Join on Zoom")
    record = people.newest_record(host, site)
    for name in ("", "/reschedule", "/cancel"):
        pictures.shoot(f"participant{name.replace('/', '-')}", page + name)
        pictures.shoot(f"record{name.replace('/', '-')}", record + name)
    pictures.keep("static/docs/participant.png", page, (640, 680))
    pictures.keep("static/docs/record.png", record, (640, 620), "main .card")
    for path in ("/dashboard", "/dashboard/week", "/appointments/new", "/appointments/new/1"):
        pictures.shoot(path.strip("/").replace("/", "-"), path)
    pictures.keep("docs/images/dashboard.png", "/dashboard", WIDE)
    for path in FILLED:
        pictures.shoot(named("host", path), path)


def troubles(pictures: Album, host: Page, participant: Page, site: Site) -> None:
    """Changes inside Zoom, a refusal, a connection that ended, and a limit."""
    record = people.newest_record(host, site)
    people.edit_inside_zoom(site)
    shoot_record(pictures, host, site, "moved", record, "You moved this meeting")
    pictures.keep("static/docs/moved.png", record, (640, 470), "main .card")
    site.zoom.host_deletes(site.zoom.live_meetings[-1]["id"])
    shoot_record(pictures, host, site, "deleted", record, "You deleted this meeting")
    site.zoom.fault("create", "status", 1, code=400, body=REFUSED)
    people.book(participant, site, "being made|follows")
    shoot_zoom_page(pictures, host, site, "refused", "Zoom refused")
    site.zoom.kill_tokens()
    people.book(participant, site, "follows by mail")
    shoot_zoom_page(pictures, host, site, "broken", "Reconnect Zoom")
    people.connect_zoom(host, site, "Reconnect Zoom")
    site.zoom.fault("create", "daily_limit", None)
    page = people.book(participant, site, "follows by mail")
    pictures.shoot("participant-delayed", page)
    shoot_zoom_page(pictures, host, site, "limit", "Appointments without a link")
    pictures.shoot("record-delayed", people.newest_record(host, site))


def shoot_record(
    pictures: Album, host: Page, site: Site, name: str, record: str, words: str
) -> None:
    host.goto(site.url + record)
    people.reload_until(host, words)
    pictures.shoot(f"record-{name}", record)
    pictures.shoot(f"dashboard-{name}", "/dashboard")


def shoot_zoom_page(pictures: Album, host: Page, site: Site, name: str, words: str) -> None:
    host.goto(site.url + ZOOM_PAGE)
    people.reload_until(host, words)
    pictures.shoot(f"zoom-{name}", ZOOM_PAGE)
    pictures.shoot(f"dashboard-{name}", "/dashboard")


if __name__ == "__main__":
    main()
