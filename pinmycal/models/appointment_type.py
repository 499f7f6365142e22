"""What a host offers."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, false, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pinmycal.database import UTCDateTime
from pinmycal.extensions import Base
from pinmycal.models.host import Host
from pinmycal.models.question import Question
from pinmycal.models.schedule import Schedule


class Location(StrEnum):
    """Where an appointment takes place."""

    ZOOM = "zoom"
    PHONE = "phone"
    IN_PERSON = "in_person"
    LINK = "link"


class AppointmentType(Base):
    """A kind of appointment with its own link, length and rules.

    It can be booked for `window_days` from the host's today, or, where they are set, on the dates
    from `window_first` to `window_last`. Limits count its own appointments on the host's calendar.
    """

    __tablename__ = "appointment_types"
    __table_args__ = (UniqueConstraint("host_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"))
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedules.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(60))
    description: Mapped[str] = mapped_column(String(2000), default="")
    location: Mapped[str] = mapped_column(String(20))  # a Location
    location_detail: Mapped[str] = mapped_column(String(500), default="")
    duration: Mapped[int]  # minutes, like every length below
    buffer_before: Mapped[int] = mapped_column(default=0)
    buffer_after: Mapped[int] = mapped_column(default=0)
    minimum_notice: Mapped[int] = mapped_column(default=120)
    increment: Mapped[int]
    window_days: Mapped[int] = mapped_column(default=60)
    window_first: Mapped[date | None]
    window_last: Mapped[date | None]
    daily_limit: Mapped[int | None]
    weekly_limit: Mapped[int | None]
    monthly_limit: Mapped[int | None]
    daily_minutes: Mapped[int | None]
    weekly_minutes: Mapped[int | None]
    monthly_minutes: Mapped[int | None]
    # Whether to offer, beside the grid, the times that leave no gaps.
    optimised: Mapped[bool] = mapped_column(default=False, server_default=false())
    active: Mapped[bool] = mapped_column(default=True)
    # Reached by its link alone: the host's page does not show it.
    secret: Mapped[bool] = mapped_column(default=False, server_default=false())
    position: Mapped[int] = mapped_column(default=0, server_default=text("0"))  # then by id
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    host: Mapped[Host] = relationship()
    schedule: Mapped[Schedule] = relationship()
    questions: Mapped[list[Question]] = relationship(
        cascade="all, delete-orphan",
        order_by="Question.position, Question.id",
        passive_deletes=True,
    )


def open_with_zoom(host_id: int) -> Select[str]:
    """The titles of what can be booked and uses Zoom, in the host's order."""
    return (
        select(AppointmentType.title)
        .where(
            AppointmentType.host_id == host_id,
            AppointmentType.location == Location.ZOOM,
            AppointmentType.active,
        )
        .order_by(AppointmentType.position, AppointmentType.id)
    )
