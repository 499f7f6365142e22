"""When to try next: below, every sweep tries again."""

from tests.cast import NOW
from tests.migrations.rows import Rows


def fill(rows: Rows) -> None:
    rows.add("zoom_connections", keep_alive_at=NOW)


def below(rows: Rows) -> None:
    assert len(rows.all("zoom_connections")) == 1


above = below
