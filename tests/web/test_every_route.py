"""What holds for every route, and so for every new one."""

import pytest
from flask import Flask

from tests.cast import Cast
from tests.web.routes import SIGNED_BY_ZOOM, routes, snapshot
from tests.web.visitor import HTMX, Visitor

FOR_ANYONE = {
    "api",
    "booking",
    "booking_form",
    "embed",
    "embed_script",
    "health",
    "pages",
    "participant",
    "static",
    "styleguide",
    "webhooks",
}
FOR_ANYONE_TOO = {"photos.show"}  # beside what is for the host alone
TO_COME_IN = {"auth.signup", "auth.login", "auth.forgot", "auth.reset"}
BY_MAIL = {"email.confirm"}  # for whoever has the link
QUERIES = ("", "?start=2027-03-01T09:00:00Z&tz=Europe/Berlin", "?month=2027-04&tz=Asia/Tokyo")


def is_public(endpoint: str) -> bool:
    return endpoint.split(".")[0] in FOR_ANYONE or endpoint in FOR_ANYONE_TOO | TO_COME_IN | BY_MAIL


@pytest.fixture
def other_token(app: Flask) -> str:
    return Visitor(app).token()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize("kind", ["missing", "empty", "wrong", "of another session"])
def test_no_post_works_without_its_csrf_token(
    app: Flask, cast: Cast, host: Visitor, other_token: str, kind: str, headers: dict[str, str]
) -> None:
    tokens = {"empty": "", "wrong": other_token[:-1], "of another session": other_token}
    data = {"csrf_token": tokens[kind]} if kind in tokens else {}
    every = [each for each in routes(app, cast, "POST") if each.endpoint != SIGNED_BY_ZOOM]
    assert len(every) > 15
    before = snapshot()
    for route in every:
        host._arrive(host._send(route.path, method="POST", data=data, headers=headers), 400)
    assert snapshot() == before


def test_every_page_of_a_host_asks_a_visitor_to_log_in(
    app: Flask, cast: Cast, visitor: Visitor
) -> None:
    private = [each for each in routes(app, cast, "GET") if not is_public(each.endpoint)]
    assert len(private) > 12
    for route in private:
        visitor.open(route.path, 303)
        assert visitor.location == f"/login?next={route.path.replace('/', '%2F')}"


def test_every_form_of_a_host_asks_a_visitor_to_log_in(
    app: Flask, cast: Cast, visitor: Visitor
) -> None:
    private = [each for each in routes(app, cast, "POST") if not is_public(each.endpoint)]
    before = snapshot()
    for route in private:
        assert visitor.post(route.path).location == "/login"
    assert snapshot() == before


@pytest.mark.parametrize("query", QUERIES)
def test_looking_changes_no_row(app: Flask, cast: Cast, host: Visitor, query: str) -> None:
    cast.connect_zoom()
    every = routes(app, cast, "GET")
    before = snapshot()
    for route in every:
        for headers in ({}, HTMX):
            host._send(route.path + query, method="GET", headers=headers)
    assert snapshot() == before


def test_asking_for_the_head_alone_is_looking_too(app: Flask, cast: Cast, host: Visitor) -> None:
    """Flask hands HEAD to every view that takes GET, and nothing guards it against forgery."""
    cast.connect_zoom()
    every = routes(app, cast, "GET")
    before = snapshot()
    for route in every:
        asked = host._send(route.path, method="HEAD").status_code
        assert asked == host._send(route.path, method="GET").status_code, route.path
    assert snapshot() == before


def test_a_forged_host_header_is_written_nowhere(app: Flask, cast: Cast, host: Visitor) -> None:
    host.answer_to("forged.example")
    assert "Log out" in host.open("/types", Host="forged.example").text
    for route in routes(app, cast, "GET"):
        response = host._send(route.path, method="GET", headers={"Host": "forged.example"})
        assert "forged.example" not in response.text
        assert "forged.example" not in str(response.headers)


def test_another_hosts_things_are_not_there(app: Flask, cast: Cast, stranger: Visitor) -> None:
    own = [
        (method, each.path)
        for method in ("GET", "POST")
        for each in routes(app, cast, method)
        if each.path.startswith(("/appointments/", "/types/"))
        and not each.path.startswith("/types/new")
        and each.path != "/appointments/new"
    ]
    before, data = snapshot(), {"csrf_token": stranger.token()}
    for method, path in own:
        response = stranger._send(path, method=method, data=data)
        assert response.status_code == 404, path
        assert "Participant" not in response.text
    assert snapshot() == before


def test_a_method_that_is_not_there_says_which_are(visitor: Visitor) -> None:
    visitor._arrive(visitor._send("/dashboard", method="DELETE"), 405)
    assert "GET" in visitor.response.headers["Allow"]
