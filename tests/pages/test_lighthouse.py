"""What `make lighthouse` calls good enough."""

from typing import Any

import pytest

from benchmarks.lighthouse.verdict import LEAST, read


def report(**scores: float) -> dict[str, Any]:
    """As Lighthouse writes it, with one audit in each category."""
    given = {name: scores.get(name.replace("-", "_"), 1.0) for name in LEAST}
    audits: dict[str, Any] = {
        name: {"score": score, "title": f"About {name}", "scoreDisplayMode": "binary"}
        for name, score in given.items()
    }
    for name in ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time"):
        audits[name] = {"numericValue": 1500.0}
    audits["network-requests"] = {"details": {"items": [{"transferSize": 9_000}] * 4}}
    refs = {name: [{"id": name, "weight": 1}] for name in LEAST}
    categories = {name: {"score": given[name], "auditRefs": refs[name]} for name in LEAST}
    return {"categories": categories, "audits": audits, "environment": {"benchmarkIndex": 2500.0}}


def test_full_marks_are_good() -> None:
    verdict = read("a page", report())
    assert verdict.good
    assert verdict.failed == []
    assert "LCP 1.50 s" in verdict.figures
    assert "4 requests  36.0 kB" in verdict.figures


@pytest.mark.parametrize(
    ("scores", "good"),
    [
        ({"performance": 0.98}, True),
        ({"performance": 0.97}, False),
        ({"accessibility": 0.99}, False),
        ({"best_practices": 0.96}, False),
        ({"seo": 0.92}, False),
    ],
)
def test_less_is_not_and_says_why(scores: dict[str, float], good: bool) -> None:
    verdict = read("a page", report(**scores))
    assert verdict.good is good
    assert len(verdict.failed) == 1
