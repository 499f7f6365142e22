import pytest

from pinmycal.extensions import db
from pinmycal.models import AppointmentType
from tests.cast import Cast, offer
from tests.web.visitor import Visitor

NEW = {"title": "Long talk", "location": "phone", "duration": "60"}


def the_new_one() -> AppointmentType:
    return db.session.query(AppointmentType).order_by(AppointmentType.id.desc()).first()


def test_without_types_the_page_says_what_to_do(stranger: Visitor) -> None:
    stranger.open("/types")
    assert "Nothing to book yet" in stranger.text
    assert "/types/new" in stranger.links


def test_the_list_has_each_type_and_its_whole_link(host: Visitor) -> None:
    host.open("/types")
    assert "Intro call" in host.text
    assert host.page.find("input", value="http://localhost:8000/host/intro")


def test_a_new_type_has_the_promised_rules(host: Visitor) -> None:
    host.open("/types/new").submit("Make the type", **NEW)
    made = the_new_one()
    rules = (made.minimum_notice, made.window_days, made.increment, made.daily_limit)
    assert rules == (120, 60, 60, None)
    assert (made.buffer_before, made.buffer_after, made.active) == (0, 0, True)
    assert made.slug == "long-talk"


def test_what_is_changed_is_saved(cast: Cast, host: Visitor) -> None:
    changes = {"title": "Other", "duration": "45", "daily_limit": "3", "location": "phone"}
    host.open(f"/types/{cast.offer.id}").submit("Save", **changes)
    saved = (cast.offer.title, cast.offer.duration, cast.offer.daily_limit, cast.offer.location)
    assert saved == ("Other", 45, 3, "phone")


def test_what_is_booked_keeps_what_was_promised(cast: Cast, host: Visitor) -> None:
    appointment = cast.book()
    host.open(f"/types/{cast.offer.id}").submit("Save", title="Other", duration="45")
    assert (appointment.title, appointment.minutes) == ("Intro call", 30)


def test_zoom_is_offered_once_it_is_connected_and_only_then(cast: Cast, host: Visitor) -> None:
    assert "Zoom Meeting" not in host.open("/types/new").text
    host.submit("Make the type", 422, **{**NEW, "location": "zoom"})
    cast.connect_zoom()
    host.open("/types/new").submit("Make the type", **{**NEW, "location": "zoom"})
    assert the_new_one().location == "zoom"


def test_a_type_keeps_zoom_when_the_connection_is_gone(cast: Cast, host: Visitor) -> None:
    host.open(f"/types/{cast.offer.id}").submit("Save")
    assert cast.offer.location == "zoom"


EACH_FIELD_WRONG = [
    ("title", "", "Title is missing."),
    ("title", "\t ", "Title is missing."),
    ("title", "t" * 121, "longer than 120"),
    ("title", "a\x00", "cannot be used"),
    ("duration", "0", "from 5 to 1440"),
    ("duration", "-30", "from 5 to 1440"),
    ("duration", "1e309", "from 5 to 1440"),
    ("duration", "9" * 30, "from 5 to 1440"),
    ("duration", "", "from 5 to 1440"),
    ("buffer_before", "1441", "from 0 to 1440"),
    ("buffer_after", "ten", "from 0 to 1440"),
    ("minimum_notice", "-1", "from 0 to 525600"),
    ("increment", "1", "from 5 to 1440"),
    ("window_days", "731", "from 1 to 730"),
    ("daily_limit", "0", "from 1 to 100"),
    ("slug", "Über uns", "small letters"),
    ("slug", "../a", "small letters"),
    ("slug", "s" * 61, "longer than 60"),
    ("slug", "book", "has this link"),
    ("slug", "intro", "has this link"),
    ("location", "moon", "Not a valid choice"),
    ("description", "d" * 2001, "longer than 2000"),
]


@pytest.mark.parametrize(("field", "typed", "words"), EACH_FIELD_WRONG)
def test_what_is_wrong_is_said_beside_the_field(
    host: Visitor, field: str, typed: str, words: str
) -> None:
    host.open("/types/new").submit(
        "Make the type", 422, **{**NEW, "description": "kept", field: typed}
    )
    assert words in host.error(field)
    kept = "title" if field != "title" else "duration"
    assert host.value(kept) == NEW[kept]
    assert db.session.query(AppointmentType).count() == 1


@pytest.mark.parametrize(
    ("location", "detail", "words"),
    [
        ("link", "javascript:alert(1)", "beginning with https://"),
        ("link", "http://a b", "beginning with https://"),
        ("link", "", "beginning with https://"),
        ("in_person", "", "where you will meet"),
    ],
)
def test_a_place_must_be_one(host: Visitor, location: str, detail: str, words: str) -> None:
    fields = {**NEW, "location": location, "location_detail": detail}
    host.open("/types/new").submit("Make the type", 422, **fields)
    assert words in host.error("location_detail")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Intro", "intro-2"),
        ("Book", "book-2"),
        ("山田", "appointment"),
        ("Café & Über", "cafe-uber"),
        ("x" * 120, "x" * 60),
    ],
)
def test_an_empty_link_is_made_of_the_title(host: Visitor, title: str, slug: str) -> None:
    host.open("/types/new").submit("Make the type", **{**NEW, "title": title})
    assert the_new_one().slug == slug


def test_two_hosts_may_have_the_same_link(cast: Cast, host: Visitor) -> None:
    offer(cast.stranger, slug="long-talk")
    host.open("/types/new").submit("Make the type", **NEW)
    assert the_new_one().slug == "long-talk"


def test_deleting_a_type_leaves_its_appointments(cast: Cast, host: Visitor) -> None:
    appointment = cast.book()
    host.open(f"/types/{cast.offer.id}").submit("Delete for good")
    assert appointment.appointment_type_id is None
    assert appointment.status == "confirmed"
    host.open(f"/appointments/{appointment.public_id}")


def test_a_closed_type_is_marked_and_not_offered(cast: Cast, host: Visitor) -> None:
    form = host.open(f"/types/{cast.offer.id}")
    assert form.value("active") == "y"
    fields = {"title": "Intro call", "location": "zoom", "duration": "30", "buffer_before": "0"}
    rest = {"buffer_after": "0", "minimum_notice": "0", "window_days": "60", "slug": "intro"}
    host.post(f"/types/{cast.offer.id}", data={**fields, **rest})
    assert not cast.offer.active
    assert "Closed" in host.open("/types").text
