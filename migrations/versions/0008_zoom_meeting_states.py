"""The Zoom meeting as a state machine: a column for each meaning.

`attempts` counted failures, and of a meeting that was there it said that a double may come: that
has a column of its own now. Columns are dropped without Alembic's batch, as in 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MEETINGS, CONNECTIONS = "zoom_meetings", "zoom_connections"
FORMER = "ix_zoom_meetings_former_id"


def upgrade() -> None:
    op.alter_column(MEETINGS, "attempts", new_column_name="failures")
    op.add_column(MEETINGS, sa.Column("former_id", sa.BigInteger(), nullable=True))
    op.add_column(MEETINGS, sa.Column("doubles_until", _instant(), nullable=True))
    op.add_column(MEETINGS, sa.Column("refused", sa.String(length=80), nullable=True))
    op.add_column(MEETINGS, sa.Column("told_at", _instant(), nullable=True))
    op.create_index(FORMER, MEETINGS, ["former_id"])
    op.add_column(CONNECTIONS, sa.Column("writes_parked_until", _instant(), nullable=True))
    # The search for doubles was planned as a look.
    op.execute(
        "UPDATE zoom_meetings SET doubles_until = check_at WHERE state = 'ready' AND failures > 0"
    )
    op.execute("UPDATE zoom_meetings SET failures = 0 WHERE doubles_until IS NOT NULL")


def downgrade() -> None:
    # The code before plans a search for doubles as a look at a meeting with failures.
    op.execute(
        "UPDATE zoom_meetings SET failures = 1, check_at = doubles_until"
        " WHERE state = 'ready' AND doubles_until IS NOT NULL"
    )
    # It would ask again for what was refused or left: the first is what it did, the second not.
    op.execute("UPDATE zoom_meetings SET state = 'absent' WHERE state = 'left'")
    # And it takes whatever has a link for a meeting that stands.
    op.execute("UPDATE zoom_meetings SET join_url = NULL WHERE state = 'deleted'")
    op.drop_column(CONNECTIONS, "writes_parked_until")
    op.drop_index(FORMER, table_name=MEETINGS)
    for name in ("told_at", "refused", "doubles_until", "former_id"):
        op.drop_column(MEETINGS, name)
    op.alter_column(MEETINGS, "failures", new_column_name="attempts")


def _instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)
