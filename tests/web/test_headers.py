"""What browsers are told that they may do with our pages."""

from datetime import timedelta

import pytest
from flask import Flask

from pinmycal import config
from pinmycal.links import participant_path
from tests.cast import MONDAY_NINE, Cast
from tests.conftest import AppMaker
from tests.web.routes import routes
from tests.web.visitor import Visitor


def test_every_response_has_the_headers(app: Flask, cast: Cast, host: Visitor) -> None:
    for route in routes(app, cast, "GET"):
        headers = host._send(route.path, method="GET").headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy, route
        around = "*" if route.endpoint.startswith("embed.") else "'none'"
        assert policy.endswith(f"frame-ancestors {around}"), route
        assert "X-Frame-Options" not in headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_no_page_is_kept_by_a_cache_and_every_file_is(host: Visitor) -> None:
    assert host.open("/dashboard").response.headers["Cache-Control"] == "no-store"
    assert host.open("/nothing/at/all", 404).response.headers["Cache-Control"] == "no-store"
    (style,) = host.open("/dashboard").page.find_all("link", rel="stylesheet")
    kept = host.open(str(style["href"])).response.headers["Cache-Control"]
    assert "max-age=31536000" in kept
    assert "immutable" in kept


def test_a_booking_page_can_be_returned_to_and_no_other(cast: Cast, visitor: Visitor) -> None:
    """no-store would keep it out of Chromium's memory for the Back button."""
    form = "/host/intro/book?start=2027-03-01T08:00:00Z&tz=UTC"
    own = participant_path(cast.book(MONDAY_NINE + timedelta(hours=1)).participant)
    for path, kept in (("/host/intro", True), (form, True), (own, False), ("/host/x", False)):
        headers = visitor._send(path, method="GET").headers
        assert headers["Cache-Control"] == ("private, no-cache" if kept else "no-store"), path


def test_errors_have_them_too(visitor: Visitor) -> None:
    assert "Content-Security-Policy" in visitor.open("/nothing", 404).response.headers


def test_pages_carry_no_script_of_their_own(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    for page in (host.open("/dashboard"), visitor.open("/host/intro"), visitor.open("/signup")):
        assert all(script.get("src") for script in page.page.find_all("script"))
        assert not page.page.find_all("style")
        assert not page.page.find_all(style=True)
        assert not [
            tag for tag in page.page.find_all(True) for name in tag.attrs if name[:2] == "on"
        ]


def test_htmx_is_loaded_with_its_integrity_hash(visitor: Visitor) -> None:
    script = visitor.open("/login").page.find("script", src=config.HTMX_URL)
    assert script["integrity"] == config.HTMX_INTEGRITY
    assert script["crossorigin"] == "anonymous"


@pytest.mark.parametrize("secure", [True, False])
def test_https_makes_browsers_insist_on_it(
    another_app: AppMaker, environment: dict[str, str], secure: bool
) -> None:
    base = "https://book.example" if secure else "http://localhost:8000"
    visitor = Visitor(another_app({**environment, "BASE_URL": base}))
    response = visitor._send("/login", method="GET", base_url=base)
    assert ("Strict-Transport-Security" in response.headers) is secure
    assert ("Secure" in response.headers["Set-Cookie"]) is secure
    assert "HttpOnly" in response.headers["Set-Cookie"]
    assert "SameSite=Lax" in response.headers["Set-Cookie"]


def test_pages_about_one_person_stay_out_of_search(cast: Cast, host: Visitor) -> None:
    appointment = cast.book()
    for path in ("/dashboard", f"/appointments/{appointment.public_id}", "/settings"):
        assert host.open(path).page.find("meta", attrs={"name": "robots", "content": "noindex"})


@pytest.mark.parametrize("path", ["/static/app.css", "/embed.js", "/api/slots/host/intro"])
def test_what_caches_may_keep_carries_no_log_in(cast: Cast, host: Visitor, path: str) -> None:
    assert "Set-Cookie" not in host._send(path, method="GET").headers
