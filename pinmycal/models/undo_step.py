"""One step back for a host who changed his availability."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from pinmycal.extensions import Base


class UndoStep(Base):
    """What a host's availability was before his last change. Each change takes its place."""

    __tablename__ = "undo_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"), unique=True)
    change: Mapped[str] = mapped_column(String(200))  # what was done, in words
    # Names the step in its form: ids come back when rows go, tokens do not.
    token: Mapped[str] = mapped_column(String(24))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
