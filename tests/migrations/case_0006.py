"""Indexes alone: every row stays."""

from tests.cast import NOW
from tests.migrations.rows import Rows

TABLES = ("asked_mailboxes", "failed_logins", "host_sessions", "zoom_events")


def fill(rows: Rows) -> None:
    rows.add("hosts", new_email="new@example.com", new_email_at=NOW)
    for table in TABLES:
        rows.add(table)


def below(rows: Rows) -> None:
    [host] = rows.all("hosts")
    assert (host["new_email"], bool(host["new_email_at"])) == ("new@example.com", True)
    assert [len(rows.all(table)) for table in TABLES] == [1] * len(TABLES)


above = below
