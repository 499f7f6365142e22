"""A small chaos: the whole product, a few lives, a few strikes."""

from pathlib import Path

from benchmarks.chaos.chaos import Wish, chaos
from benchmarks.chaos.strikes import CUTS
from benchmarks.chaos.table import Outcome, table
from benchmarks.chaos.verdict import Verdict


def test_a_few_lives_come_right(database_url: str, tmp_path: Path) -> None:
    wish = Wish(3, 3, database_url, strikes=CUTS, measure_recovery=False)
    outcome = chaos(wish, tmp_path)
    assert sum(outcome.done.values()), "nobody struck"
    assert outcome.good, table(outcome)


def test_the_table_tells_what_went_wrong() -> None:
    bad = Outcome("Title", {"web killed": 1}, {}, Verdict(losses=2), [1.0], [2.0], [61.0], [], [])
    assert not bad.good
    assert "61.0" in table(bad)
    assert not Outcome("Title", {}, {}, Verdict(), [], [], [61.0], [], []).good
    assert Outcome("Title", {}, {}, Verdict(), [], [], [59.0], [44.0], []).good
