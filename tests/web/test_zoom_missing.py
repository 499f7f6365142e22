"""What a host sees when types use Zoom and Zoom gives no links, or cuts the meetings short."""

from collections.abc import Callable

import pytest

from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Location, ZoomConnection
from pinmycal.models.zoom import BASIC
from tests.cast import NOW, Cast, offer
from tests.web.visitor import HTMX, Visitor, filled

LINK = "/settings/integrations/zoom"
PAGES = ("/dashboard", "/types")


@pytest.fixture
def connection(cast: Cast) -> ZoomConnection:
    return cast.connect_zoom()


def says_not_connected(page: Visitor) -> bool:
    notices = [notice for notice in page.page.select(".notice") if notice.find("a", href=LINK)]
    return any("Zoom is not connected." in notice.get_text() for notice in notices)


@pytest.mark.parametrize("path", PAGES)
def test_an_open_type_without_a_connection_is_an_alert(host: Visitor, path: str) -> None:
    host.open(path)
    assert says_not_connected(host)
    assert "“Intro call” uses Zoom and can still be booked." in host.text


def test_the_type_itself_says_so_too(cast: Cast, host: Visitor) -> None:
    host.open("/types")
    assert "No Zoom link" in host.page.find(id=f"type-{cast.offer.id}").get_text(" ")
    assert "New bookings of this type get no link." in host.open(f"/types/{cast.offer.id}").text


@pytest.mark.parametrize("path", PAGES)
def test_several_are_counted(cast: Cast, host: Visitor, path: str) -> None:
    offer(cast.host, slug="second", title="Second call")
    assert "2 appointment types use Zoom" in host.open(path).text


def close(offer: AppointmentType) -> None:
    offer.active = False


def meet_elsewhere(offer: AppointmentType) -> None:
    offer.location = Location.PHONE


@pytest.mark.parametrize("change", [close, meet_elsewhere])
@pytest.mark.parametrize("path", PAGES)
def test_what_needs_no_zoom_needs_no_alert(
    cast: Cast, host: Visitor, path: str, change: Callable[[AppointmentType], None]
) -> None:
    change(cast.offer)
    db.session.commit()
    assert not says_not_connected(host.open(path))
    assert "No Zoom link" not in host.text


@pytest.mark.parametrize("path", PAGES)
def test_another_hosts_types_are_not_told(stranger: Visitor, path: str) -> None:
    assert not says_not_connected(stranger.open(path))


@pytest.mark.parametrize("path", PAGES)
def test_connected_there_is_none(host: Visitor, connection: ZoomConnection, path: str) -> None:
    assert not says_not_connected(host.open(path))
    assert "No Zoom link" not in host.text


def test_a_broken_connection_is_said_on_types_too(
    cast: Cast, host: Visitor, connection: ZoomConnection
) -> None:
    connection.broken_at = NOW
    db.session.commit()
    assert "No Zoom link" in host.open("/types").text
    assert "Reconnect Zoom" in host.text
    assert "Reconnect Zoom" in host.open(f"/types/{cast.offer.id}").text


PROMISE = "The link comes with your confirmation."


@pytest.mark.parametrize("path", ["/host/intro?tz=UTC", "/types/{type}"])
@pytest.mark.parametrize("broken", [False, True])
def test_participants_are_promised_a_link_only_where_one_can_be_made(
    cast: Cast, host: Visitor, connection: ZoomConnection, path: str, broken: bool
) -> None:
    connection.broken_at = NOW if broken else None
    db.session.commit()
    assert (PROMISE in host.open(path.format(type=cast.offer.id)).text) is not broken


def test_a_closed_type_that_is_opened_in_the_list_says_so_at_once(
    cast: Cast, host: Visitor
) -> None:
    close(cast.offer)
    db.session.commit()
    path = f"/types/{cast.offer.id}/active"
    host.post(path, 200, data={"active": "on"}, headers=HTMX)
    assert "No Zoom link" in host.text


NOTE = "Zoom ends this meeting after 40 minutes."


@pytest.fixture
def free(connection: ZoomConnection) -> ZoomConnection:
    connection.plan = BASIC
    db.session.commit()
    return connection


def test_a_long_type_on_a_free_plan_is_warned_of_where_its_length_is_chosen(
    cast: Cast, host: Visitor, free: ZoomConnection
) -> None:
    cast.offer.duration = 41
    db.session.commit()
    assert NOTE in host.open(f"/types/{cast.offer.id}").text
    assert "Zoom ends it after 40 minutes" in host.open("/types").text


@pytest.mark.parametrize("part", [True, False])
@pytest.mark.parametrize(("length", "warned"), [("40", False), ("45", True)])
def test_while_it_is_typed(
    cast: Cast, host: Visitor, free: ZoomConnection, part: bool, length: str, warned: bool
) -> None:
    path = f"/types/{cast.offer.id}"
    fields = {**filled(host.open(path).page), "duration": length}
    host.post(f"{path}/preview", 200, data=fields, headers=HTMX if part else {})
    [note] = host.page.find_all(id="length-note")
    assert (NOTE in note.get_text()) is warned
    assert (note.get("hx-swap-oob") == "true") is part


@pytest.mark.parametrize("change", ["paid", "short", "phone"])
def test_no_warning_where_nothing_is_cut_off(
    cast: Cast, host: Visitor, free: ZoomConnection, change: str
) -> None:
    cast.offer.duration = 40 if change == "short" else 60
    free.plan = 2 if change == "paid" else free.plan
    cast.offer.location = Location.PHONE if change == "phone" else cast.offer.location
    db.session.commit()
    assert NOTE not in host.open(f"/types/{cast.offer.id}").text
    assert "Zoom ends it" not in host.open("/types").text


@pytest.mark.parametrize("plan", [4, 99])
def test_a_user_without_meetings_is_told(
    host: Visitor, connection: ZoomConnection, plan: int
) -> None:
    connection.plan = plan
    db.session.commit()
    assert "Zoom does not let this account host meetings." in host.open(LINK).text
