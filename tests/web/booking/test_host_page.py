"""A host's own page: what anyone, and a search engine, sees of him."""

import pytest

from pinmycal.extensions import db
from tests.cast import Cast, offer
from tests.web.visitor import Visitor

A_TIME = "?start=2027-03-01T09:00:00Z&tz=UTC"


def titles(visitor: Visitor) -> list[str]:
    return [each.strong.get_text() for each in visitor.open("/host").page.select("a.offer")]


def meta(visitor: Visitor, name: str) -> str:
    found = visitor.page.find("meta", attrs={"property": name}) or visitor.page.find(
        "meta", attrs={"name": name}
    )
    assert found, name
    return str(found["content"])


def test_types_stand_in_the_hosts_order(cast: Cast, visitor: Visitor) -> None:
    offer(cast.host, slug="last", title="Last", position=2)
    offer(cast.host, slug="first", title="First", position=-1)
    offer(cast.host, slug="second", title="Second", position=0)
    assert titles(visitor) == ["First", "Intro call", "Second", "Last"]


def test_what_is_switched_off_or_anothers_is_not_there(cast: Cast, visitor: Visitor) -> None:
    offer(cast.host, slug="off", title="Off", active=False)
    offer(cast.stranger, slug="other", title="Other")
    assert titles(visitor) == ["Intro call"]


def test_a_secret_type_is_reached_by_its_link_alone(cast: Cast, visitor: Visitor) -> None:
    offer(cast.host, slug="for-friends", title="For friends", secret=True)
    assert titles(visitor) == ["Intro call"]
    assert "for-friends" not in visitor.response.text
    visitor.open("/host/for-friends")
    assert meta(visitor, "robots") == "noindex"
    visitor.open(f"/host/for-friends/book{A_TIME}")
    assert "for-friends" not in visitor.open("/host/intro").response.text


def test_length_place_and_the_first_words_are_told(cast: Cast, visitor: Visitor) -> None:
    cast.offer.description = "Half an hour. " * 100
    db.session.commit()
    card = " ".join(visitor.open("/host").page.select_one("a.offer").get_text(" ").split())
    assert "30 minutes" in card
    assert "Zoom Meeting" in card
    assert card.endswith("...")
    assert len(card) < 250


def test_with_nothing_to_book_the_page_says_so(cast: Cast, visitor: Visitor) -> None:
    assert "Nothing can be booked here" in visitor.open("/stranger").text
    assert not visitor.page.select("a.offer")


def test_what_others_show_of_a_link_to_it(cast: Cast, visitor: Visitor) -> None:
    cast.host.about, cast.host.photo = "I teach the piano.", "0" * 64
    db.session.commit()
    visitor.open("/host?utm=x")
    assert meta(visitor, "og:title") == "Book a time with Host"
    assert meta(visitor, "og:url") == "http://localhost:8000/host"
    assert meta(visitor, "og:image") == f"http://localhost:8000/photos/{'0' * 64}.webp"
    assert meta(visitor, "description").startswith("I teach the piano. · Pick a free time")
    assert meta(visitor, "og:description") == meta(visitor, "description")
    canonical = visitor.page.find("link", rel="canonical")
    assert canonical["href"] == "http://localhost:8000/host"
    assert not visitor.page.find("meta", attrs={"name": "robots"})


@pytest.mark.parametrize("words", ['"><script>alert(1)</script>', "' onload='x", "{{7*7}}<b>"])
def test_a_line_about_a_host_is_text(cast: Cast, visitor: Visitor, words: str) -> None:
    visitor.strays = ()
    cast.host.about = words
    db.session.commit()
    assert words in visitor.open("/host").text
    assert meta(visitor, "description").startswith(words)
    assert not visitor.page.select("script:not([src]), main b, [onload]")
