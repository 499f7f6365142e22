"""The list of a host's appointment types, and what can be done there."""

import pytest

from pinmycal.booking.offering import types_of
from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Question
from tests.cast import Cast, offer
from tests.web.routes import snapshot
from tests.web.visitor import HTMX, Visitor


def three(cast: Cast) -> list[int]:
    """The ids of three types of the host's."""
    return [cast.offer.id, *(offer(cast.host, slug=slug, title=slug).id for slug in ("b", "c"))]


def order(cast: Cast) -> list[int]:
    return [each.id for each in types_of(cast.host.id)]


def test_one_press_closes_a_type_and_one_opens_it(cast: Cast, host: Visitor) -> None:
    host.open("/types").submit("Can be booked")
    assert not cast.offer.active
    assert host.location == f"/types#type-{cast.offer.id}"
    assert "“Intro call” is closed." in host.open("/types").text
    host.submit("Closed")
    assert cast.offer.active
    assert "“Intro call” can be booked again." in host.open("/types").text


def test_a_repeated_press_does_no_harm(cast: Cast, host: Visitor) -> None:
    host.open("/types").submit("Can be booked")
    host.resend()
    assert not cast.offer.active


@pytest.mark.parametrize("wish", ["", "maybe", "off\x00", "ON"])
def test_neither_on_nor_off_is_refused(cast: Cast, host: Visitor, wish: str) -> None:
    host.post(f"/types/{cast.offer.id}/active", 422, data={"active": wish})
    assert cast.offer.active


def test_htmx_gets_the_list_and_hears_what_happened(cast: Cast, host: Visitor) -> None:
    host.post(f"/types/{cast.offer.id}/active", 200, data={"active": "off"}, headers=HTMX)
    assert host.page.find(True)["id"] == "types"
    assert (
        host.page.find(attrs={"data-announce": True})["data-announce"] == "“Intro call” is closed."
    )
    host.submit("Closed")  # with the token of the part
    assert "closed." not in host.open("/types").text


@pytest.mark.parametrize(
    ("moved", "way", "places"),
    [(0, "down", [1, 0, 2]), (2, "up", [0, 2, 1]), (0, "up", [0, 1, 2]), (2, "down", [0, 1, 2])],
)
def test_types_are_put_in_order(
    cast: Cast, host: Visitor, moved: int, way: str, places: list[int]
) -> None:
    ids = three(cast)
    host.post(f"/types/{ids[moved]}/move", data={"way": way})
    assert order(cast) == [ids[place] for place in places]
    shown = [tag["id"] for tag in host.open("/types").page.select("li[id^=type-]")]
    assert shown == [f"type-{each}" for each in order(cast)]


def test_at_the_ends_the_buttons_say_that_they_do_nothing(cast: Cast, host: Visitor) -> None:
    ids = three(cast)
    page = host.open("/types").page
    idle = [tag["id"] for tag in page.find_all("button", attrs={"aria-disabled": "true"})]
    assert idle == [f"up-{ids[0]}", f"down-{ids[2]}"]


def test_a_single_type_has_nothing_to_be_ordered(host: Visitor) -> None:
    assert not host.open("/types").page.select("form[action$=move]")


@pytest.mark.parametrize("way", ["", "left", "-1", "\x00"])
def test_another_way_than_up_and_down_is_refused(cast: Cast, host: Visitor, way: str) -> None:
    ids = three(cast)
    host.post(f"/types/{ids[1]}/move", 422, data={"way": way})
    assert order(cast) == ids


@pytest.mark.both_databases
def test_a_new_type_goes_last(cast: Cast, host: Visitor) -> None:
    first, *_ = three(cast)
    host.post(f"/types/{first}/move", data={"way": "down"})
    before = order(cast)
    host.open("/types/new").submit("Make the type", title="Last", location="phone")
    assert order(cast)[:-1] == before


@pytest.mark.both_databases
def test_a_copy_has_the_rules_and_questions_and_is_closed(cast: Cast, host: Visitor) -> None:
    cast.offer.questions = [
        Question(position=2, label="Topic?", kind="one", required=True, options=["A", "B"])
    ]
    cast.offer.daily_limit, cast.offer.secret = 3, True
    db.session.commit()
    host.open("/types").submit("Duplicate")
    copy = db.session.query(AppointmentType).filter(AppointmentType.id != cast.offer.id).one()
    assert host.location == f"/types/{copy.id}"
    assert (copy.title, copy.slug, copy.active) == ("Intro call (copy)", "intro-2", False)
    assert (copy.daily_limit, copy.secret, copy.position) == (3, True, 1)
    [asked] = copy.questions
    assert (asked.label, asked.required, asked.options) == ("Topic?", True, ["A", "B"])
    assert len(cast.offer.questions) == 1
    assert host.follow().value("title") == "Intro call (copy)"


@pytest.mark.parametrize(("title", "copied"), [("t" * 120, "t" * 113), ("Talk (copy)", "Talk")])
def test_the_title_of_a_copy_fits(cast: Cast, host: Visitor, title: str, copied: str) -> None:
    cast.offer.title = title
    db.session.commit()
    host.open("/types").submit("Duplicate").follow()
    assert host.value("title") == f"{copied} (copy)"
    host.submit("Save")


def test_copying_the_link_is_the_first_step_too(cast: Cast, host: Visitor) -> None:
    form = {"hx-post": "/dashboard/steps/link"}
    assert host.open("/types").page.find("form", form).find("input", type="text")
    host.post("/dashboard/steps/link")
    assert not host.open("/types").page.find("form", form)


def test_a_secret_type_is_marked(cast: Cast, host: Visitor) -> None:
    assert "Secret" not in host.open("/types").text
    host.open(f"/types/{cast.offer.id}").submit("Save", secret="y")
    assert cast.offer.secret
    assert "Secret: only by its link" in host.open("/types").text


@pytest.mark.parametrize("act", ["active", "move", "duplicate", "delete", "preview"])
def test_a_type_that_is_none_is_not_there(host: Visitor, act: str) -> None:
    data = {"csrf_token": host.token(), "active": "off", "way": "up"}
    for type_id in ("-1", "0", str(2**31), "9" * 40, "x"):
        host._arrive(host._send(f"/types/{type_id}/{act}", method="POST", data=data), 404)


@pytest.mark.parametrize("act", ["active", "move", "duplicate"])
def test_another_hosts_type_is_not_touched(cast: Cast, stranger: Visitor, act: str) -> None:
    before = snapshot()
    stranger.post(f"/types/{cast.offer.id}/{act}", 404, data={"active": "off", "way": "up"})
    assert snapshot() == before


def test_deleting_says_how_many_appointments_stand(cast: Cast, host: Visitor) -> None:
    page = f"/types/{cast.offer.id}"
    assert "coming appointment" not in host.open(page).text
    cast.book()
    assert "1 coming appointment of this type stands" in host.open(page).text
