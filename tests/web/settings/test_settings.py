import pytest

from pinmycal.extensions import db
from tests.cast import NOW, Cast
from tests.web.visitor import Visitor


def test_zones_are_places(host: Visitor) -> None:
    listed = {option["value"] for option in host.open("/settings").page.select("#time_zone option")}
    assert listed > {"Europe/Berlin", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "UTC"}
    assert not listed & {"Etc/GMT+5", "EST5EDT", "W-SU", "Navajo", "US/Pacific", "Asia/Calcutta"}


def test_an_old_name_shows_as_todays(cast: Cast, host: Visitor) -> None:
    cast.host.time_zone = "Asia/Calcutta"
    db.session.commit()
    (chosen,) = host.open("/settings").page.select("#time_zone option[selected]")
    assert (chosen["value"], chosen.get_text()) == ("Asia/Calcutta", "Kolkata – Asia")
    assert "Calcutta" not in host.text
    assert "Kolkata (UTC+5:30)" in host.open("/availability").text


def test_a_large_city_is_in_the_list_and_the_zone_keeps_its_own_name(host: Visitor) -> None:
    host.open("/settings").submit("Save", time_zone="Asia/Kolkata")
    (chosen,) = host.open("/settings").page.select("#time_zone option[selected]")
    assert chosen.get_text() == "Kolkata – Asia"
    listed = {option.get_text(): option["value"] for option in host.page.select("option")}
    assert listed["Mumbai – Asia"] == "Asia/Kolkata"
    assert listed["San Francisco – America"] == "America/Los_Angeles"


def test_a_zone_that_is_no_place_is_kept(cast: Cast, host: Visitor) -> None:
    cast.host.time_zone = "Etc/GMT+5"
    db.session.commit()
    host.open("/settings").submit("Save", name="Renamed")
    assert (cast.host.name, cast.host.time_zone) == ("Renamed", "Etc/GMT+5")


def test_name_and_zone_are_saved(cast: Cast, host: Visitor) -> None:
    host.open("/settings").submit("Save", name="Renamed Host", time_zone="Asia/Kolkata")
    assert (cast.host.name, cast.host.time_zone) == ("Renamed Host", "Asia/Kolkata")
    assert "Saved." in host.follow().text
    assert "Kolkata (UTC+5:30)" in host.open("/availability").text


def test_the_link_to_everything_stays_when_the_name_changes(cast: Cast, host: Visitor) -> None:
    host.open("/settings").submit("Save", name="Renamed Host")
    assert host.open("/settings").page.find("input", value="http://localhost:8000/host")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Name is missing."),
        ("name", " \u2028 ", "Name is missing."),
        ("name", "n" * 3000, "longer than 100"),
        ("name", "a\x00b", "cannot be used"),
        ("time_zone", "", "Choose a time zone."),
        ("time_zone", "GMT-05:00", "from the list"),
        ("time_zone", "../../etc/passwd", "from the list"),
        ("time_zone", "Europe/Berlin\x00", "from the list"),
        ("time_zone", "localtime", "from the list"),
        ("time_zone", "posixrules", "from the list"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    cast: Cast, host: Visitor, field: str, typed: str, words: str
) -> None:
    host.open("/settings").submit("Save", 422, **{"name": "Renamed Host", field: typed})
    assert words in host.error(field)
    if field != "name":
        assert host.value("name") == "Renamed Host"
    assert (cast.host.name, cast.host.time_zone) == ("Host", "Europe/Berlin")


def test_the_integrations_say_how_zoom_stands(cast: Cast, host: Visitor) -> None:
    assert "Not connected" in host.open("/settings/integrations").text
    connection = cast.connect_zoom()
    assert "Connected" in host.open("/settings/integrations").text
    connection.broken_at = NOW
    db.session.commit()
    assert "Needs you" in host.open("/settings/integrations").text


def test_the_way_back_from_zoom_is_our_own_address_whatever_the_host_header(host: Visitor) -> None:
    token = host.token()
    host.answer_to("forged.example")
    path, headers = "/settings/integrations/zoom/connect", {"Host": "forged.example"}
    data = {"csrf_token": token}
    host._arrive(host._send(path, method="POST", data=data, headers=headers), 303)
    assert "redirect_uri=http%3A%2F%2Flocalhost%3A8000%2Fsettings" in host.location
    assert "forged" not in host.location
