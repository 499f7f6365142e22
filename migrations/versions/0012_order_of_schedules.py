"""Which schedule of a host comes first, and so is the default, does not hang on ids any more.

The code before takes the oldest for the default: after a step down that is what it finds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BY_ID = """UPDATE schedules SET position = (
    SELECT count(*) FROM schedules AS older
    WHERE older.host_id = schedules.host_id AND older.id < schedules.id
)"""


def upgrade() -> None:
    position = sa.Column("position", sa.Integer(), nullable=False, server_default=sa.text("0"))
    op.add_column("schedules", position)
    op.execute(BY_ID)


def downgrade() -> None:
    op.drop_column("schedules", "position")
