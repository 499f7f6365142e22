"""No page is left out, and none is called like another."""

from flask import Flask
from playwright.sync_api import Browser

from tests.pages.looking import DESK, SMALLEST, look
from tests.pages.states import STATES, State
from tests.pages.world import World
from tests.web.routes import Route, routes


def endpoint(app: Flask, path: str) -> str:
    return str(app.url_map.bind("").match(path.partition("?")[0])[0])


def without_a_state(world: World) -> list[Route]:
    """Pages that nobody has put into states.py yet."""
    app, listed = world.app, set()
    for state in STATES:
        if state.status != 404:
            listed.add(endpoint(app, state.path.format(**world.addresses)))
    with app.app_context():
        every = routes(app, world.cast_anew(), "GET")
    unlisted = [each for each in every if each.endpoint not in listed]
    return [each for each in unlisted if _is_page(world, each)]


def _is_page(world: World, route: Route) -> bool:
    """Whether it has a page for the host, not a file, nor the way to another."""
    client = world.app.test_client()
    client.set_cookie("session", world.cookies["host"])
    answer = client.get(route.path)
    return answer.status_code == 200 and answer.mimetype == "text/html"


def test_one_title_for_each_page(world: World) -> None:
    titles: dict[str, str] = {}
    for state in STATES:
        if state.same_title or state.act:
            continue
        title = _title(world, state)
        assert title not in titles, f"{state.name} is called like {titles[title]}"
        titles[title] = state.name


def _title(world: World, state: State) -> str:
    client = world.app.test_client()
    if state.reader:
        client.set_cookie("session", world.cookies[state.reader])
    page = client.get(state.path.format(**world.addresses)).text
    return page.partition("<title>")[2].partition("</title>")[0]


def test_pages_that_nobody_has_listed(browser: Browser, world: World) -> None:
    for route in without_a_state(world):
        with look(browser, world, State(route.endpoint, route.path, "host")) as page:
            for size in (SMALLEST, DESK):
                page.resize(size)
                assert page.violations() == [], route.path
                assert page.too_wide() == [], route.path
