"""When the sweep last handed a row on, so that no set of rows is always first; and how often a look
at a Zoom meeting was asked for, so that none is lost while another is under way.
"""

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
    asked = sa.Column("looks_asked", sa.Integer(), server_default=sa.text("0"), nullable=False)
    op.add_column("zoom_meetings", asked)


def downgrade() -> None:
    op.drop_column("zoom_meetings", "looks_asked")
    for table in TABLES:
        op.drop_column(table, "swept_at")
