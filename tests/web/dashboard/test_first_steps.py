"""A new host's first steps, which tick themselves off."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Host
from tests.cast import NOW, Cast, offer
from tests.web.conftest import Clock
from tests.web.visitor import HTMX, Visitor


def done(visitor: Visitor) -> str:
    """The steps that are ticked, in words."""
    titles = visitor.open("/dashboard").page.select("#first-steps h3")
    words = [" ".join(title.get_text(" ").split()) for title in titles]
    return ", ".join(each for each in words if "Done" in each)


def count(visitor: Visitor) -> str:
    return visitor.open("/dashboard").page.find(id="steps-count").get_text()


def test_a_new_host_has_five_before_him(stranger: Visitor) -> None:
    assert (done(stranger), count(stranger)) == ("", "0 of 5 done")
    assert {"/availability", "/types/new"} <= set(stranger.links)
    assert stranger.page.select_one("form[action='/settings/integrations/zoom/connect']")


def test_zoom_that_nobody_set_up(app: Flask, stranger: Visitor) -> None:
    app.config["ZOOM_CLIENT_ID"] = ""
    assert "/settings/integrations/zoom" in stranger.open("/dashboard").links


def test_a_step_taken_elsewhere_leads_to_the_next(cast: Cast, host: Visitor) -> None:
    cast.connect_zoom()
    host.open("/availability").submit("Save").follow()
    assert "Next step: Copy your link" in host.text
    assert "Next step" not in host.open("/availability").text


NEXT_STEPS = {
    "zoom": "/settings/integrations/zoom",
    "hours": "/availability",
    "type": "/types/new",
    "link": "/dashboard#step-link-title",
    "page": "/dashboard#step-page-title",
}


@pytest.mark.parametrize("step", NEXT_STEPS)
def test_next_step_leads_to_the_step(app: Flask, host: Visitor, step: str) -> None:
    with host.client.session_transaction() as session:
        session["_flashes"] = [("step", step)]
    link = host.open("/settings").page.select_one(".flashes a")
    assert link["href"] == NEXT_STEPS[step]
    path, _, anchor = NEXT_STEPS[step].partition("#")
    assert not anchor or host.open(path).page.find(id=anchor)


def test_nobody_is_led_on_who_put_them_away(cast: Cast, host: Visitor) -> None:
    cast.host.steps_away_at = NOW
    db.session.commit()
    assert "Next step" not in host.open("/availability").submit("Save").follow().text


def test_the_participants_page_leaves_the_dashboard_open(host: Visitor) -> None:
    form = host.open("/dashboard").page.select_one("form[action='/dashboard/steps/page']")
    assert form["target"] == "_blank"


def test_what_is_done_is_ticked_by_itself(cast: Cast, host: Visitor) -> None:
    assert (done(host), count(host)) == ("Say what you offer Done", "1 of 5 done")
    cast.connect_zoom()
    assert done(host) == "Connect Zoom Done, Say what you offer Done"


def test_hours_that_are_right(host: Visitor) -> None:
    host.open("/dashboard").submit("These hours are right")
    assert "Check your hours Done" in done(host)


def test_hours_that_are_saved(host: Visitor) -> None:
    host.open("/availability").submit("Save")
    assert "Check your hours Done" in done(host)


def test_the_link_by_hand(host: Visitor) -> None:
    host.open("/dashboard").submit("I have it")
    assert "Copy your link Done" in done(host)


def test_the_link_by_copying(host: Visitor) -> None:
    """The button of the copy box posts, and what it swaps in is there to be swapped."""
    form = host.open("/dashboard").page.select_one("form:has([data-copy])")
    host.post(form["hx-post"], 200, headers=HTMX)
    for part in form["hx-select-oob"].split(","):
        assert host.page.select_one(part)
    assert "Done" in host.page.find(id="step-link-title").get_text()
    assert host.page.find(id="steps-count").get_text() == "2 of 5 done"


def test_the_page_as_a_participant_sees_it(host: Visitor) -> None:
    assert host.open("/dashboard").submit("See it as a participant").location == "/host/intro"
    assert "See your page as a participant Done" in done(host)


def test_a_type_that_anyone_may_book_is_shown_first(cast: Cast, host: Visitor) -> None:
    cast.offer.secret = True
    offer(cast.host, slug="open", title="Open to all", position=5)
    assert host.open("/dashboard").page.find("input", value="http://localhost:8000/host/open")
    assert host.submit("See it as a participant").location == "/host/open"


def test_when_all_are_done_it_is_said_until_put_away(cast: Cast, host: Visitor) -> None:
    cast.connect_zoom()
    cast.host.hours_checked_at = cast.host.link_copied_at = cast.host.page_seen_at = NOW
    db.session.commit()
    assert host.open("/dashboard").page.find(id="first-steps") is None
    assert "Nothing is booked" in host.text
    assert host.page.find("input", value="http://localhost:8000/host/intro")
    host.submit("Put this away")
    assert host.open("/dashboard").page.find(id="all-set") is None


def test_they_can_be_put_away(host: Visitor, stranger: Visitor) -> None:
    host.open("/dashboard").submit("Put these steps away")
    assert host.open("/dashboard").page.find(id="first-steps") is None
    assert stranger.open("/dashboard").page.find(id="first-steps")


def test_they_can_be_shown_again(host: Visitor) -> None:
    assert "Show them again" not in host.open("/settings").text
    host.open("/dashboard").submit("Put these steps away")
    host.open("/settings").submit("Show them again").follow()
    assert host.page.find(id="first-steps")


def test_they_are_folded_once_someone_booked(cast: Cast, host: Visitor) -> None:
    assert not host.open("/dashboard").page.select("#first-steps details")
    cast.book()
    assert host.open("/dashboard").page.select("#first-steps details")
    assert "1 of 5 done · next: Connect Zoom" in host.text


def test_the_first_time_counts(cast: Cast, host: Visitor, clock: Clock) -> None:
    host.post("/dashboard/steps/hours")
    clock.now = datetime(2027, 3, 2, tzinfo=UTC)
    host.post("/dashboard/steps/hours")
    assert db.session.get_one(Host, cast.host.id).hours_checked_at == NOW


def test_without_a_type_there_is_no_page_to_see(cast: Cast, host: Visitor) -> None:
    db.session.delete(db.session.get_one(AppointmentType, cast.offer.id))
    db.session.commit()
    assert host.post("/dashboard/steps/page").location == "/dashboard"


@pytest.mark.parametrize("step", ["zoom", "everything", "%00", "x" * 500])
def test_a_step_that_there_is_not(host: Visitor, step: str) -> None:
    host.post(f"/dashboard/steps/{step}", 404)
