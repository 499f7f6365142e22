"""Another address is wished for, and mails go there."""

from datetime import timedelta

from tests.cast import NOW
from tests.migrations.rows import Rows


def fill(rows: Rows) -> None:
    rows.add("hosts", new_email="new@example.com", new_email_at=NOW)
    for kind in ("email_confirm", "email_taken", "email_changed"):
        rows.add("messages", kind=kind, address="elsewhere@example.com", due_at=NOW)
    rows.add("messages", kind="password_reset", due_at=NOW + timedelta(minutes=1))
    rows.add("asked_mailboxes")


def below(rows: Rows) -> None:
    """What was to go elsewhere goes nowhere, least of all to the host instead."""
    assert [message["kind"] for message in rows.all("messages")] == ["password_reset"]


def above(rows: Rows) -> None:
    [host] = rows.all("hosts")
    assert (host["new_email"], rows.all("asked_mailboxes")) == (None, [])
