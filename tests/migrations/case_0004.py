"""The language in which somebody reads. Without it they read English, as everyone did."""

from datetime import timedelta

from tests.cast import NOW
from tests.migrations.rows import Rows


def fill(rows: Rows) -> None:
    rows.add("hosts", language="de")
    rows.add("appointments", starts_at=NOW, ends_at=NOW + timedelta(minutes=30))
    rows.add("participants", language="pt-BR")


def below(rows: Rows) -> None:
    assert [len(rows.all(table)) for table in ("hosts", "participants")] == [1, 1]


def above(rows: Rows) -> None:
    assert rows.all("hosts")[0]["language"] == rows.all("participants")[0]["language"] == "en"
