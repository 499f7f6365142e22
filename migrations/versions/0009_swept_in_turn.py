"""When the sweep last handed a row on, so that no set of rows is always first."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("appointments", "messages")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("swept_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "swept_at")
