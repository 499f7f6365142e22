"""A booked time and the people who booked it."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pinmycal.database import UTCDateTime
from pinmycal.extensions import Base
from pinmycal.models.appointment_type import AppointmentType
from pinmycal.models.host import Host
from pinmycal.models.mailbox import mailbox
from pinmycal.models.message import Message
from pinmycal.models.zoom_meeting import Time, ZoomMeeting

CONFIRMED, CANCELLED = "confirmed", "cancelled"
BY_PARTICIPANT, BY_HOST = "participant", "host"
# No type is longer than a day, and nothing that was moved inside Zoom than two; so the indexes on
# starts_at serve both ends.
LONGEST = timedelta(days=2)


def new_public_id() -> str:
    """96 random bits: a name that can be shown and tells nothing."""
    return secrets.token_hex(12)


class Appointment(Base):
    """One booked time. The row says what should be; settle makes Zoom and mailboxes agree.

    `sequence` counts the changes that calendars are told of (RFC 5545). `due_at` is when settle
    should look next, empty when nothing is left to do. `lease_until` is how long the worker that
    has it may keep it.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        UniqueConstraint("host_id", "submission_key"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_appointments_host_starts", "host_id", "starts_at"),
        # In the order of a host's lists, page by page.
        Index("ix_appointments_lists", "host_id", "status", "starts_at", "id"),
        Index("ix_appointments_due_at", "due_at"),
        Index("ix_appointments_host_booked", "host_id", "booked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=new_public_id)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"))
    appointment_type_id: Mapped[int | None] = mapped_column(
        ForeignKey("appointment_types.id", ondelete="SET NULL"), index=True
    )
    # As the type was when it was booked: later edits of the type change no promise.
    title: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(String(2000), default="")
    location: Mapped[str] = mapped_column(String(20))
    location_detail: Mapped[str] = mapped_column(String(500), default="")
    buffer_before: Mapped[int] = mapped_column(default=0)  # minutes
    buffer_after: Mapped[int] = mapped_column(default=0)

    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    status: Mapped[str] = mapped_column(String(20), default=CONFIRMED)
    cancelled_by: Mapped[str | None] = mapped_column(String(20))  # "host" or "participant"
    cancel_reason: Mapped[str] = mapped_column(String(500), default="")
    booked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    submission_key: Mapped[str] = mapped_column(String(64))
    booked_by: Mapped[str] = mapped_column(  # "participant", or "host" on his behalf
        String(20), default=BY_PARTICIPANT, server_default=BY_PARTICIPANT
    )
    # How long before its start everyone is reminded, as the host had it then; empty: never.
    reminder_minutes: Mapped[int | None]
    # For the host alone.
    host_note: Mapped[str] = mapped_column(String(2000), default="", server_default=text("''"))
    no_show: Mapped[bool] = mapped_column(default=False, server_default=false())

    sequence: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    swept_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # last handed on by the sweep

    host: Mapped[Host] = relationship()
    appointment_type: Mapped[AppointmentType | None] = relationship()
    participants: Mapped[list["Participant"]] = relationship(
        back_populates="appointment", cascade="all, delete-orphan", order_by="Participant.id"
    )
    zoom_meeting: Mapped[ZoomMeeting | None] = relationship(
        back_populates="appointment", cascade="all, delete-orphan"
    )
    messages: Mapped[list[Message]] = relationship(
        back_populates="appointment", cascade="all, delete-orphan", order_by="Message.id"
    )

    @property
    def participant(self) -> "Participant":
        """The one who booked."""
        return next(each for each in self.participants if not each.is_guest)

    @property
    def guests(self) -> list["Participant"]:
        """Those whom he invited."""
        return [each for each in self.participants if each.is_guest]

    @property
    def shared_note(self) -> str:
        """What the one who booked wrote. A host who books for someone notes for himself alone."""
        return "" if self.booked_by == BY_HOST else self.participant.note

    @classmethod
    def is_ahead(cls, now: datetime) -> ColumnElement[bool]:
        """A condition: to come or running. Of what is long over nothing is read."""
        return and_(cls.ends_at > now, cls.starts_at > now - LONGEST)

    @property
    def is_cancelled(self) -> bool:
        """Whether it no longer stands."""
        return self.status == CANCELLED

    @property
    def time(self) -> Time:
        """When its meeting should be."""
        return Time(self.starts_at, self.minutes)

    @property
    def minutes(self) -> int:
        """Its length."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


def _own_mailbox(context: Any) -> str:
    return mailbox(context.get_current_parameters()["email"])


class Participant(Base):
    """Someone who takes part; needs no account. The first is the one who booked.

    `answers` are (question, answer) in words, as they were asked and given; None: not asked.
    """

    __tablename__ = "participants"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True, default=new_public_id)
    appointment_id: Mapped[int] = mapped_column(
        ForeignKey("appointments.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(254))
    mailbox: Mapped[str] = mapped_column(  # of the address; see booking.limits
        String(254), index=True, default=_own_mailbox, server_default=text("''")
    )
    time_zone: Mapped[str] = mapped_column(String(64))
    hour12: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The tag of the language in which he booked, and is written to.
    language: Mapped[str] = mapped_column(String(20), default="en", server_default=text("'en'"))
    note: Mapped[str] = mapped_column(String(2000), default="")
    answers: Mapped[list[list[str]] | None] = mapped_column(JSON(none_as_null=True))
    # Invited by the one who booked: is told of everything, changes nothing.
    is_guest: Mapped[bool] = mapped_column(default=False, server_default=false())

    appointment: Mapped[Appointment] = relationship(back_populates="participants")
