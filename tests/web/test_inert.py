"""What people type is text, on every page that shows it."""

import pytest
from flask import Flask

from pinmycal.extensions import db
from pinmycal.models import AppointmentType
from tests.cast import Cast, ask
from tests.web.routes import routes
from tests.web.visitor import Visitor

HOSTILE = [
    "<script>alert(1)</script>{{7*7}}{% for x in y %}%s%n{0}{name}",
    """"><img src=x onerror=alert(1)></title><h1>Gone</h1>' onmouseover='alert(1)""",
    '<a href="https://e.example">click</a> https://e.example/phishing',
]
A_TIME = "?start=2027-03-01T09:00:00Z&tz=UTC"


@pytest.fixture(params=HOSTILE)
def typed(request: pytest.FixtureRequest, cast: Cast) -> str:
    """The same text wherever someone can type: names, titles, descriptions, notes, reasons."""
    words = str(request.param)
    for person in (cast.host, cast.stranger):
        person.name = words
    offer = db.session.get_one(AppointmentType, cast.offer.id)
    offer.title = offer.description = words
    offer.location, offer.location_detail = "in_person", words
    ask(offer, words, kind="one", options=[words[:100], "Nothing"])
    return words


def test_every_page_shows_it_as_text(app: Flask, cast: Cast, host: Visitor, typed: str) -> None:
    appointment = cast.book(name=typed, note=typed, answers=[[typed, typed]], guests=("g@x.de",))
    appointment.messages[0].failed_at = appointment.booked_at
    appointment.messages[0].last_error = appointment.host_note = typed
    connection = cast.connect_zoom()
    connection.display_name = connection.email = typed
    db.session.commit()
    shown = look_at_all(app, cast, host, typed)
    assert shown > 12
    appointment.status, appointment.cancel_reason = "cancelled", typed
    db.session.commit()
    look_at_all(app, cast, host, typed)


def look_at_all(app: Flask, cast: Cast, host: Visitor, typed: str) -> int:
    """How many pages show it; none as anything but text."""
    host.strays, shown = ("Traceback",), 0
    for route in routes(app, cast, "GET"):
        for query in ("", A_TIME) if route.path.endswith(("/book", "/reschedule")) else ("",):
            response = host._send(route.path + query, method="GET")
            assert response.status_code < 500 or route.path.endswith(("/start", "/readyz"))
            if "<html" in response.text:
                host._arrive(response, response.status_code)
                nothing_came_alive(host)
                shown += " ".join(typed.split()) in host.text
    return shown


def nothing_came_alive(visitor: Visitor) -> None:
    page = visitor.page
    assert all(script.get("src") for script in page.find_all("script"))
    assert not page.select('img[src="x"], a[href^="https://e.example"]')
    assert not [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert "49" not in page.title.get_text()


@pytest.mark.parametrize("words", HOSTILE)
def test_a_form_that_comes_back_shows_it_as_typed(cast: Cast, visitor: Visitor, words: str) -> None:
    visitor.strays = ("Traceback",)
    visitor.open(f"/host/intro/book{A_TIME}")
    visitor.submit("Confirm", 422, name=words, email=words, note=words)
    assert visitor.value("name") == visitor.value("note") == words
    nothing_came_alive(visitor)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_closed_type_shows_what_was_typed_as_text(
    cast: Cast, visitor: Visitor, words: str
) -> None:
    visitor.strays = ("Traceback",)
    cast.offer.active = False
    db.session.commit()
    visitor.post("/host/intro/book", 410, data={"name": words, "email": words, "note": words})
    assert " ".join(words.split()) in visitor.text
    nothing_came_alive(visitor)
