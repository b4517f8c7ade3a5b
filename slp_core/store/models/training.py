"""Training sessions of INL/KM, and who has a seat in them. What was passed is a credential of the expert."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...training import Attendance
from ..base import Base, Record, constraints
from ..types import Json, one_of


class TrainingSession(Record, Base):
    """Days on which modules are taught, with so many seats. A cancelled one takes nobody's days."""

    __tablename__ = "training_session"

    reference: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    place: Mapped[str]
    modules: Mapped[list[str]] = mapped_column(Json)
    first_day: Mapped[date]
    last_day: Mapped[date]
    seats: Mapped[int]
    cancelled: Mapped[bool] = mapped_column(default=False)
    cancelled_because: Mapped[str | None]

    __table_args__ = constraints(
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        CheckConstraint("seats >= 1", name="some_seats"),
        Index("ix_training_session_first_day", "first_day", "last_day"),
    )


class TrainingSeat(Record, Base):
    """A seat of an expert in a session, and what became of it."""

    __tablename__ = "training_seat"

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    attendance: Mapped[str] = mapped_column(default=Attendance.BOOKED)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(
        one_of("attendance", *Attendance),
        UniqueConstraint("session_id", "expert_id"),
    )
