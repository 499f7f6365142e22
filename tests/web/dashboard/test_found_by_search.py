"""What search engines and messengers are told of a booking page."""

from pinmycal.extensions import db
from tests.cast import Cast
from tests.web.visitor import Visitor

PLAIN = "http://localhost:8000/host/intro"


def meta(visitor: Visitor, name: str) -> str:
    tag = visitor.page.find("meta", attrs={"name": name}) or visitor.page.find(
        "meta", attrs={"property": name}
    )
    return str(tag["content"]) if tag else ""


def test_every_month_is_the_same_page(cast: Cast, visitor: Visitor) -> None:
    visitor.open("/host/intro?month=2027-03&tz=Asia/Tokyo&name=Grace", Host="forged.example")
    assert visitor.page.find("link", rel="canonical")["href"] == PLAIN
    assert meta(visitor, "og:url") == PLAIN
    assert meta(visitor, "og:title") == "Intro call with Host"
    assert meta(visitor, "robots") == ""
    turns = visitor.page.select("a[href*='month=']")
    assert all(link["rel"] == ["nofollow"] for link in turns)


def test_the_description_is_the_hosts_own_words_first(cast: Cast, visitor: Visitor) -> None:
    generated = meta(visitor.open("/host/intro"), "description")
    assert generated.startswith("Book Intro call with Host: 30 minutes, Zoom Meeting.")
    cast.offer.description = 'Says "hello" <b>\nand more. ' + "x" * 500
    db.session.commit()
    described = meta(visitor.open("/host/intro"), "description")
    assert described.startswith('Says "hello" <b> and more.')
    assert len(described) <= 200
    assert meta(visitor, "og:description") == described


def test_a_secret_type_stays_out_of_search(cast: Cast, visitor: Visitor) -> None:
    cast.offer.secret = True
    db.session.commit()
    assert meta(visitor.open("/host/intro"), "robots") == "noindex"
