"""A host, who has an account, and his log-ins."""

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pinmycal.database import UTCDateTime
from pinmycal.extensions import Base
from pinmycal.models.away import Away


class Host(UserMixin, Base):
    """Someone who offers appointments."""

    __tablename__ = "hosts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    handle: Mapped[str] = mapped_column(String(60), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    # The address case-folded: what makes two spellings the same person.
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64))
    # The weekday that begins a week; 0 is Monday.
    week_start: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    away: Mapped[list[Away]] = relationship(
        cascade="all, delete-orphan", order_by="Away.first, Away.id", passive_deletes=True
    )

    session_token = ""  # of the log-in that this request came with; never stored

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie: the log-in, not the host."""
        return self.session_token

    @property
    def initials(self) -> str:
        """At most two letters that stand where a photo would."""
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


class HostSession(Base):
    """One log-in. It lives here, not in the cookie alone, so that logging out ends it."""

    __tablename__ = "host_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    host: Mapped[Host] = relationship(lazy="joined", innerjoin=True)
