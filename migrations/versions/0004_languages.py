"""The language in which hosts and participants read."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

READERS = ("hosts", "participants")


def upgrade() -> None:
    for table in READERS:
        op.add_column(
            table,
            sa.Column(
                "language", sa.String(length=20), nullable=False, server_default=sa.text("'en'")
            ),
        )


def downgrade() -> None:
    for table in READERS:
        op.drop_column(table, "language")
