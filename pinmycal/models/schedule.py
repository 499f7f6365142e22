"""When a host can be booked: weekly hours and the dates that differ."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, func, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pinmycal.extensions import Base


def _after_the_others(context: Any) -> int:
    host_id = context.get_current_parameters()["host_id"]
    last = select(func.max(Schedule.position)).where(Schedule.host_id == host_id)
    found = context.connection.scalar(last)
    return 0 if found is None else int(found) + 1


class Schedule(Base):
    """A named set of hours on the wall clock of the host's zone. The first is the default."""

    __tablename__ = "schedules"

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    # Then by id. Stored, since one that was deleted may come back under a new id.
    position: Mapped[int] = mapped_column(default=_after_the_others, server_default=text("0"))

    weekly_hours: Mapped[list["WeeklyHours"]] = relationship(
        cascade="all, delete-orphan", order_by="WeeklyHours.weekday, WeeklyHours.start_minute"
    )
    overrides: Mapped[list["DateOverride"]] = relationship(
        cascade="all, delete-orphan", order_by="DateOverride.date, DateOverride.start_minute"
    )


class WeeklyHours(Base):
    """One range of hours on one weekday."""

    __tablename__ = "weekly_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_of_week"),
        CheckConstraint("start_minute >= 0 AND end_minute > start_minute", name="range_forward"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(
        ForeignKey("schedules.id", ondelete="CASCADE"), index=True
    )
    weekday: Mapped[int]  # 0 is Monday
    start_minute: Mapped[int]  # from midnight on the wall clock
    end_minute: Mapped[int]  # 1440 is midnight at the day's end, beyond it is the next day


class DateOverride(Base):
    """A range on one date, in place of the weekday's hours; without minutes the date is closed."""

    __tablename__ = "date_overrides"

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(
        ForeignKey("schedules.id", ondelete="CASCADE"), index=True
    )
    date: Mapped[date]
    start_minute: Mapped[int | None]
    end_minute: Mapped[int | None]
