"""The mailbox of each host, and what came from one client's address.

Columns are dropped without Alembic's batch, as in 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

GMAIL, ALSO_GMAIL = "gmail.com", "googlemail.com"


def upgrade() -> None:
    op.add_column(
        "hosts",
        sa.Column("mailbox", sa.String(length=254), server_default=sa.text("''"), nullable=False),
    )
    op.create_index(op.f("ix_hosts_mailbox"), "hosts", ["mailbox"])
    _fill_in()
    op.create_table(
        "client_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_key", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_acts")),
    )
    op.create_index("ix_client_acts_count", "client_acts", ["client_key", "act", "at"])
    op.create_index(op.f("ix_client_acts_at"), "client_acts", ["at"])


def downgrade() -> None:
    op.drop_table("client_acts")
    op.drop_index(op.f("ix_hosts_mailbox"), table_name="hosts")
    op.drop_column("hosts", "mailbox")


def _fill_in() -> None:
    hosts = sa.table("hosts", sa.column("id"), sa.column("email"), sa.column("mailbox"))
    connection = op.get_bind()
    for host_id, email in connection.execute(sa.select(hosts.c.id, hosts.c.email)).all():
        change = sa.update(hosts).where(hosts.c.id == host_id)
        connection.execute(change.values(mailbox=_mailbox(email)))


def _mailbox(email: str) -> str:
    """As the code of this release has it."""
    local, _, domain = email.casefold().rpartition("@")
    local = local.split("+")[0] or local
    if domain in (GMAIL, ALSO_GMAIL):
        local, domain = local.replace(".", ""), GMAIL
    return f"{local}@{domain}"
