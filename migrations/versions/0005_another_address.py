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


def downgrade() -> None:
    op.drop_index(ELSEWHERE, table_name="messages")
    op.drop_column("messages", "address")
    op.drop_column("hosts", "new_email_at")
    op.drop_column("hosts", "new_email")
