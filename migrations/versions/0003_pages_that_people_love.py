"""Questions, guests, photos, handles that were, reminders, failed log-ins, what a host notes.

Columns are dropped without Alembic's batch, as in 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LISTS = "ix_appointments_lists"  # in the order of a host's lists, page by page
REFUSED = "ix_messages_refused"


def upgrade() -> None:
    for table, columns in new_columns().items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_type_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_type_id"],
            ["appointment_types.id"],
            name=op.f("fk_questions_appointment_type_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index(op.f("ix_questions_appointment_type_id"), "questions", ["appointment_type_id"])
    op.create_table(
        "old_handles",
        sa.Column("handle", sa.String(length=60), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["host_id"], ["hosts.id"], name=op.f("fk_old_handles_host_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("handle", name=op.f("pk_old_handles")),
    )
    op.create_index(op.f("ix_old_handles_host_id"), "old_handles", ["host_id"])
    op.create_table(
        "host_photos",
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["host_id"], ["hosts.id"], name=op.f("fk_host_photos_host_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("host_id", name=op.f("pk_host_photos")),
    )
    op.create_index(op.f("ix_host_photos_digest"), "host_photos", ["digest"])
    op.create_table(
        "failed_logins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_key", sa.String(length=64), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_logins")),
    )
    for key in ("account_key", "address_key"):
        op.create_index(op.f(f"ix_failed_logins_{key}"), "failed_logins", [key])
    op.create_index(LISTS, "appointments", ["host_id", "status", "starts_at", "id"])
    refused = sa.text("failed_at IS NOT NULL")
    op.create_index(
        REFUSED,
        "messages",
        ["host_id", "appointment_id"],
        postgresql_where=refused,
        sqlite_where=refused,
    )
    op.create_index("ix_appointments_host_booked", "appointments", ["host_id", "booked_at"])
    # Rows that the old code writes while the release goes out have no mailbox and are not counted:
    # the limits look back one day. For those that are there the +tag may stay.
    op.execute("UPDATE participants SET mailbox = lower(email)")
    op.create_index(op.f("ix_participants_mailbox"), "participants", ["mailbox"])


def downgrade() -> None:
    _hide_from_the_code_before()
    op.drop_index(op.f("ix_participants_mailbox"), table_name="participants")
    op.drop_index("ix_appointments_host_booked", table_name="appointments")
    op.drop_index(REFUSED, table_name="messages")
    op.drop_index(LISTS, table_name="appointments")
    for table in ("failed_logins", "host_photos", "old_handles", "questions"):
        op.drop_table(table)
    for table, columns in new_columns().items():
        for column in columns:
            op.drop_column(table, column.name)


def _hide_from_the_code_before() -> None:
    """What it would take for something else."""
    # A guest for someone who booked, and may cancel.
    op.execute(
        "DELETE FROM messages WHERE participant_id IN (SELECT id FROM participants WHERE is_guest)"
    )
    op.execute("DELETE FROM participants WHERE is_guest")
    # What a host noted for themselves, for the words of the one who booked.
    op.execute(
        "UPDATE participants SET note = '' WHERE appointment_id IN"
        " (SELECT id FROM appointments WHERE booked_by = 'host')"
    )
    # A type that only those with its link find, for one that everybody may.
    op.execute("UPDATE appointment_types SET active = false WHERE secret")
    # And it knows no such mail.
    op.execute("DELETE FROM messages WHERE kind = 'reminder'")


def new_columns() -> dict[str, list[sa.Column]]:
    """By table. The rows there are keep their meaning."""
    return {
        "hosts": [
            _flag("hour12"),
            _text("about", 200),
            sa.Column("photo", sa.String(length=64), nullable=True),
            _text("mail_text", 1000),
            sa.Column("reminder_minutes", sa.Integer(), nullable=True),
            _instant("hours_checked_at"),
            _instant("link_copied_at"),
            _instant("page_seen_at"),
            _instant("steps_away_at"),
        ],
        "appointment_types": [
            _flag("secret"),
            sa.Column("position", sa.Integer(), nullable=False, server_default=sa.text("0")),
        ],
        "appointments": [
            _text("booked_by", 20, "participant"),
            sa.Column("reminder_minutes", sa.Integer(), nullable=True),
            _text("host_note", 2000),
            _flag("no_show"),
        ],
        "participants": [
            _flag("hour12"),
            _text("mailbox", 254),
            sa.Column("answers", sa.JSON(none_as_null=True), nullable=True),
            _flag("is_guest"),
        ],
    }


def _flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _text(name: str, longest: int, default: str = "") -> sa.Column:
    return sa.Column(
        name, sa.String(length=longest), nullable=False, server_default=sa.text(f"'{default}'")
    )


def _instant(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)
