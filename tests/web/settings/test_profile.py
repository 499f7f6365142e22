"""What a host says of himself, and his link. See test_settings.py for name and zone."""

import pytest

from pinmycal.extensions import db
from pinmycal.models import Host, OldHandle
from tests.cast import Cast
from tests.web.visitor import Visitor

OLD = "?start=2027-03-01T09:00:00Z&tz=Europe/Berlin"


def rename(host: Visitor, handle: str, expect: int = 303) -> Visitor:
    return host.open("/settings").submit("Save", expect, handle=handle)


def test_a_line_and_a_clock_are_saved_and_shown(cast: Cast, host: Visitor) -> None:
    host.open("/settings").submit("Save", about="I teach the piano.", clock="12")
    assert (cast.host.about, cast.host.hour12) == ("I teach the piano.", True)
    assert host.open("/settings").value("clock") == "12"
    assert host.value("about") == "I teach the piano."


def test_what_is_not_sent_stays_as_it_is(cast: Cast, host: Visitor) -> None:
    cast.host.about, cast.host.hour12 = "I teach the piano.", True
    db.session.commit()
    host.post("/settings", data={"name": "Renamed", "time_zone": "Asia/Tokyo"})
    kept = db.session.get_one(Host, cast.host.id)
    assert (kept.name, kept.time_zone) == ("Renamed", "Asia/Tokyo")
    assert (kept.about, kept.hour12, kept.handle) == ("I teach the piano.", True, "host")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("about", "x" * 201, "longer than 200"),
        ("about", "a\x00b", "cannot be used"),
        ("handle", "", "missing"),
        ("handle", "x", "2 to 40"),
        ("handle", "x" * 41, "2 to 40"),
        ("handle", "a b", "small letters"),
        ("handle", "-a-", "small letters"),
        ("handle", "a--b", "small letters"),
        ("handle", "a/b", "small letters"),
        ("handle", "émile", "small letters"),
        ("handle", "a\x00b", "cannot be used"),
        ("handle", "<script>", "small letters"),
        ("handle", "login", "taken"),
        ("handle", "photos", "taken"),
        ("handle", "embed", "taken"),
        ("handle", "stranger", "taken"),
        ("clock", "13", "Not a valid choice"),
    ],
)
def test_what_is_wrong_changes_nothing(
    cast: Cast, host: Visitor, field: str, typed: str, words: str
) -> None:
    host.open("/settings").submit("Save", 422, **{"name": "Renamed", field: typed})
    assert words in host.text
    assert host.value("name") == "Renamed"
    assert (cast.host.name, cast.host.handle, cast.host.about) == ("Host", "host", "")


def test_a_handle_is_typed_in_any_case(cast: Cast, host: Visitor) -> None:
    rename(host, " Jane-Doe ")
    assert cast.host.handle == "jane-doe"


def test_a_handle_that_is_longer_than_new_ones_may_stay(cast: Cast, host: Visitor) -> None:
    cast.host.handle = "h" * 42
    db.session.commit()
    host.open("/settings").submit("Save", name="Renamed")
    assert cast.host.handle == "h" * 42


@pytest.mark.parametrize(
    ("path", "now"),
    [
        ("/host", "/jane"),
        ("/host?utm=a%26b&x=%2F", "/jane?utm=a%26b&x=%2F"),
        ("/host/intro?month=2027-04&tz=Asia/Tokyo", "/jane/intro?month=2027-04&tz=Asia/Tokyo"),
        (f"/host/intro/book{OLD}", f"/jane/intro/book{OLD}"),
        ("/api/slots/host/intro?from=x", "/api/slots/jane/intro?from=x"),
        ("/host/gone", "/jane/gone"),
    ],
)
def test_old_links_lead_on_for_good(
    cast: Cast, host: Visitor, visitor: Visitor, path: str, now: str
) -> None:
    rename(host, "jane")
    assert visitor.open(path, 308).location == now
    assert visitor.response.headers["Cache-Control"] == "no-store", "he may change back"


def test_a_form_that_was_open_meanwhile_is_not_lost(
    cast: Cast, host: Visitor, visitor: Visitor
) -> None:
    visitor.open(f"/host/intro/book{OLD}")
    rename(host, "jane")
    visitor.submit("Confirm", 308, name="Participant", email="participant@example.com")
    assert visitor.location == f"/jane/intro/book{OLD}"
    visitor.post(visitor.location, data=visitor.sent[1])
    assert visitor.location.startswith("/a/")


def test_several_changes_lead_to_the_last_in_one_step(
    cast: Cast, host: Visitor, visitor: Visitor
) -> None:
    rename(host, "jane")
    rename(host, "joan")
    assert visitor.open("/host", 308).location == visitor.open("/jane", 308).location == "/joan"


def test_changing_back_works(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    rename(host, "jane")
    rename(host, "host")
    visitor.open("/host")
    assert visitor.open("/jane", 308).location == "/host"
    assert [each.handle for each in db.session.query(OldHandle)] == ["jane"]


def test_nobody_else_gets_an_old_handle(cast: Cast, host: Visitor, stranger: Visitor) -> None:
    rename(host, "jane")
    rename(stranger, "host", 422)
    assert "taken" in stranger.error("handle")
    assert cast.stranger.handle == "stranger"


def test_signing_up_passes_by_old_handles(cast: Cast, host: Visitor, visitor: Visitor) -> None:
    rename(host, "jane")
    newcomer = {"name": "Host", "email": "new@example.com", "password": "a long password"}
    visitor.open("/signup").submit("Sign up", **newcomer, time_zone="UTC")
    assert db.session.query(Host).order_by(Host.id.desc()).first().handle == "host-2"


def test_the_links_that_a_host_copies_are_the_new_ones(cast: Cast, host: Visitor) -> None:
    rename(host, "jane")
    assert host.open("/settings").page.find("input", value="http://localhost:8000/jane")
