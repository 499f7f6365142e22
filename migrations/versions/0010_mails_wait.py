"""How long a message waits for its Zoom link: `due_at` is the earliest time to try, and no more.

Columns are dropped without Alembic's batch, as in 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_UNTRIED = "due_at IS NOT NULL AND attempted_at IS NULL AND kind IN ('confirmation', 'move')"


def upgrade() -> None:
    op.add_column("messages", sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE messages SET waits_until = due_at, due_at = created_at"
        f" WHERE {_UNTRIED} AND due_at > created_at"
    )


def downgrade() -> None:
    op.execute(
        f"UPDATE messages SET due_at = waits_until WHERE {_UNTRIED} AND waits_until > due_at"
    )
    op.drop_column("messages", "waits_until")
