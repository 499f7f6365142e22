"""A Zoom meeting's states get a column for each meaning."""

from datetime import timedelta
from typing import Any

from tests.cast import NOW
from tests.migrations.rows import Rows

SOON = NOW + timedelta(minutes=2)
LINK = "https://z.example"


def fill(rows: Rows) -> None:
    rows.add("zoom_connections", writes_parked_until=SOON)
    for number, known in enumerate(
        (
            {"state": "ready", "failures": 0, "doubles_until": SOON},
            {"state": "absent", "failures": 3, "refused": "create", "told_at": NOW},
            {"state": "deleted", "failures": 0, "former_id": 5},
            {"state": "left", "failures": 0},
        )
    ):
        starts_at = NOW + timedelta(days=number)
        times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=30)}
        rows.add("appointments", location="zoom", status="confirmed", **times)
        rows.add("zoom_meetings", join_url=LINK, **known)


def below(rows: Rows) -> None:
    """A double is looked for by a look at a meeting with failures; what has a link is ready; and
    what was left at Zoom is not asked for again."""
    assert read(rows, "attempts") == [
        ("ready", 1, LINK),
        ("absent", 3, LINK),
        ("deleted", 0, None),
        ("absent", 0, LINK),
    ]


def above(rows: Rows) -> None:
    assert read(rows, "failures")[:2] == [("ready", 0, LINK), ("absent", 3, LINK)]
    assert rows.all("zoom_meetings")[0]["doubles_until"] is not None


def read(rows: Rows, failures: str) -> list[tuple[Any, ...]]:
    return [(row["state"], row[failures], row["join_url"]) for row in rows.all("zoom_meetings")]
