"""The sweep's order of turns and the count of looks: below, the oldest comes first again."""

from datetime import timedelta

from tests.cast import NOW
from tests.migrations.rows import Rows


def fill(rows: Rows) -> None:
    end = NOW + timedelta(minutes=30)
    rows.add("appointments", due_at=NOW, swept_at=NOW, starts_at=NOW, ends_at=end)
    rows.add("zoom_meetings", state="ready", looks_asked=3)
    rows.add("messages", due_at=NOW, swept_at=NOW)


def below(rows: Rows) -> None:
    for table in ("appointments", "messages"):
        [row] = rows.all(table)
        assert row["due_at"] is not None, "what is due stays due"


above = below
