"""Every page in every state, in one list: what is added here is looked at by every test beside it.

A page without any state here is looked at as it is with the rows of the cast, by its route alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.pages.world import NAME

Act = Callable[[Page], None]
START = "2027-03-02T09:00:00Z"  # free; a Tuesday
TAKEN = "2027-03-01T08:30:00Z"
HOST = "host"  # has everything
ZOOM = "/settings/integrations/zoom"
FAR = "month=2027-05&tz=Europe/Berlin"


@dataclass(frozen=True)
class State:
    """A page, who reads it (a handle of the world; nobody: not logged in), and what he does there.

    `path` may name addresses of the world, as {participant[ready]} does.
    """

    name: str
    path: str
    reader: str = ""
    act: Act | None = None
    status: int = 200  # of the last page
    same_title: bool = False  # as the same page has in another state


def press(button: str, **typed: str) -> Act:
    """Fill in fields by their names, and press a button that sends the form."""

    def act(page: Page) -> None:
        for name, value in typed.items():
            page.locator(f"[name='{name.replace('__', '-')}']").first.fill(value)
        with page.expect_response(lambda response: response.request.method == "POST"):
            page.get_by_role("button", name=button).first.click()
        page.wait_for_load_state()

    return act


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def unfolded(act: Act) -> Act:
    """The same, with everything open."""

    def both(page: Page) -> None:
        unfold(page)
        act(page)

    return both


def with_fields(name: str, value: str, act: Act) -> Act:
    """The same, from a page in whose forms something else stood."""

    def both(page: Page) -> None:
        change = (
            "([name, to]) => document.getElementsByName(name).forEach((e) => { e.value = to; })"
        )
        page.evaluate(change, [name, value])
        act(page)

    return both


def too_late(act: Act) -> Act:
    """The same, from a page whose session has ended."""
    return with_fields("csrf_token", "stale", act)


def outdated(act: Act) -> Act:
    """The same, from a page that was made from what is not stored any more."""
    return with_fields("version", "old", act)


def logged_out(act: Act) -> Act:
    """The same, without any cookie."""

    def both(page: Page) -> None:
        page.context.clear_cookies()
        act(page)

    return both


def press_late(page: Page) -> None:
    """The questions have changed since the page was made, and one of them is gone."""
    page.get_by_label("What is it about?").fill("A leak")
    was = "document.querySelector('[name=as_asked]').value = 'q-1=another q-99=gone'"
    page.evaluate(was)
    page.locator("[name=as_asked]").evaluate(
        "(field) => field.insertAdjacentHTML('afterend',"
        " '<input type=hidden name=q-99 value=Tuesdays>')"
    )
    press("Confirm", name="Ada", email="ada@example.com")(page)


def return_to_the_form(button: str) -> Act:
    """Book the first free time, and go back to its form."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.locator("a.time").first.click()
        form = page.url
        press(button, name=NAME, email="ada@example.com")(page)
        page.wait_for_url(lambda url: url != form)
        page.goto(form)

    return act


def fail(page: Page) -> None:
    """A click that comes to nothing: the toast."""
    page.evaluate(
        "document.dispatchEvent(new CustomEvent("
        "'htmx:sendError', {detail: {elt: document.querySelector('a')}}))"
    )


def again(
    name: str, path: str, reader: str = "", act: Act | None = None, status: int = 200
) -> State:
    """A page once more, in another state: it keeps its title."""
    return State(name, path, reader, act, status, same_title=True)


