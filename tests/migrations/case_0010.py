"""How long a message waits for its Zoom link, apart from when it is due."""

from datetime import timedelta

from tests.cast import NOW
from tests.migrations.rows import Rows

PATIENCE = NOW + timedelta(minutes=2)
AGAIN = NOW + timedelta(seconds=5)
REMINDED = NOW + timedelta(days=1)


def fill(rows: Rows) -> None:
    rows.add("messages", kind="confirmation", created_at=NOW, due_at=NOW, waits_until=PATIENCE)
    rows.add("messages", kind="confirmation", created_at=NOW, due_at=AGAIN, attempted_at=NOW)
    rows.add("messages", kind="reminder", created_at=NOW, due_at=REMINDED)
    rows.add("messages", kind="move", created_at=NOW, due_at=None)


def below(rows: Rows) -> None:
    """The code before takes what is due later, and was not tried yet, for waiting."""
    assert _moments(rows, "due_at") == _written(PATIENCE, AGAIN, REMINDED, None)


def above(rows: Rows) -> None:
    assert _moments(rows, "due_at") == _written(NOW, AGAIN, REMINDED, None)
    assert _moments(rows, "waits_until") == _written(PATIENCE, None, None, None)


def _moments(rows: Rows, column: str) -> list[str | None]:
    """SQLite gives them back without their zone."""
    return [at and at.isoformat()[:19] for at in (row[column] for row in rows.all("messages"))]


def _written(*moments: object) -> list[str | None]:
    return [at and at.isoformat()[:19] for at in moments]  # type: ignore[attr-defined]
