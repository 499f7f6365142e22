"""When to try next to keep an idle Zoom connection alive."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    when = sa.Column("keep_alive_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("zoom_connections", when)


def downgrade() -> None:
    op.drop_column("zoom_connections", "keep_alive_at")
