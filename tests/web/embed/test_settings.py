"""The page with the lines that a host copies into his own site."""

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from pinmycal.extensions import db
from pinmycal.models import AppointmentType
from tests.cast import Cast, offer
from tests.web.visitor import Visitor

PAGE = "/settings/embed"


def snippet(host: Visitor) -> list[Tag]:
    """The tags that are to be copied."""
    box = host.page.find("textarea")
    assert box
    return list(BeautifulSoup(box.get_text(), "html.parser").find_all(True, recursive=False))


def test_the_settings_lead_there(host: Visitor) -> None:
    assert PAGE in host.open("/settings").links


def test_the_calendar_in_the_page(cast: Cast, host: Visitor) -> None:
    place, script = snippet(host.open(PAGE))
    assert place["data-pinmycal"] == "/host/intro"
    assert place.a["href"] == "http://localhost:8000/host/intro"
    assert script["src"] == "http://localhost:8000/embed.js"
    assert script.has_attr("async")


def test_a_button_with_words_of_ones_own(cast: Cast, host: Visitor) -> None:
    chosen = f"?type={cast.offer.id}&way=button&words=Talk+to+me"
    button, _ = snippet(host.open(PAGE + chosen))
    assert button.get_text() == "Talk to me"
    assert button["href"] == "http://localhost:8000/host/intro"
    assert button.has_attr("data-pinmycal-button")


def test_the_type_that_is_chosen(cast: Cast, host: Visitor) -> None:
    other = offer(cast.host, slug="other", title="Other call")
    host.open(f"{PAGE}?type={other.id}&way=inline&words=x")
    assert snippet(host)[0]["data-pinmycal"] == "/host/other"
    assert host.value("type") == str(other.id)


def test_the_preview_works_without_scripts(cast: Cast, host: Visitor) -> None:
    frame = host.open(PAGE).page.select_one("noscript iframe")
    assert frame
    assert frame["src"] == "/embed/host/intro"
    assert "frame-src 'self'" in host.response.headers["Content-Security-Policy"]


def test_no_other_page_may_show_frames(app: Flask, cast: Cast, host: Visitor) -> None:
    for path in ("/settings", "/dashboard", "/host/intro", "/embed/host/intro"):
        policy = host.open(path).response.headers["Content-Security-Policy"]
        assert "frame-src 'none'" in policy


WRONG = [
    ("type", "999999"),
    ("type", "-1"),
    ("type", "1e309"),
    ("type", "9" * 40),
    ("way", "hack"),
    ("words", " "),
    ("words", "w" * 61),
    ("words", "a\x00b"),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_what_cannot_be_chosen_is_said(cast: Cast, host: Visitor, field: str, value: str) -> None:
    query = {"type": str(cast.offer.id), "way": "button", "words": "Book", field: value}
    host._arrive(host._send(PAGE, method="GET", query_string=query), 422)
    assert host.page.select_one(".summary")
    assert not host.page.find("textarea")


def test_another_hosts_type_cannot_be_chosen(cast: Cast, host: Visitor) -> None:
    other = offer(cast.stranger, slug="secret-plan", title="Secret plan")
    host.open(f"{PAGE}?type={other.id}&way=inline&words=x", 422)
    assert "secret-plan" not in host.response.text
    assert "Secret plan" not in host.response.text


@pytest.mark.parametrize("words", ["</textarea><script>alert(1)</script>", '" onclick="x'])
def test_what_a_host_types_stays_text_in_his_page_and_in_ours(
    cast: Cast, host: Visitor, words: str
) -> None:
    query = {"type": str(cast.offer.id), "way": "button", "words": words}
    host._arrive(host._send(PAGE, method="GET", query_string=query), 200)
    button, script = snippet(host)
    assert button.get_text() == words
    assert set(button.attrs) == {"href", "data-pinmycal-button"}
    assert script["src"] == "http://localhost:8000/embed.js"
    assert all(each.get("src") for each in host.page.find_all("script"))


def test_without_a_type_it_leads_to_making_one(stranger: Visitor) -> None:
    assert "/types/new" in stranger.open(PAGE).links
    assert not stranger.page.find("textarea")


def test_a_closed_type_is_said_to_be_closed(cast: Cast, host: Visitor) -> None:
    db.session.get_one(AppointmentType, cast.offer.id).active = False
    db.session.commit()
    assert "not open for booking" in host.open(PAGE).text
