"""The hosts: one for each user that the stand-in for Zoom knows."""

from contextlib import suppress
from dataclasses import dataclass
from threading import Event

from benchmarks.chaos.insisting import InsistingVisitor, NotConnected
from sandbox.zoom.users import BASIC, LICENSED, OTHER, ZoomUser

ZOOM_PAGE = "/settings/integrations/zoom"
CONNECT, RECONNECT = "Connect Zoom Account", "Reconnect Zoom"
PASSWORD = "a long password"  # noqa: S105 — it opens nothing but a stand-in
LOOKS_EVERY = 2.0  # seconds
PEOPLE = (("First Host", LICENSED), ("Second Host", BASIC), ("Third Host", OTHER))


@dataclass(frozen=True)
class ChaosHost:
    """A host with a connected Zoom account and one appointment type, at `link`."""

    email: str
    link: str
    zoom_user: ZoomUser
    visitor: InsistingVisitor

    def look_after_zoom(self) -> None:
        """Connect again where the page asks for it."""
        page = self.visitor.open(ZOOM_PAGE).text
        for button in (CONNECT, RECONNECT):
            if button in page:
                _connect(self.visitor, self.zoom_user, button)
                return


def look_after_zoom(hosts: list[ChaosHost], over: Event) -> None:
    """As every host does who is mailed that Zoom needs him, only sooner."""
    while not over.wait(LOOKS_EVERY):
        for host in hosts:
            with suppress(NotConnected):  # at the next look, then
                host.look_after_zoom()


def set_up_hosts(url: str) -> list[ChaosHost]:
    """By the pages, like everybody."""
    return [_set_up(InsistingVisitor(url), name, user) for name, user in PEOPLE]


def _set_up(visitor: InsistingVisitor, name: str, user: ZoomUser) -> ChaosHost:
    handle = name.lower().replace(" ", "-")
    email = f"{handle}@example.com"
    visitor.open("/signup").submit(
        "Sign up", name=name, email=email, password=PASSWORD, time_zone=user.timezone
    )
    visitor.open(ZOOM_PAGE)
    _connect(visitor, user)
    visitor.open("/types/new").submit(
        "Make the type",
        title="Call",
        location="zoom",
        minimum_notice="0",
        duration="15",
        increment="15",
    )
    return ChaosHost(email, f"/{handle}/call", user, visitor)


def _connect(visitor: InsistingVisitor, user: ZoomUser, button: str = CONNECT) -> None:
    visitor.submit(button)
    visitor.submit("Allow", decision="allow", user=user.id)
