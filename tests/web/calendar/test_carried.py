"""What is given in the address of a calendar goes along to the form."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cast import Cast
from tests.web.visitor import Visitor, filled

GIVEN = "name=Gr%C3%A4ce+%26+Co&email=g%40example.com&note=a%0Ab&guests=x&guests=y&q-7=a&q-7=b"
PAGE = f"/host/intro?tz=UTC&{GIVEN}"
NAMES = ("name", "email", "note", "guests", "q-7")


def given(address: str) -> dict[str, list[str]]:
    query = parse_qs(urlsplit(address).query)
    return {name: query[name] for name in NAMES if name in query}


def test_every_link_carries_it_along(cast: Cast, visitor: Visitor) -> None:
    visitor.open(PAGE)
    links = [link for link in visitor.links if link.startswith("/host/intro")]
    assert len(links) > 30
    assert [given(link) for link in links] == [given(PAGE)] * len(links)


def test_the_search_for_a_zone_carries_it_along(cast: Cast, visitor: Visitor) -> None:
    form = visitor.open(PAGE).page.select_one("form[role=search]")
    assert form
    assert filled(form)["name"] == "Gräce & Co"
    assert [each["value"] for each in form.find_all(attrs={"name": "q-7"})] == ["a", "b"]


def test_an_empty_month_carries_it_along(cast: Cast, visitor: Visitor) -> None:
    for month in ("2027-02", "2030-01"):
        visitor.open(f"{PAGE}&month={month}")
        assert given(str(visitor.page.find(id="next-free")["href"])) == given(PAGE)


@pytest.mark.parametrize("note", ["n" * 1500, "%F0%9F%98%80" * 200])
def test_what_is_too_long_stays_behind(cast: Cast, visitor: Visitor, note: str) -> None:
    visitor.open(f"/host/intro?note={note}&name=Grace")
    link = next(link for link in visitor.links if "start=" in link)
    assert given(link) == {"name": ["Grace"]}
    assert len(visitor.response.data) < 200_000


def test_many_small_ones_are_too_long_together(cast: Cast, visitor: Visitor) -> None:
    visitor.open("/host/intro?" + "&".join(f"q-{number}=x" for number in range(2000)))
    assert max(map(len, visitor.links)) < 1700


def test_nothing_else_goes_along(cast: Cast, visitor: Visitor) -> None:
    visitor.open("/host/intro?utm_source=x&start=y&csrf_token=z&time_zone=UTC")
    assert not [link for link in visitor.links if "utm" in link or "csrf" in link]
    assert not [link for link in visitor.links if "start=y" in link or "time_zone" in link]