PUBLIC = (
    State("home", "/"),
    State("zoom-docs", "/docs/zoom"),
    State("privacy", "/privacy"),
    State("terms", "/terms"),
    State("support", "/support"),
    State("signup", "/signup"),
    again("signup-errors", "/signup", act=press("Sign up", email="no address"), status=422),
    State("login", "/login"),
    again("login-errors", "/login", act=press("Log in"), status=422),
    again(
        "login-refused",
        "/login",
        act=press("Log in", email="a@example.com", password="wrong"),
        status=422,
    ),
    State("forgot", "/forgot"),
    again("forgot-errors", "/forgot", act=press("Send the link"), status=422),
    State("forgot-sent", "/forgot", act=press("Send the link", email="a@example.com")),
    State("reset", "{link[reset]}"),
    again("reset-errors", "{link[reset]}", act=press("Save the new"), status=422),
    State("email-confirm", "{link[email]}"),
    State("email-taken", "{link[taken]}", status=409),
    State("styleguide", "/styleguide"),
    State("not-found", "/no/such/page", status=404),
)
BOOKING = (
    State("offers", "/host"),
    State("booking", "/host/intro?tz=Europe/Berlin"),
    again("booking-day", "/host/intro?tz=Asia/Tokyo&month=2027-03&date=2027-03-09"),
    again("booking-detected", "/host/intro"),
    again("booking-far", f"/host/intro?{FAR}"),
    again("booking-zones", "/host/intro?tz=Europe/Berlin&q=san"),
    again("booking-toast", "/host/intro?tz=Europe/Berlin", act=fail),
    State("booking-nothing", "/resting/intro?tz=Europe/Berlin"),
    State("booking-closed", "/host/closed", status=410),
    State("book", f"/host/intro/book?start={START}&tz=America/New_York"),
    again(
        "book-errors",
        f"/host/intro/book?start={START}&tz=America/New_York",
        act=press("Confirm", email="no address"),
        status=422,
    ),
    again(
        "book-too-late",
        f"/host/intro/book?start={START}&tz=America/New_York",
        act=too_late(press("Confirm", name="Ada", email="ada@example.com")),
        status=400,
    ),
    again("book-taken", f"/host/intro/book?start={TAKEN}&tz=America/New_York", status=409),
    State("book-again", "/unconnected/intro?tz=Europe/Berlin", act=return_to_the_form("Confirm")),
    again("book-asked", f"/host/asking/book?start={START}&tz=Europe/Berlin"),
    again(
        "book-asked-anew",
        f"/host/asking/book?start={START}&tz=Europe/Berlin",
        act=press_late,
        status=422,
    ),
    again(
        "book-unanswered",
        f"/host/asking/book?start={START}&tz=Europe/Berlin",
        act=unfolded(press("Confirm", guests="no address")),
        status=422,
    ),
)
EMBEDDED = (  # each has the title of the page that it is a face of
    again("embedded", "/embed/host/intro?tz=Europe/Berlin"),
    again("embedded-book", f"/embed/host/intro/book?start={START}&tz=America/New_York"),
    again(
        "embedded-too-late",
        f"/embed/host/intro/book?start={START}&tz=America/New_York",
        act=too_late(press("Confirm", name="Ada", email="ada@example.com")),
        status=400,
    ),
    again("embedded-phone", f"/embed/host/asking/book?start={START}&tz=Europe/Berlin"),
    again("embedded-closed", "/embed/host/closed", status=410),
    again("embedded-gone", "/embed/host/nothing", status=404),
)
PARTICIPANT = (
    State("done", "{participant[ready]}"),
    again("done-making", "{participant[making]}"),
    again("done-delayed", "{participant[delayed]}"),
    again("done-unconnected", "{participant[unconnected]}"),
    again("done-broken", "{participant[broken]}"),
    again("done-cancelled", "{participant[cancelled]}"),
    again("done-over", "{participant[over]}"),
    State("move", "{participant[ready]}/reschedule"),
    again("move-confirm", f"{{participant[ready]}}/reschedule?start={START}&tz=Europe/Berlin"),
    again("move-taken", f"{{participant[ready]}}/reschedule?start={TAKEN}", status=409),
    State("cancel", "{participant[ready]}/cancel"),
)
RECORD = (
    State("record", "{record[ready]}", HOST),
    *(
        again(f"record-{name}", f"{{record[{name}]}}", HOST)
        for name in (
            *("making", "delayed", "refused", "moved", "deleted"),
            *("unmailed", "cancelled", "over", "updating", "stale", "left"),
        )
    ),
    again("record-broken", "{record[broken]}", "broken"),
    again("record-limited", "{record[limited]}", "limited"),
    again("record-unconnected", "{record[unconnected]}", "unconnected"),
    State("record-start", "{record[ready]}/start", HOST, status=503),
    State("record-move", "{record[ready]}/reschedule", HOST),
    again("record-move-confirm", f"{{record[ready]}}/reschedule?start={START}", HOST),
    State("record-cancel", "{record[ready]}/cancel", HOST),
)
OFFICE = (
    State("dashboard", "/dashboard", HOST),
    again("dashboard-first", "/dashboard", "stranger"),
    again("dashboard-broken", "/dashboard", "broken"),
    again("dashboard-limited", "/dashboard", "limited"),
    again("dashboard-unconnected", "/dashboard", "unconnected"),
    again("dashboard-shared", "/dashboard", "resting"),
    State("types", "/types", HOST),
    again("types-none", "/types", "stranger"),
    again("types-unlinked", "/types", "unconnected"),
    again("types-cut-off", "/types", "limited"),
    State("send-again", "/types", HOST, act=too_late(press("Duplicate")), status=400),
    again(
        "type-outdated",
        "/types/1",
        HOST,
        act=outdated(press("Save", title=NAME, slug="host")),
        status=409,
    ),
    State("type", "/types/1", HOST, act=unfold),
    again("type-unlinked", "/types/10", "unconnected"),
    again("type-broken", "/types/7", "broken"),
    again("type-cut-off", "/types/8", "limited"),
    State("type-new", "/types/new", HOST),
    again("type-errors", "/types/new", HOST, press("Make the type", duration="0"), 422),
    State("availability", "/availability", HOST, act=unfold),
    again(
        "availability-outdated",
        "/availability",
        HOST,
        act=outdated(press("Save weekly hours", start__0__0="10:30")),
        status=409,
    ),
    again("availability-first", "/availability", "stranger"),
    again(
        "availability-errors",
        "/availability",
        "stranger",
        unfolded(press("Save weekly hours", start__5__0="10:00")),
        422,
    ),
    again("availability-undo", "/availability", "resting", press("Save weekly hours")),
    State("week", "/dashboard/week", HOST),
    again("week-away", "/dashboard/week?week=2027-03-10", HOST),
    again("week-empty", "/dashboard/week", "stranger"),
    again("past", "/dashboard?show=past", HOST),
    again("past-none", "/dashboard?show=past", "stranger"),
    again("cancelled", "/dashboard?show=cancelled", HOST),
    again("search-nobody", "/dashboard?q=nobody", HOST),
    State("on-behalf", "/appointments/new", HOST),
    again("search-found", "/dashboard?q=participant", HOST),
    again("type-without-zoom", "/types/new", "stranger"),
    State("on-behalf-time", "/appointments/new/1", HOST),
    State("on-behalf-form", f"/appointments/new/1/book?start={START}", HOST),
    again("on-behalf-taken", f"/appointments/new/1/book?start={TAKEN}", HOST, status=409),
    again("on-behalf-phone", f"/appointments/new/6/book?start={START}", HOST),
    again("on-behalf-again", "{link[new]}", "unconnected", return_to_the_form("Book it")),
    State("questions", "/types/6/questions", HOST),
    again("questions-none", "/types/1/questions", HOST),
    again("questions-errors", "/types/1/questions", HOST, press("Add", label=""), 422),
    State("question", "/types/6/questions/3", HOST),
    State("messages", "/settings/messages", HOST),
    again(
        "login-too-late",
        "/settings/messages",
        HOST,
        act=logged_out(press("Save", mail_text="Bring cake")),
        status=400,
    ),
    State("account", "/settings/account", HOST),
    again("account-asked", "/settings/account", "asking", act=unfold),
    again(
        "account-errors",
        "/settings/account",
        HOST,
        unfolded(press("Send the link", email="none")),
        422,
    ),
    State("account-delete", "/settings/account/delete", HOST),
    again("account-delete-unconnected", "/settings/account/delete", "unconnected"),
    again("account-delete-errors", "/settings/account/delete", HOST, press("Delete"), 422),
    State("settings", "/settings", HOST),
    again("settings-errors", "/settings", HOST, press("Save", name=""), 422),
    State("integrations", "/settings/integrations", HOST),
    State("your-site", "/settings/embed", HOST, act=unfold),
    State("zoom", ZOOM, HOST),
    again("zoom-connect", ZOOM, "stranger"),
    again("zoom-broken", ZOOM, "broken"),
    again("zoom-limited", ZOOM, "limited"),
    again("zoom-errors", ZOOM, HOST, press("Save choices", topic=""), 422),
    State("zoom-disconnect", f"{ZOOM}/disconnect", HOST),
    State("zoom-failed", f"{ZOOM}/callback?code=1&state=2", HOST, status=400),
)
STATES = (*PUBLIC, *BOOKING, *EMBEDDED, *PARTICIPANT, *RECORD, *OFFICE)
