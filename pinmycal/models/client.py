"""What came from one client's address."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from pinmycal.database import UTCDateTime
from pinmycal.extensions import Base


class ClientAct(Base):
    """Something that costs others an email or us a row. A hash says from where; kept for a day."""

    __tablename__ = "client_acts"
    __table_args__ = (Index("ix_client_acts_count", "client_key", "act", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_key: Mapped[str] = mapped_column(String(64))
    act: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
