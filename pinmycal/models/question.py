"""What a host asks whoever books."""

from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from pinmycal.extensions import Base


class QuestionKind(StrEnum):
    """How it is answered."""

    SHORT = "short"  # one line
    LONG = "long"
    ONE = "one"  # of the options
    SEVERAL = "several"  # of the options
    PHONE = "phone"
    CHECKBOX = "checkbox"


class Question(Base):
    """One question of an appointment type. Answers are kept as words with the participant."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_type_id: Mapped[int] = mapped_column(
        ForeignKey("appointment_types.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]  # then by id
    label: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))  # a QuestionKind
    required: Mapped[bool]
    options: Mapped[list[str]] = mapped_column(JSON, default=list)  # of ONE and SEVERAL
