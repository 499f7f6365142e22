"""A mail that is owed to someone."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pinmycal.database import UTCDateTime
from pinmycal.extensions import Base
from pinmycal.models.host import Host

if TYPE_CHECKING:
    from pinmycal.models.appointment import Appointment, Participant


class Kind(StrEnum):
    """What a message is about."""

    CONFIRMATION = "confirmation"
    LINK = "link"  # the Zoom link came, or changed, after the confirmation
    MOVE = "move"
    CANCELLATION = "cancellation"
    REMINDER = "reminder"  # its due time lies shortly before the start
    PASSWORD_RESET = "password_reset"  # noqa: S105 — a kind of mail, no password
    EMAIL_CONFIRM = "email_confirm"  # to the address that a host wants for his account
    EMAIL_TAKEN = "email_taken"  # to one that he wants and another has
    EMAIL_CHANGED = "email_changed"  # to the one that he had before
    ZOOM_BROKEN = "zoom_broken"  # Zoom ended the connection, or the host did so at Zoom
    ZOOM_DISCONNECTED = "zoom_disconnected"  # the host did, here
    ZOOM_TROUBLE = "zoom_trouble"  # some appointment needs the host: once a day at most


def new_message_id() -> str:
    """The part before the @ of a Message-ID: random, so that it tells nothing."""
    return secrets.token_hex(16)


class Message(Base):
    """One mail to one person about one change. Written with the change, sent by settle.

    It goes to the participant, or to the host where there is none, unless `address` names another
    mailbox. The text is made when it is sent, from what is true then. `attempted_at` without
    `sent_at` means that it may have arrived.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_due_at", "due_at"),
        # The few that were refused, so that lists can say so at no cost.
        Index(
            "ix_messages_refused",
            "host_id",
            "appointment_id",
            postgresql_where=text("failed_at IS NOT NULL"),
            sqlite_where=text("failed_at IS NOT NULL"),
        ),
        # The few that go elsewhere, to be forgotten.
        Index(
            "ix_messages_elsewhere",
            "created_at",
            postgresql_where=text("address IS NOT NULL"),
            sqlite_where=text("address IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True, default=new_message_id)
    kind: Mapped[str] = mapped_column(String(20))  # a Kind
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"), index=True)
    appointment_id: Mapped[int | None] = mapped_column(
        ForeignKey("appointments.id", ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), index=True
    )
    address: Mapped[str | None] = mapped_column(String(254))  # if not the reader's own of now
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # The earliest time to try; empty once sent or given up.
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # How long it waits for its Zoom link, at most; empty once tried.
    waits_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    swept_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # last handed on by the sweep
    attempts: Mapped[int] = mapped_column(default=0)
    attempted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # refused for good
    last_error: Mapped[str] = mapped_column(String(300), default="")

    host: Mapped[Host] = relationship()
    appointment: Mapped["Appointment | None"] = relationship(back_populates="messages")
    participant: Mapped["Participant | None"] = relationship()
