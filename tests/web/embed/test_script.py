"""The script that stands in hosts' own sites."""

import re

from flask import Flask

from tests.web.visitor import Visitor

LARGEST = 3000  # bytes, as a host's visitors load it


def test_it_is_small_and_asks_for_nothing_that_a_policy_may_forbid(visitor: Visitor) -> None:
    response = visitor._send("/embed.js", method="GET")
    assert response.mimetype == "text/javascript"
    assert len(response.data) < LARGEST
    forbidden = r"eval|Function\(|innerHTML|outerHTML|document\.write|<style|setAttribute\(.style"
    assert not re.search(forbidden, response.text)
    assert "http" not in response.text.replace("base", ""), "it loads from where it came from"


def test_it_is_kept_for_a_short_time_and_then_only_asked_for(app: Flask, visitor: Visitor) -> None:
    first = visitor._send("/embed.js", method="GET")
    assert first.headers["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in first.headers
    for encoding in ("identity", "gzip", "br"):
        asked = {"Accept-Encoding": encoding}
        etag = visitor._send("/embed.js", method="GET", headers=asked).headers["ETag"]
        again = visitor._send("/embed.js", method="GET", headers={**asked, "If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")
