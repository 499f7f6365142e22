"""A right that only one process has at a time."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from pinmycal.database import UTCDateTime
from pinmycal.extensions import Base


class Lease(Base):
    """Held until a moment, so that a process that dies gives it back by itself."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    until: Mapped[datetime] = mapped_column(UTCDateTime)
