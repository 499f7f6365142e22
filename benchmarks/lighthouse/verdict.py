"""What Lighthouse found, in a line, and whether it is good enough."""

from dataclasses import dataclass
from typing import Any

LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


@dataclass(frozen=True)
class Verdict:
    """Of one page. `failed` names each audit that cost points, in words."""

    page: str
    scores: dict[str, int]
    figures: str
    failed: list[str]

    @property
    def good(self) -> bool:
        return all(self.scores[name] >= least for name, least in LEAST.items())


def read(page: str, report: dict[str, Any]) -> Verdict:
    """From the report as JSON."""
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}
    machine = f"  machine {report['environment']['benchmarkIndex']:.0f}"
    return Verdict(page, scores, _figures(report["audits"]) + machine, _failed(report))


def _figures(audits: dict[str, Any]) -> str:
    value = {name: audit.get("numericValue") or 0 for name, audit in audits.items()}
    requests = audits["network-requests"]["details"]["items"]
    sent = sum(each["transferSize"] for each in requests)
    return (
        f"LCP {value['largest-contentful-paint'] / 1000:.2f} s"
        f"  CLS {value['cumulative-layout-shift']:.3f}"
        f"  TBT {value['total-blocking-time']:.0f} ms"
        f"  {len(requests)} requests  {sent / 1000:.1f} kB"
    )


def _failed(report: dict[str, Any]) -> list[str]:
    audits = report["audits"]
    return [
        f"{name}: {audits[ref['id']]['title']}"
        for name in LEAST
        for ref in report["categories"][name]["auditRefs"]
        if ref["weight"]
        and (audits[ref["id"]]["score"] or 0) < 1
        and audits[ref["id"]]["scoreDisplayMode"] in ("binary", "numeric", "metricSavings")
    ]
