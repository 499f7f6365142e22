"""The order of a host's schedules. Without it the oldest comes first, as it did."""

from tests.migrations.rows import Rows


def fill(rows: Rows) -> None:
    host_id = rows.add("hosts")
    for position in (2, 0, 1):
        rows.add("schedules", host_id=host_id, position=position)
    rows.add("schedules", host_id=rows.add("hosts"), position=0)


def below(rows: Rows) -> None:
    assert len(rows.all("schedules")) == 4


def above(rows: Rows) -> None:
    assert [schedule["position"] for schedule in rows.all("schedules")] == [0, 1, 2, 0]
