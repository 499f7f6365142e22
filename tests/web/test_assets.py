"""Files that are kept for a year, under names that change with what is in them."""

from pathlib import Path

import pytest
from flask import Flask

from pinmycal.web.assets import BUNDLES, STATIC, Assets
from tests.cast import Cast
from tests.web.visitor import Visitor


def test_the_name_changes_with_the_content(tmp_path: Path) -> None:
    for parts in BUNDLES.values():
        for part in parts:
            (tmp_path / part).parent.mkdir(exist_ok=True)
            (tmp_path / part).write_text("/* as it was */")
    before = Assets(tmp_path)
    (tmp_path / "css/tokens.css").write_text("/* another colour */")
    after = Assets(tmp_path)
    assert before.address("app.css") != after.address("app.css")
    assert before.address("app.js") == after.address("app.js")


def test_every_part_is_in_a_bundle() -> None:
    written = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.[cj]s*")}
    assert written == {part for parts in BUNDLES.values() for part in parts}


def test_a_page_names_files_that_are_there(cast: Cast, visitor: Visitor) -> None:
    page = visitor.open("/host/intro").page
    named = [tag.get("href") or tag.get("src") for tag in page.find_all(["link", "script", "img"])]
    ours = [str(each) for each in named if str(each).startswith("/static/")]
    assert len(ours) == 3, ours
    for address in ours:
        assert visitor.open(address).response.data


def test_a_name_of_another_release_gets_what_there_is_now_and_is_not_kept(
    visitor: Visitor,
) -> None:
    response = visitor.open("/static/app.0123456789.css").response
    assert b"--paper" in response.data
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "name", ["nothing.css", "../wsgi.py", "css/tokens.css", "app", "..", "%00"]
)
def test_what_is_not_there(visitor: Visitor, name: str) -> None:
    visitor.open(f"/static/{name}", 404)


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_pages_and_files_are_compressed(app: Flask, cast: Cast, encoding: str) -> None:
    client = app.test_client()
    for path in ("/host/intro", "/static/app.css"):
        plain = client.get(path)
        packed = client.get(path, headers={"Accept-Encoding": encoding})
        assert packed.headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert len(packed.data) < len(plain.data) / 2
