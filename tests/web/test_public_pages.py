import pytest

from tests.cast import Cast
from tests.web.visitor import Visitor

PAGES = ["/", "/docs/zoom", "/privacy", "/terms", "/support"]


@pytest.mark.parametrize("path", PAGES)
def test_anyone_can_read_them_and_come_in(visitor: Visitor, path: str) -> None:
    visitor.open(path)
    assert {"/login", "/signup"} <= set(visitor.links)


@pytest.mark.parametrize("path", PAGES)
def test_a_host_finds_his_way_back(host: Visitor, path: str) -> None:
    assert "/dashboard" in host.open(path).links


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(visitor: Visitor, path: str) -> None:
    own = {link.split("#")[0] for link in visitor.open(path).links if link.startswith("/")}
    for link in own:
        visitor.open(link)


def test_the_guide_has_what_the_marketplace_asks_for(visitor: Visitor) -> None:
    visitor.open("/docs/zoom")
    headings = " ".join(each.get_text() for each in visitor.page.find_all("h2"))
    for part in ("Adding", "Usage", "Removing", "Troubleshooting"):
        assert part in headings or part in visitor.text


def test_support_has_an_address(visitor: Visitor) -> None:
    assert "mailto:support@localhost" in visitor.open("/support").links


def test_every_page_of_a_host_has_a_way_out(host: Visitor) -> None:
    for path in ("/dashboard", "/types", "/types/new", "/availability", "/settings"):
        assert host.open(path).page.find("form", action="/logout", method="post")


def test_a_handle_never_hides_a_public_page(cast: Cast, visitor: Visitor) -> None:
    cast.host.handle = "support"
    assert "Support" in str(visitor.open("/support").page.h1)
