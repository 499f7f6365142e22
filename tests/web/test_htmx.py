"""Both faces of every view that has two."""

from datetime import timedelta

import pytest
from flask import Flask

from pinmycal.links import participant_path
from pinmycal.times import iso
from tests.cast import MONDAY_NINE, Cast
from tests.web.asking import ASKED, FORM, PAGE
from tests.web.visitor import HTMX, Visitor


def two_faced(cast: Cast) -> dict[str, str]:
    """Each address, and the id of its part."""
    appointment = cast.book(MONDAY_NINE + timedelta(hours=1))
    own = participant_path(appointment.participant)
    return {
        "/host/intro": "slots",
        "/host/intro?month=2027-04": "slots",
        "/host/intro?q=berlin": "zones",
        FORM: "booking-form",
        own: "zoom",
        f"{own}/reschedule": "slots",
        f"/appointments/{appointment.public_id}": "zoom",
        f"/appointments/new/{cast.offer.id}": "slots",
        f"/appointments/new/{cast.offer.id}/book?start={iso(MONDAY_NINE)}": "new-form",
        "/dashboard": "agenda",
        "/dashboard?show=past&q=ada": "agenda",
        "/dashboard/week": "week",
        f"/appointments/{appointment.public_id}/reschedule": "slots",
    }


def test_the_part_is_the_very_part_of_the_page(cast: Cast, host: Visitor) -> None:
    cast.connect_zoom()
    for path, part_id in two_faced(cast).items():
        whole = host.open(path)
        assert whole.page.find("html")
        assert whole.response.vary.as_set() >= {"hx-request"}
        in_page = {tag["id"] for tag in whole.page.find(id=part_id).find_all(id=True)}
        part = host.part(path)
        assert "<html" not in part.response.text
        assert part.response.vary.as_set() >= {"hx-request"}
        first = part.page.find(True)
        assert first["id"] == part_id
        assert {tag["id"] for tag in first.find_all(id=True)} == in_page


@pytest.mark.parametrize("more", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_page_or_a_restored_one_is_whole(cast: Cast, visitor: Visitor, more: str) -> None:
    for path in ("/host/intro", FORM):
        response = visitor._send(path, method="GET", headers={**HTMX, more: "true"})
        assert "<html" in response.text


def test_every_link_of_htmx_is_a_link_without_it(cast: Cast, visitor: Visitor) -> None:
    cast.connect_zoom()
    for path in ("/host/intro", FORM):
        visitor.open(path)
        for tag in visitor.page.find_all(attrs={"hx-get": True}):
            plain = tag.get("href") or tag.get("action")
            assert _without_fragment(plain) == tag["hx-get"]
        for form in visitor.page.find_all(attrs={"hx-post": True}):
            assert (form["action"], form["method"]) == (form["hx-post"], "post")


def test_on_a_hosts_pages_too(cast: Cast, host: Visitor) -> None:
    """What asks by itself, an element that is neither link nor form, is left out."""
    cast.book()
    for path in ("/dashboard?q=a", "/dashboard/week", f"/appointments/new/{cast.offer.id}"):
        tags = host.open(path).page.select("a[hx-get], form[hx-get]")
        assert tags
        for tag in tags:
            assert _without_fragment(tag.get("href") or tag.get("action")) == tag["hx-get"]
            assert host.page.select_one(tag["hx-target"])


def _without_fragment(address: str) -> str:
    """Without a script a link may come back to a part of the page; with one nothing jumps."""
    return address.partition("#")[0]


def test_without_a_script_a_day_leads_to_its_times(cast: Cast, visitor: Visitor) -> None:
    page = visitor.open("/host/intro").page
    days = page.select("a.day")
    assert days
    assert {str(day["href"]).partition("#")[2] for day in days} == {"free-times"}
    others = page.select(".turn[href], #clock, #zones a")
    assert {str(link["href"]).partition("#")[2] for link in others} == {"slots"}
    assert page.find(id="free-times")
    assert page.find(id="slots")


def test_every_target_is_on_the_page(cast: Cast, visitor: Visitor) -> None:
    for path in ("/host/intro", FORM):
        visitor.open(path)
        for tag in visitor.page.find_all(attrs={"hx-target": True}):
            assert visitor.page.select_one(tag["hx-target"])


def test_a_booking_leads_on_by_a_header(cast: Cast, visitor: Visitor) -> None:
    visitor.post(PAGE, 204, data=ASKED, headers=HTMX)
    visitor.open(visitor.response.headers["HX-Redirect"])
    assert "You are booked" in visitor.text


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"email": "nobody"}, 422), ({"start": iso(MONDAY_NINE + timedelta(minutes=30))}, 409)],
)
def test_what_is_wrong_comes_back_as_the_form_alone(
    cast: Cast, visitor: Visitor, changed: dict[str, str], status: int
) -> None:
    cast.book(MONDAY_NINE + timedelta(minutes=30))
    visitor.post(PAGE, status, data={**ASKED, **changed}, headers=HTMX)
    assert visitor.page.find(True)["id"] == "booking-form"
    assert visitor.value("name") == "Participant"
    assert "hx-request" in visitor.response.vary.as_set()


def test_a_part_has_a_token_that_works(app: Flask, cast: Cast, visitor: Visitor) -> None:
    visitor.post(PAGE, 422, data={**ASKED, "email": "nobody"}, headers=HTMX)
    visitor.submit("Confirm", email="participant@example.com")
