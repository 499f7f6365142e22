"""Another address for an account: wished for first, and mails that go elsewhere than to the host.

Columns are dropped without Alembic's batch, as in 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ELSEWHERE = "ix_messages_elsewhere"


def upgrade() -> None:
    op.add_column("hosts", sa.Column("new_email", sa.String(length=254), nullable=True))
    op.add_column("hosts", sa.Column("new_email_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("address", sa.String(length=254), nullable=True))
    elsewhere = sa.text("address IS NOT NULL")
    op.create_index(
        ELSEWHERE,
        "messages",
        ["created_at"],
        postgresql_where=elsewhere,
        sqlite_where=elsewhere,
    )
    op.create_table(
        "asked_mailboxes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox_key", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_mailboxes")),
    )
    op.create_index(op.f("ix_asked_mailboxes_mailbox_key"), "asked_mailboxes", ["mailbox_key"])


def downgrade() -> None:
    op.drop_table("asked_mailboxes")
    # The code before knows neither where they go nor what they are about.
    op.execute("DELETE FROM messages WHERE address IS NOT NULL")
    op.drop_index(ELSEWHERE, table_name="messages")
    op.drop_column("messages", "address")
    op.drop_column("hosts", "new_email_at")
    op.drop_column("hosts", "new_email")
