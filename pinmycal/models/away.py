"""The dates on which a host is not where he usually is."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from pinmycal.extensions import Base


class Away(Base):
    """Time off, or a journey: then `zone` says where his hours stand. For every schedule."""

    __tablename__ = "away"
    __table_args__ = (CheckConstraint("last >= first", name="dates_forward"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"), index=True)
    first: Mapped[date]  # both dates included, on the host's calendar
    last: Mapped[date]
    zone: Mapped[str | None] = mapped_column(String(64))  # empty: he does not work
    name: Mapped[str] = mapped_column(String(100), default="")
