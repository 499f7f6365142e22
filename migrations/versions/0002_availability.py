"""Days away, limits by week and month, fixed dates, and one step back.

Columns are dropped without Alembic's batch: it would copy the table and drop the old one, and on
SQLite that would delete everything that hangs on a host.
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# On a journey, which has a zone, the host works.
_TIME_OFF = sa.text(
    "SELECT schedules.id, away.first, away.last FROM away"
    " JOIN schedules ON schedules.host_id = away.host_id WHERE away.zone IS NULL"
).columns(id=sa.Integer(), first=sa.Date(), last=sa.Date())


def upgrade() -> None:
    for column in new_in_types():
        op.add_column("appointment_types", column)
    week_start = sa.Column("week_start", sa.Integer(), nullable=False, server_default=sa.text("0"))
    op.add_column("hosts", week_start)
    op.create_table(
        "away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.CheckConstraint("last >= first", name=op.f("ck_away_dates_forward")),
        sa.ForeignKeyConstraint(
            ["host_id"], ["hosts.id"], name=op.f("fk_away_host_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away")),
    )
    op.create_index(op.f("ix_away_host_id"), "away", ["host_id"])
    op.create_table(
        "undo_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(length=200), nullable=False),
        sa.Column("token", sa.String(length=24), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["host_id"], ["hosts.id"], name=op.f("fk_undo_steps_host_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undo_steps")),
        sa.UniqueConstraint("host_id", name=op.f("uq_undo_steps_host_id")),
    )


def downgrade() -> None:
    _close_time_off()
    # The code before would offer all year what was meant for some weeks.
    op.execute("UPDATE appointment_types SET active = false WHERE window_first IS NOT NULL")
    op.drop_table("undo_steps")
    op.drop_table("away")
    op.drop_column("hosts", "week_start")
    for column in new_in_types():
        op.drop_column("appointment_types", column.name)


def _close_time_off() -> None:
    """As dates that are closed, in every schedule: the code before would book on them."""
    overrides = sa.table(
        "date_overrides", sa.column("schedule_id", sa.Integer()), sa.column("date", sa.Date())
    )
    days = {
        (schedule_id, first + timedelta(days=number))
        for schedule_id, first, last in op.get_bind().execute(_TIME_OFF).all()
        for number in range((last - first).days + 1)
    }
    for schedule_id, day in sorted(days):
        that_day = (overrides.c.schedule_id == schedule_id, overrides.c.date == day)
        op.execute(overrides.delete().where(*that_day))
        op.execute(overrides.insert().values(schedule_id=schedule_id, date=day))


def new_in_types() -> list[sa.Column]:
    """The columns that appointment types gain; the rows there are keep their meaning."""
    return [
        sa.Column("window_first", sa.Date(), nullable=True),
        sa.Column("window_last", sa.Date(), nullable=True),
        sa.Column("weekly_limit", sa.Integer(), nullable=True),
        sa.Column("monthly_limit", sa.Integer(), nullable=True),
        sa.Column("daily_minutes", sa.Integer(), nullable=True),
        sa.Column("weekly_minutes", sa.Integer(), nullable=True),
        sa.Column("monthly_minutes", sa.Integer(), nullable=True),
        sa.Column("optimised", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]
