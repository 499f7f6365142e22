"""The language that a host chooses, where there is one to choose."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pinmycal.extensions import db
from tests.cast import Cast
from tests.language.catalogues import speak
from tests.web.visitor import Visitor


@pytest.fixture
def spoken() -> Sequence[str]:
    """Beside English."""
    return ["eo"]


@pytest.fixture
def environment(
    environment: dict[str, str],
    spoken: Sequence[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, str]:
    speak(spoken, tmp_path / "catalogues", monkeypatch)
    return environment


def test_each_language_is_offered_by_its_own_name(cast: Cast, host: Visitor) -> None:
    offered = host.open("/settings").page.select("#language option")
    assert [(each["value"], each["lang"], each.get_text()) for each in offered] == [
        ("en", "en", "English"),
        ("eo", "eo", "Esperanto"),
    ]
    assert host.value("language") == "en"


def test_the_choice_takes_effect_at_once(cast: Cast, host: Visitor) -> None:
    host.open("/settings").submit("Save", language="eo")
    assert cast.host.language == "eo"
    assert "Konservita." in host.follow().text
    assert host.page.html["lang"] == "eo"
    assert host.value("language") == "eo"
    host.submit("Save", language="en")
    assert cast.host.language == "en"
    assert "Saved." in host.follow().text
    assert host.page.html["lang"] == "en"


@pytest.mark.parametrize("typed", ["fr", "", "EO", "../eo", "eo\x00", "e" * 3000])
def test_a_language_that_is_not_there_is_refused(cast: Cast, host: Visitor, typed: str) -> None:
    host.open("/settings").submit("Save", 422, name="Renamed", language=typed)
    assert "Not a valid choice" in host.error("language")
    assert host.value("name") == "Renamed"
    assert (cast.host.name, cast.host.language) == ("Host", "en")


def test_what_is_wrong_elsewhere_changes_no_language(cast: Cast, host: Visitor) -> None:
    host.open("/settings").submit("Save", 422, handle="stranger", language="eo")
    assert host.value("language") == "eo"
    assert (cast.host.language, host.page.html["lang"]) == ("en", "en")


def test_what_is_not_sent_stays_as_it_is(cast: Cast, host: Visitor) -> None:
    cast.host.language = "eo"
    db.session.commit()
    host.post("/settings", data={"name": "Renamed", "time_zone": "UTC"})
    assert (cast.host.name, cast.host.language) == ("Renamed", "eo")


def test_a_host_whose_language_has_gone_can_save(cast: Cast, host: Visitor) -> None:
    cast.host.language = "fr"
    db.session.commit()
    assert host.open("/settings").value("language") == "en"
    host.post("/settings", data={"name": "Renamed", "time_zone": "UTC"})
    assert (cast.host.name, cast.host.language) == ("Renamed", "en")


@pytest.mark.parametrize("spoken", [()])
def test_where_there_is_one_language_nobody_is_asked(cast: Cast, host: Visitor) -> None:
    assert not host.open("/settings").page.find(id="language")
    host.submit("Save", name="Renamed", language="eo")
    assert (cast.host.name, cast.host.language) == ("Renamed", "en")
