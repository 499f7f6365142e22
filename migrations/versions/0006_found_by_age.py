"""Rows that have served their time are found by an index, as every sweep looks for them."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BY_AGE = {
    "asked_mailboxes": "asked_at",
    "failed_logins": "tried_at",
    "host_sessions": "created_at",
    "hosts": "new_email_at",
    "zoom_events": "received_at",
}


def upgrade() -> None:
    for table, column in BY_AGE.items():
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table, column in BY_AGE.items():
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
