"""The form of an appointment type: what is folded, and the page that it previews."""

import pytest

from pinmycal.extensions import db
from tests.cast import Cast
from tests.web.routes import snapshot
from tests.web.types.test_rules import typed
from tests.web.visitor import HTMX, Visitor


def unfolded(host: Visitor) -> list[str]:
    """The titles of what is open."""
    return [fold.summary.get_text() for fold in host.page.select("details.fold[open]")]


def seen(host: Visitor) -> str:
    """What the preview says."""
    return " ".join(host.page.find(id="preview").get_text(" ").split())


def test_what_is_as_ever_is_folded(cast: Cast, host: Visitor) -> None:
    host.open("/types/new")
    assert unfolded(host) == []
    assert host.open(f"/types/{cast.offer.id}").value("increment") == ""
    assert unfolded(host) == []


@pytest.mark.parametrize(
    ("field", "value", "title"),
    [
        ("buffer_after", 10, "Breaks and start times"),
        ("increment", 15, "Breaks and start times"),
        ("optimised", True, "Breaks and start times"),
        ("weekly_minutes", 300, "Limits"),
    ],
)
def test_what_differs_is_open(
    cast: Cast, host: Visitor, field: str, value: int, title: str
) -> None:
    setattr(cast.offer, field, value)
    db.session.commit()
    host.open(f"/types/{cast.offer.id}")
    assert unfolded(host) == [title]


@pytest.mark.parametrize(
    ("field", "value"), [("daily_limit", "x"), ("window_first", "2027-03-10"), ("increment", "1")]
)
def test_what_is_wrong_is_open(host: Visitor, field: str, value: str) -> None:
    host.open("/types/new").submit(
        "Make the type", 422, title="T", location="phone", **{field: value}
    )
    wrong = host.page.find(attrs={"name": field, "aria-invalid": "true"}) or host.page.find(
        attrs={"name": "window_last"}
    )
    assert wrong.find_parent("details").has_attr("open")


def test_starts_follow_the_length_unless_they_were_chosen(cast: Cast, host: Visitor) -> None:
    host.open(f"/types/{cast.offer.id}").submit("Save", duration="45")
    assert (cast.offer.duration, cast.offer.increment) == (45, 45)
    host.open(f"/types/{cast.offer.id}").submit("Save", increment="15")
    host.open(f"/types/{cast.offer.id}").submit("Save", duration="60")
    assert (cast.offer.duration, cast.offer.increment) == (60, 15)


def test_the_preview_is_the_page_that_participants_see(cast: Cast, host: Visitor) -> None:
    fields = typed(
        host, description="Bring\nbread.", location="in_person", location_detail="Room 5"
    )
    before = snapshot()
    host.post("/types/new/preview", 200, data=fields, headers=HTMX)
    assert "H Host Long talk 60 minutes In person Room 5 Bring bread." in seen(host)
    assert snapshot() == before


def test_the_preview_is_there_before_anything_is_typed(host: Visitor) -> None:
    assert "Your title 30 minutes" in seen(host.open("/types/new"))


def test_a_missing_title_does_not_hold_up_the_week(host: Visitor) -> None:
    host.post("/types/new/preview", 200, data=typed(host, title="", duration="240"), headers=HTMX)
    assert "Your title 240 minutes" in seen(host)
    assert "09:00 13:00" in seen(host)


def test_what_makes_no_sense_is_previewed_as_it_was(cast: Cast, host: Visitor) -> None:
    hostile = {"title": "a\x00", "duration": "9" * 40, "location": "moon", "schedule_id": "-1"}
    data = {**typed(host), **hostile, "description": "d" * 3000}
    host.post(f"/types/{cast.offer.id}/preview", 422, data=data, headers=HTMX)
    assert "Intro call 30 minutes Zoom Meeting" in seen(host)
    assert "Length: a number of minutes from 5 to 1440." in seen(host)
    host.post("/types/new/preview", 422, data=data, headers=HTMX)
    assert "Your title 30 minutes" in seen(host)


def test_what_is_typed_stays_text_in_the_preview(host: Visitor) -> None:
    words = "<script>alert(1)</script>"
    data = typed(host, title=words, description=words)
    host.post("/types/new/preview", 200, data=data, headers=HTMX)
    assert words in seen(host)
    assert not host.page.find("script")
