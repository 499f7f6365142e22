"""A host, who has an account, and his log-ins."""

from datetime import datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import ForeignKey, LargeBinary, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pinmycal.database import UTCDateTime
from pinmycal.extensions import Base
from pinmycal.models.away import Away
from pinmycal.models.mailbox import mailbox


def _own_mailbox(context: Any) -> str:
    return mailbox(context.get_current_parameters()["email"])


class Host(UserMixin, Base):
    """Someone who offers appointments."""

    __tablename__ = "hosts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    handle: Mapped[str] = mapped_column(String(60), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    # The address case-folded: what makes two spellings the same person.
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    mailbox: Mapped[str] = mapped_column(  # that the address belongs to; see booking.limits
        String(254), index=True, default=_own_mailbox, server_default=text("''")
    )
    # The address that he wants instead and has not confirmed, and since when.
    new_email: Mapped[str | None] = mapped_column(String(254))
    new_email_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64))
    # The weekday that begins a week; 0 is Monday.
    week_start: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    # Whether his clock has 12 hours, on his pages and in his mails.
    hour12: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The tag of the language in which he reads and is written to.
    language: Mapped[str] = mapped_column(String(20), default="en", server_default=text("'en'"))
    about: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    photo: Mapped[str | None] = mapped_column(String(64))  # the digest of his HostPhoto
    # What every participant is told in the confirmation, and how long before the start everyone
    # is reminded (minutes) of what is booked from now on; empty: nothing, never.
    mail_text: Mapped[str] = mapped_column(String(1000), default="", server_default=text("''"))
    reminder_minutes: Mapped[int | None]
    # First steps that no other row tells of.
    hours_checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    link_copied_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    page_seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # When he put the list of first steps away.
    steps_away_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    away: Mapped[list[Away]] = relationship(
        cascade="all, delete-orphan", order_by="Away.first, Away.id", passive_deletes=True
    )

    session_token = ""  # of the log-in that this request came with; never stored

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie: the log-in, not the host."""
        return self.session_token

    def forget_new_email(self) -> None:
        """The address stays as it is; links that would confirm another are worth nothing."""
        self.new_email = self.new_email_at = None

    @property
    def initials(self) -> str:
        """At most two letters that stand where a photo would."""
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


class OldHandle(Base):
    """A handle that a host had once. Links with it go on working, so nobody else gets it."""

    __tablename__ = "old_handles"

    handle: Mapped[str] = mapped_column(String(60), primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"), index=True)


class HostPhoto(Base):
    """A host's picture, made small and plain before it is kept."""

    __tablename__ = "host_photos"

    host_id: Mapped[int] = mapped_column(
        ForeignKey("hosts.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(64), index=True)  # of the image: its address
    image: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class FailedLogin(Base):
    """A password that was not right. Hashes say whose it should have been, and from where."""

    __tablename__ = "failed_logins"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_key: Mapped[str] = mapped_column(String(64), index=True)
    address_key: Mapped[str] = mapped_column(String(64), index=True)
    tried_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class AskedMailbox(Base):
    """A mailbox that was asked to confirm an address: its hash, which outlives whoever asked."""

    __tablename__ = "asked_mailboxes"

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox_key: Mapped[str] = mapped_column(String(64), index=True)
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class HostSession(Base):
    """One log-in. It lives here, not in the cookie alone, so that logging out ends it."""

    __tablename__ = "host_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)

    host: Mapped[Host] = relationship(lazy="joined", innerjoin=True)
