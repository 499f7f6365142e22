"""Lighthouse, as a phone on a slow line sees the pages that participants come to first.

make lighthouse
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.lighthouse.served import site
from benchmarks.lighthouse.verdict import LEAST, Verdict, read
from tests.story.browsing import CHROMIUM

HERE = Path(__file__).parent
LIGHTHOUSE = HERE / "node_modules/.bin/lighthouse"
PAGES = {"booking page": "/host/intro", "host's page": "/host"}
TRIES = 3
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def main() -> int:
    """1 if a page is not good enough."""
    print("htmx comes from an origin on this machine, gzipped, not from its CDN.")
    print("“machine” is Lighthouse’s measure of it: below 2000 it is busy, and speed says little.")
    with site() as url, tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        verdicts = [_best(name, url + path, Path(folder)) for name, path in PAGES.items()]
    for verdict in verdicts:
        _print(verdict)
    return 0 if all(verdict.good for verdict in verdicts) else 1


def _best(name: str, url: str, folder: Path) -> Verdict:
    """Whatever else runs on this machine only makes it slower: the best of a few tries counts."""
    tries = []
    while len(tries) < TRIES and not (tries and tries[-1].good):
        tries.append(_look(name, url, folder))
    return max(tries, key=lambda verdict: verdict.scores["performance"])


def _look(name: str, url: str, folder: Path) -> Verdict:
    report = folder / "report.json"
    command = [
        *(str(LIGHTHOUSE), url, "--quiet", "--no-enable-error-reporting"),
        *("--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}"),
    ]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    subprocess.run(command, check=True, env=environment, timeout=300)  # noqa: S603 — our own program
    return read(name, json.loads(report.read_text()))


def _print(verdict: Verdict) -> None:
    scores = "  ".join(f"{name} {verdict.scores[name]}" for name in LEAST)
    print(f"{verdict.page:14}{scores}\n{'':14}{verdict.figures}")
    for audit in verdict.failed:
        print(f"{'':14}- {audit}")


if __name__ == "__main__":
    sys.exit(main())
