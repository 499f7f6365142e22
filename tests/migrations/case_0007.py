"""Whose mailbox a host's address ends in, and what came from one client."""

from tests.migrations.rows import Rows


def fill(rows: Rows) -> None:
    rows.add("hosts", email="Ho.St+shop@GoogleMail.com", mailbox="host@gmail.com")
    rows.add("hosts", email="o.ther@example.com", mailbox="o.ther@example.com")
    rows.add("client_acts")


def below(rows: Rows) -> None:
    """Nothing is left that the code before could misread: hosts are as they were."""
    emails = [host["email"] for host in rows.all("hosts")]
    assert emails == ["Ho.St+shop@GoogleMail.com", "o.ther@example.com"]


def above(rows: Rows) -> None:
    mailboxes = [host["mailbox"] for host in rows.all("hosts")]
    assert (mailboxes, rows.all("client_acts")) == (["host@gmail.com", "o.ther@example.com"], [])
